"""The kit's Excel part over a stand-in for Excel's objects, and the report; Excel itself was not there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
import typer

from xl_addin import __version__
from xl_addin.buttons.table import BUTTONS
from xl_addin.cli.commands import add_commands
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.excel import driver
from xl_addin.hosts.excel.by_hand import BY_HAND
from xl_addin.hosts.excel.driver import Excel
from xl_addin.hosts.excel.server.transport import BUTTON, UNASKED
from xl_addin.kit import books as kit_books
from xl_addin.kit import press as kit_press
from xl_addin.kit import presses as kit_presses
from xl_addin.kit import run as kit
from xl_addin.kit.page import page
from xl_addin.kit.report import FAIL, NOT_RUN, PASS, Outcome, Report

ROOT = Path(__file__).resolve().parents[2]
BEGAN = datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001


class Api:
    """Excel's Application, as far as the kit asks it."""

    def __init__(self, *, is_addin: bool = True, missing: str = "") -> None:
        self.runs: list[tuple[Any, ...]] = []
        self.Workbooks = SimpleNamespace(Open=lambda path: SimpleNamespace(IsAddin=is_addin, Name=Path(path).name))
        self._missing = missing

    def Run(self, macro: str, *arguments: Any) -> Any:
        self.runs.append((macro, *arguments))
        answers = {
            "RegisterImportDeskHelp": 0.0,
            "WhyNoPython": self._missing,
            "CallPython": ("done", "text"),
            "RunImportDesk": None,
        }
        return answers[macro.rpartition(".")[2]]


def excel(tmp_path: Path, **more: Any) -> Excel:
    found = Excel(tmp_path / "ImportDesk.xlam")
    found.app = SimpleNamespace(api=Api(**more), pid=77)
    found._pid = 77
    return found


# --- Excel ---


def test_a_press_goes_through_the_add_ins_own_transport(tmp_path: Path) -> None:
    found, book = excel(tmp_path), SimpleNamespace(api="the book")
    assert found.press("match", book) == ("done", "text")
    macro = "'ImportDesk.xlam'!ImportDeskTransport.CallPython"
    assert found.app.api.runs == [(macro, BUTTON, (f"match{UNASKED}", __version__), "the book")]


def test_an_add_in_that_loads_is_told(tmp_path: Path) -> None:
    assert excel(tmp_path).load() == "loaded; 0 functions without description in the wizard"


@pytest.mark.parametrize(("more", "words"), [({"is_addin": False}, "not as an add-in"), ({"missing": "no"}, "reach")])
def test_an_add_in_that_does_not_load_whole_is_a_fault(tmp_path: Path, more: dict[str, Any], words: str) -> None:
    with pytest.raises(DeskError, match=words):
        excel(tmp_path, **more).load()


def test_programs_below_excel_are_asked_for_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def answer(command: list[str], **_: Any) -> Any:
        asked.append(command[-1])
        return SimpleNamespace(stdout="cmd.exe\npython.exe\n")

    monkeypatch.setattr(subprocess, "run", answer)
    assert [one for one in excel(tmp_path).children() or [] if one] == ["cmd.exe", "python.exe"]
    assert "ParentProcessId=77'" in asked[0]
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout="\n"))
    assert excel(tmp_path).children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="it would start Excel")
def test_without_windows_excel_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="Windows only"), Excel(tmp_path / "ImportDesk.xlam"):
        pass
    app = typer.Typer()
    add_commands(app)
    with pytest.raises(DeskError, match="Windows only"):
        app(["acceptance-kit", "--host", "excel", "--out", str(tmp_path)], standalone_mode=False)
    with pytest.raises(DeskError, match="no host"):
        app(["acceptance-kit", "--host", "lotus", "--out", str(tmp_path)], standalone_mode=False)
    assert list(tmp_path.iterdir()) == []


def test_a_pc_without_excel_is_told_so() -> None:
    def no_class(**_: object) -> None:
        raise OSError(-2147221005, "Invalid class string")

    with pytest.raises(DeskError, match="Excel cannot be started here") as told:
        driver._started(SimpleNamespace(App=no_class))
    assert "desktop Excel" in told.value.todo


# --- what is pressed, and what a person looks at ---


def test_the_presses_follow_the_tour() -> None:
    from xl_addin.sample.tour import STEPS

    tour = [step.command for step in STEPS]
    pressed = [press.command for press in kit_presses.PRESSES if press.command in tour]
    assert pressed == tour
    told = {step.command: step.see for step in STEPS}
    assert kit_presses.PRESSES[2].says in told["take_in"]


def test_the_list_for_a_person_has_every_point_that_only_excel_shows() -> None:
    text = " ".join(f"{one.do} {one.see}" for one in BY_HAND).lower()
    for word in (
        "repair",
        "missing",
        "key tips",
        "insert a function",
        "task manager",
        "protected view",
        "hidden excel",
        "signed",
        "asr",
        "crore",
        "undo",
        "ctrl+z",
        "esc",
    ):
        assert word in text
    assert len({one.do for one in BY_HAND}) == len(BY_HAND)
    assert len({button.group for button in BUTTONS}) == 7  # as the list says
    assert "seven groups" in text


