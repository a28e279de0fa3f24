"""The user's guide as pages for a browser without a network: Markdown and pictures of the sample month in, HTML out.

ProperDocs makes the pages and checks every link and anchor; pictures are those of a real Calc.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from xl_addin.desk.atomic import atomic_bytes, atomic_text
from xl_addin.domain.errors import DeskError

SOURCE = "docs/guide"
THEME = Path(__file__).with_name("guide_theme")
MARK = re.compile(r"<!-- picture: ([A-Za-z -]+) -->")
_NETWORK = re.compile(r"""(?:src|href)=["'](?:[a-z]+:)?//[^"']*|url\((?:[a-z]+:)?//[^)]*|@import""")
NO_PICTURES = "*This copy was made without pictures: LibreOffice and poppler-utils were not on the machine.*"


def build_guide(root: Path, out: Path, say: Callable[[str], None]) -> Path:
    """Makes the guide in an own folder, which is made anew; the first page."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        work = Path(scratch)
        shutil.copytree(THEME, work / "site", ignore=shutil.ignore_patterns("__pycache__"))
        pages = work / "site" / "docs"
        shutil.copytree(root / SOURCE, pages)
        shown = [name for page in sorted(pages.glob("*.md")) for name in MARK.findall(page.read_text("utf-8"))]
        made = _pictures(shown, pages / "pictures", work, say)
        for page in pages.glob("*.md"):
            atomic_text(page, _with_pictures(page.read_text("utf-8"), made))
        _html(work / "site", work / "made")
        refuse_network(work / "made")
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(work / "made", out)
    return out / "index.html"


def _pictures(sheets: list[str], folder: Path, work: Path, say: Callable[[str], None]) -> bool:
    """A picture of each sheet of the sample's closing book; whether this machine could make them."""
    from xl_addin.hosts.calc.driver import CalcHost

    folder.mkdir()
    try:
        book = _closed(work / "sample")
        with CalcHost() as host:
            opened = host.app.books.open(fullname=str(book))
            for sheet in sheets:
                atomic_bytes(folder / _file(sheet), host.picture(opened, sheet))
            opened.close()
    except DeskError as lacking:
        say(f"The guide is made without pictures: {lacking.what} {lacking.where}")
        shutil.rmtree(folder)
        return False
    return True


def _closed(out: Path) -> Path:
    """The closing book of the sample month."""
    from datetime import UTC, datetime

    from xl_addin.desk.close.close_month import CloseOrder, close_month
    from xl_addin.desk.settings import Settings
    from xl_addin.ledger import open_ledger
    from xl_addin.ledger.store import Actor
    from xl_addin.sample.demo import AS_ON, BANK, LEDGER, MONTH

    out.mkdir()
    actor = Actor("officer", datetime(AS_ON.year, AS_ON.month, AS_ON.day, 12, 30, tzinfo=UTC))
    ledger = open_ledger(str(out / LEDGER), create=True)
    try:
        close_month(ledger, CloseOrder(MONTH, out, AS_ON, actor, BANK), Settings({}).law(), lambda text: None)
    finally:
        ledger.close()
    return next(out.glob("closing-*.xlsx"))


def _file(sheet: str) -> str:
    return sheet.lower().replace(" ", "-") + ".png"


def _with_pictures(text: str, made: bool) -> str:
    shown = MARK.sub(lambda found: f"![Sheet {found[1]} of the sample month](pictures/{_file(found[1])})", text)
    return shown if made else MARK.sub(NO_PICTURES, text)


def _html(site: Path, out: Path) -> None:
    """Pages by ProperDocs; DeskError where a link or an anchor leads nowhere."""
    from properdocs.commands.build import build
    from properdocs.config import load_config
    from properdocs.exceptions import Abort

    try:
        build(load_config(str(site / "guide.yml"), docs_dir=str(site / "docs"), site_dir=str(out)))
    except Abort as fault:
        raise DeskError(
            f"The guide was not built: {fault}", SOURCE, "Correct the pages that are named above."
        ) from None


def refuse_network(out: Path) -> None:
    """DeskError where a page would load something from a network."""
    found = [one for path in sorted(out.rglob("*")) if path.suffix in {".html", ".css", ".js"} for one in _asked(path)]
    if found:
        raise DeskError(
            f"A page of the guide asks for something on a network: {found[0]}.", SOURCE, "Take the address out."
        )


def _asked(page: Path) -> Iterator[str]:
    for found in _NETWORK.findall(page.read_text("utf-8")):
        yield f"{page.name}: {found}"
