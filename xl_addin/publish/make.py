"""Everything that is generated and committed: what makes each file. One command makes them, one test proves them.

A circular, a worksheet function, a button: what it changes here is made by `python desk.py make`, then looked over.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from udfs import REGISTRY
from xl_addin import rulebook
from xl_addin.buttons.sample import SAMPLE_FOLDER
from xl_addin.desk.atomic import atomic_text, atomic_write
from xl_addin.desk.lists.book import MONTH_SHEETS
from xl_addin.domain.errors import DeskError
from xl_addin.publish import cells_text, ledger_text, message_text, register_text, two_people_text, users_guide_text
from xl_addin.publish.acceptance_book import write_acceptance
from xl_addin.publish.currencies import currencies_module
from xl_addin.publish.guide_book import write_guide
from xl_addin.publish.guide_text import page
from xl_addin.publish.month_books import CONTENT
from xl_addin.publish.specimen import specimen
from xl_addin.publish.stub import stub
from xl_addin.publish.trials import golden_trials, has_date
from xl_addin.sample.files import sample_files
from xl_addin.workbook.month.template import write_month_book

ROOT = Path(__file__).resolve().parents[2]
# Sources that a checkout has and an installed program has not.
VECTORS, ISO_4217 = "tests/udfs", "tests/data/iso4217_codes_all.csv"
SAMPLE, SNAPSHOTS = f"workbooks/{SAMPLE_FOLDER}", "tests/hosts/excel/snapshots"
SCHEMAS = "xl_addin/messages/xsd"
OWN = (SAMPLE, SNAPSHOTS, SCHEMAS)  # folders that hold nothing else

Maker = Callable[[Path], None]


def makers(root: Path = ROOT) -> dict[str, Maker]:
    """What writes each file, by its place in the checkout `root`; DeskError where that is no checkout."""
    for source in (VECTORS, ISO_4217):
        if not (root / source).exists():
            raise DeskError("This is no checkout.", str(root / source), "Run make in a checkout of the repository.")
    return {
        **{
            f"workbooks/{name}": partial(write_month_book, sheets=MONTH_SHEETS, content=content)
            for name, content in CONTENT.items()
        },
        **{f"{SAMPLE}/{name}": partial(atomic_text, text=text) for name, text in sample_files().items()},
        "workbooks/function_guide.xlsx": lambda path: write_guide(str(path), REGISTRY, rulebook.load()),
        "workbooks/udf_acceptance.xlsx": lambda path: _acceptance(path, root, date1904=False),
        "workbooks/udf_acceptance_1904.xlsx": lambda path: _acceptance(path, root, date1904=True),
        "docs/functions.md": lambda path: atomic_text(path, page(REGISTRY, rulebook.load())),
        "udfs/__init__.pyi": lambda path: atomic_text(path, stub(REGISTRY)),
        "docs/desk-cells.md": lambda path: atomic_text(path, cells_text.page()),
        "docs/findings.md": lambda path: atomic_text(path, register_text.page()),
        "docs/guide/sheets.md": lambda path: atomic_text(path, users_guide_text.sheets_page()),
        "docs/guide/findings.md": lambda path: atomic_text(path, users_guide_text.findings_page()),
        "docs/guide/statuses.md": lambda path: atomic_text(path, users_guide_text.statuses_page()),
        "docs/guide/glossary.md": lambda path: atomic_text(path, users_guide_text.glossary_page(ROOT)),
        "docs/ledger.md": lambda path: atomic_text(path, ledger_text.page()),
        "docs/two-people.md": lambda path: atomic_text(path, two_people_text.page()),
        "docs/messages.md": lambda path: atomic_text(path, message_text.page()),
        **{f"{SCHEMAS}/{name}": partial(atomic_text, text=text) for name, text in message_text.schemas().items()},
        "xl_addin/domain/_currencies.py": lambda path: atomic_text(path, currencies_module(root, ISO_4217)),
        **{f"{SNAPSHOTS}/{name}": partial(atomic_text, text=text) for name, text in specimen().items()},
    }


def _acceptance(path: Path, root: Path, *, date1904: bool) -> None:
    """Every vector; for a book that counts from 1904 those whose answer depends on it."""
    trials = golden_trials(root / VECTORS)
    chosen = [trial for trial in trials if has_date(trial)] if date1904 else trials
    write_acceptance(str(path), chosen, date1904=date1904)


def make(root: Path = ROOT, *, check: bool = False) -> Iterator[str]:
    """The files that are not as they are made now; unless it is a check, they are written."""
    with TemporaryDirectory() as folder:
        for name, maker in makers(root).items():
            new = Path(folder) / name
            new.parent.mkdir(parents=True, exist_ok=True)
            maker(new)
            if not same(new, root / name):
                yield name
                if not check:
                    atomic_write(root / name, partial(shutil.copyfile, new))


def nobody_s(root: Path = ROOT) -> list[str]:
    """Files in folders of ours that nothing makes any more."""
    found = {path.relative_to(root).as_posix() for own in OWN for path in (root / own).rglob("*") if path.is_file()}
    return sorted(found - set(makers(root)))


def same(new: Path, old: Path) -> bool:
    """Whether two files hold the same; of a workbook its parts, since machines pack them differently."""
    if not old.is_file():
        return False
    return parts(new) == parts(old) if new.suffix == ".xlsx" else new.read_bytes() == old.read_bytes()


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a package by their names."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