# --- the report ---


def a_report(host: str, *states: str) -> Report:
    outcomes = tuple(Outcome("Part", f"look {at} | 2", state, "a\nb") for at, state in enumerate(states))
    return Report(
        host,
        (("Excel", "16.0"), ("Add-in, SHA-256", "ab" * 32)),
        BEGAN,
        12.3,
        outcomes,
        BY_HAND if host == "excel" else (),
    )


@pytest.mark.parametrize(
    ("states", "passed"),
    [((PASS,), True), ((PASS, NOT_RUN), True), ((PASS, FAIL), False), ((NOT_RUN,), False), ((), False)],
)
def test_a_run_passes_when_something_was_seen_and_nothing_failed(states: tuple[str, ...], passed: bool) -> None:
    report = a_report("excel", *states)
    assert report.passed is passed
    assert json.loads(report.as_json())["passed"] is passed
    verdict = 'class="pass">PASS' if passed else 'class="fail">FAIL'
    assert f"<h1>Acceptance of Import Desk in Excel: <span {verdict}</span>" in page(report)


def test_the_report_for_excel_ends_with_the_list_to_tick() -> None:
    text = page(a_report("excel", PASS))
    assert text.count('<input type="checkbox">') == len(BY_HAND)
    assert "ab" * 32 in text
    assert "Not Excel" not in text
    assert len(json.loads(a_report("excel", PASS).as_json())["by_hand"]) == len(BY_HAND)


def test_failures_come_first_and_a_cell_s_text_is_no_part_of_the_page() -> None:
    rows = [line for line in page(a_report("excel", PASS, FAIL)).splitlines() if "<td>look" in line]
    assert [line.partition("</td>")[0] for line in rows] == [
        '<tr><td><span class="fail">FAIL</span>',
        '<tr><td><span class="pass">PASS</span>',
    ]
    shown = page(Report("excel", (), BEGAN, 1.0, (Outcome("Part", "=A1<2", PASS, "<script>", wanted="a&b"),)))
    assert "<td>=A1&lt;2</td><td>a&amp;b</td><td>&lt;script&gt;</td>" in shown


def test_the_page_needs_no_other_file_and_says_what_it_gives_away() -> None:
    report = Report("excel", (), BEGAN, 1.0, (Outcome("Part", "picture", PASS, picture=b"PNG"),))
    text = page(report)
    assert 'src="data:image/png;base64,UE5H"' in text
    assert not re.search(r'(?:src|href)="(?!data:)', text)
    assert "<script" not in text
    assert "What this page holds" in text
    assert "picture" not in json.loads(report.as_json())["outcomes"][0]


def test_the_report_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kit, "person", lambda: "BANK\\asha.rao")
    monkeypatch.setattr(Path, "home", lambda: Path("/users/asha.rao"))
    one = Outcome("Part", "what", PASS, "by asha.rao in /users/asha.rao/kit", wanted="asha.rao")
    told = kit.without_a_person(one)
    assert (told.told, told.wanted) == ("by (user) in ~/kit", "(user)")


def test_what_a_press_must_come_to_is_said_in_words() -> None:
    told = {press.command: kit_press._wanted(press) for press in reversed(kit_presses.PRESSES)}
    assert told["take_in"] == "92 rows = 89 kept + 3 refused; totals tie"
    assert told["go_to_exception"] == "stands on ORM"
    assert told["drop_drafts"] == "refused: No reason is given"
    assert told["review"].endswith("totals tie; Status of IBA26100000014: POSTED")
    assert told["today"] == "done"


# --- what only Excel can be asked ---


class Chart:
    """A chart of Excel, as far as a picture needs it."""

    def __init__(self, *, is_broken: bool = False) -> None:
        self.Chart, self._is_broken = self, is_broken

    def Activate(self) -> None: ...

    def Paste(self) -> None:
        if self._is_broken:
            raise OSError("the clipboard is busy")

    def Export(self, path: str, kind: str) -> None:
        assert kind == "PNG"
        Path(path).write_bytes(b"PNG")


def with_a_scratch_book(found: Excel, chart: Chart) -> list[str]:
    """What is done with the workbook in which Excel draws."""
    done: list[str] = []
    objects = SimpleNamespace(Add=lambda *place: done.append(f"{place}") or chart)
    sheet = SimpleNamespace(api=SimpleNamespace(ChartObjects=lambda: objects))
    found.app.books = SimpleNamespace(
        add=lambda: SimpleNamespace(sheets=[sheet], close=lambda: done.append("closed without saving"))
    )
    return done


def a_book(asked: list[object]) -> Any:
    """A workbook with a sheet of 900 rows and 3 columns."""

    def area(first: object, last: object) -> Any:
        asked.append((first, last))
        return SimpleNamespace(width=120, height=400, api=SimpleNamespace(CopyPicture=lambda *how: asked.append(how)))

    used = SimpleNamespace(last_cell=SimpleNamespace(row=900, column=3))
    return SimpleNamespace(sheets={"ORM": SimpleNamespace(used_range=used, range=area)})


def test_excel_draws_the_top_of_a_sheet_in_a_book_that_is_not_kept(tmp_path: Path) -> None:
    found, asked = excel(tmp_path), list[object]()
    done = with_a_scratch_book(found, Chart())
    assert found.picture(a_book(asked), "ORM") == b"PNG"
    assert asked == [((1, 1), (40, 3)), (1, 2)]
    assert done == ["(0, 0, 120, 400)", "closed without saving"]


def test_a_picture_that_fails_says_so_and_leaves_no_book(tmp_path: Path) -> None:
    found = excel(tmp_path)
    done = with_a_scratch_book(found, Chart(is_broken=True))
    with pytest.raises(DeskError, match="the clipboard is busy"):
        found.picture(a_book([]), "ORM")
    assert done[-1] == "closed without saving"


@pytest.mark.parametrize(
    ("links", "led"), [(None, True), (["elsewhere.xlam"], False), (["MINE"], True), (["MINE", "elsewhere.xlam"], False)]
)
def test_a_book_s_links_are_looked_at(tmp_path: Path, links: list[str] | None, led: bool) -> None:
    found = excel(tmp_path)
    mine = str(tmp_path / "ImportDesk.xlam").upper()  # Windows knows no case
    sources = links and [mine if one == "MINE" else one for one in links]
    assert found.led_here(SimpleNamespace(api=SimpleNamespace(LinkSources=lambda kind: sources))) is led


@pytest.mark.parametrize(("answers", "ended"), [(["\n"], True), (["77\n", "\n"], True), (["77\n"] * 20, False)])
def test_excel_is_waited_for_until_it_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: list[str], ended: bool
) -> None:
    told = iter(answers)
    monkeypatch.setattr(driver, "_powershell", lambda query: next(told))
    monkeypatch.setattr(driver.time, "sleep", lambda seconds: None)
    assert excel(tmp_path).ended() is ended


def test_python_is_lost_through_the_ribbon_s_own_macro(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lost: list[str] = []
    monkeypatch.setattr(driver, "_lose", lambda: lost.append("ended"))
    found, brought = excel(tmp_path), list[str]()
    assert found.lose_python("close_month", SimpleNamespace(activate=lambda: brought.append("to the front")))
    assert found.app.api.runs == [("'ImportDesk.xlam'!ImportDeskRibbon.RunImportDesk", f"close_month{UNASKED}")]
    assert (lost, brought) == (["ended"], ["to the front"])


def test_the_server_is_ended_and_its_box_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, boxes, closed = list[str](), iter([0, 0, 9]), list[tuple[int, ...]]()
    windows = SimpleNamespace(FindWindow=lambda kind, title: next(boxes), PostMessage=lambda *one: closed.append(one))
    monkeypatch.setattr(driver, "_powershell", lambda query: asked.append(query) or "")
    monkeypatch.setattr(driver.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(driver.importlib, "import_module", lambda name: windows)
    driver._lose()
    assert "xl_addin.hosts.excel.server.serve" in asked[0]
    assert closed == [(9, 0x0010, 0, 0)]


def test_the_book_of_another_user_names_his_add_in_by_its_path(tmp_path: Path) -> None:
    path = kit_books.write_foreign(tmp_path / "book.xlsx")
    with ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for name, text in parts.items():
        ElementTree.fromstring(text.encode())  # noqa: S314 - our own file
        assert name.endswith((".xml", ".rels"))
    assert "<f>[1]!REGIME(A1)</f>" in parts["xl/worksheets/sheet1.xml"]
    assert "another.user" in parts["xl/externalLinks/_rels/externalLink1.xml.rels"]
    assert [one.name for one in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_check_that_breaks_is_a_failure_and_the_next_goes_on() -> None:
    closed: list[str] = []
    host = SimpleNamespace(app=SimpleNamespace(books=[SimpleNamespace(close=lambda: closed.append("x"))]))

    def breaks(bench: Any) -> Any:
        """Breaks."""
        yield Outcome("Part", "one", PASS)
        raise ValueError("why")

    def goes_on(bench: Any) -> Any:
        """Goes on."""
        yield Outcome("Part", "two", PASS)

    said: list[str] = []
    bench: Any = SimpleNamespace(host=host)
    outcomes = list(kit._all(bench, (breaks, goes_on), said.append))
    assert [(one.what, one.state) for one in outcomes] == [("one", PASS), ("breaks", FAIL), ("two", PASS)]
    assert "ValueError: why (test_kit_for_excel.py:" in outcomes[1].told
    assert said == ["Breaks.", "Goes on."]
    assert len(closed) == 2


def test_the_document_says_that_excel_was_not_seen() -> None:
    told = (ROOT / "docs" / "acceptance-kit.md").read_text(encoding="utf-8")
    assert "has not been seen in real Excel yet" in told
    assert "acceptance-kit --out" in told
    assert driver.__doc__ is not None
    assert "has not been run yet" in driver.__doc__
