"""The result card: one value, told alike in the terminal, on Start and as card.json; and the time that is left."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.buttons.sample_desk import SampleDesk
from tests.desk.month_fixture import MAKER, OCTOBER, SMALL, law
from tests.desk.test_command_line import run
from xl_addin.desk.close.card import ResultCard, as_json, printed, ties
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import TimeLeft
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import open_ledger

# opening + new + amended - cancelled - settled - written off - closed + reversed = closing
SIGNS = {"opening": 1, "new": 1, "amended": 1, "cancelled": -1, "settled": -1, "written_off": -1, "closed": -1}


def read(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return told


@pytest.fixture(scope="module")
def now(small_out: Path) -> Now:
    """The small month after its close."""
    with closing(open_ledger(str(small_out / "ledger.sqlite"), reading=True)) as ledger:
        found = month_now(ledger, OCTOBER, law())
        assert found.closing
        return found


def card(now: Now, **more: Any) -> ResultCard:
    return replace(ResultCard("Matched", "Matched", ("Done.",), now.closing.view, now.head, "a.sqlite", MAKER), **more)


def test_a_close_leaves_its_card_whose_movements_add_up_exactly(small_out: Path) -> None:
    told = read(small_out / "card.json")
    assert (told["schema"], told["act"], told["as_on"], told["by"]) == (1, "Closed", "2026-10-31", "maker1")
    assert told["at"] == "2026-11-02T09:30:00+05:30"
    assert told["totals_tie"] is True
    assert all((small_out / name).is_file() for name in told["files"])
    for moved in told["movements"]:
        amounts = {name: Decimal(figure["amount"]) for name, figure in moved.items() if isinstance(figure, dict)}
        assert sum(sign * amounts[name] for name, sign in SIGNS.items()) + amounts["reversed"] == amounts["closing"]
    dinar = next(one for one in told["movements"] if (one["side"], one["currency"]) == ("ORM", "KWD"))
    assert dinar["closing"] == {"items": 1, "amount": "43790.140"}  # three decimals, and none is cut


def test_what_waits_is_what_the_sheet_today_says(small_out: Path) -> None:
    sheet = openpyxl.load_workbook(small_out / "closing-2026-10.xlsx", read_only=True)["Today"]
    rows = [row[2:4] for row in sheet.iter_rows(min_row=6, values_only=True) if row[1]]
    assert [(one["count"], one["words"]) for one in read(small_out / "card.json")["waits"]] == rows


def test_each_command_ends_with_its_card_and_the_file_has_the_same_words(tmp_path: Path) -> None:
    ledger = tmp_path / "desk.sqlite"
    for words, act in ((("take-in", SMALL), "Taken in"), (("settle",), "Matched")):
        path = tmp_path / f"{words[0]}.json"
        done = run(*words, "--as-on", "2026-10-31", "--ledger", ledger, "--card", path)
        assert done.returncode == 0, done.stderr
        told = read(path)
        assert told["act"] == act
        assert told["done"]
        assert all(line in done.stdout for line in told["done"])
        assert f"Totals tie: {told['totals_told']}" in done.stdout
        assert f"{told['waits'][0]['count']:>7,} {told['waits'][0]['words']}" in done.stdout
    assert told["counts"]["lines_posted"] == 107


def test_a_button_lays_the_words_of_start_beside_the_closing(tmp_path: Path) -> None:
    desk = SampleDesk(tmp_path)
    desk.press("take_in")
    assert not [*tmp_path.rglob("card.json")]  # there is no closing yet
    closed = desk.press("close_month")
    (path,) = tmp_path.rglob("card.json")
    assert read(path)["act"] == "Closed"
    assert {" ".join(line.split()) for line in read(path)["done"]} <= {text for _, text in closed.lines}
    matched = desk.press("match")
    told = read(path)
    assert (told["act"], told["headline"]) == ("Matched", matched.headline)
    start = {text for _, text in matched.lines}
    assert {" ".join(line.split()) for line in told["done"]} <= start
    assert told["totals_told"] in start


def test_totals_that_do_not_tie_are_told_with_both_figures(now: Now) -> None:
    view = now.closing.view
    first = view.movements[0]
    spoilt = replace(view, movements=[first._replace(closing_minor=first.closing_minor + 1), *view.movements[1:]])
    holds, told = ties(spoilt)
    assert holds is False
    assert told == "NO: ORM CNY: lists 168,780.12, ledger 168,780.13"
    assert as_json(card(now, view=spoilt))["totals_tie"] is False


def test_a_month_without_items_has_nothing_to_tie(now: Now) -> None:
    view = now.closing.view
    empty = {name: filled.table.with_rows([]) for name, filled in view.lists.items()}
    bare = replace(view, lists=empty, movements=[])
    assert ties(bare) == (None, "Nothing to tie: the ledger holds no item of this month.")
    assert "  nothing waits" in printed(card(now, view=bare))


def test_the_act_stands_where_the_month_cannot_be_told_or_the_card_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = tmp_path / "desk.sqlite"
    done = run("take-in", SMALL, "--as-on", "2026-10-31", "--ledger", ledger, "--card", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "The card was not written: " in done.stdout

    def cannot(*_: Any, **__: Any) -> Now:
        raise DeskError("The bank's policy cannot be read.", "policy.toml.", "Mend it.")

    monkeypatch.setattr("xl_addin.desk.month.now.month_now", cannot)
    done = run("settle", "--as-on", "2026-10-31", "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    assert "Posted now: 107 settlement lines." in done.stdout
    assert "What waits is not told: The bank's policy cannot be read. policy.toml. Mend it." in done.stdout


# Seconds on the clock, the line that is told then, and what is shown.
COUNTING: list[tuple[float, str, str]] = [
    (0, "Deciding: 0 of 20,000 (0 %)", "Deciding: 0 of 20,000 (0 %)"),
    (1, "Deciding: 2,000 of 20,000 (10 %)", "Deciding: 2,000 of 20,000 (10 %)"),  # too early to say
    (4, "Deciding: 4,000 of 20,000 (20 %)", "Deciding: 4,000 of 20,000 (20 %), about 15 s left"),  # 4 s / 4,000 a row
    (50, "Deciding: 5,000 of 20,000 (25 %)", "Deciding: 5,000 of 20,000 (25 %), about 2 min left"),  # 150 s
    (51, "Writing the sheets", "Writing the sheets"),
    (51, "Writing: ORM (1 of 4)", "Writing: ORM (1 of 4)"),
    (54, "Writing: BoE invoices (2 of 4)", "Writing: BoE invoices (2 of 4)"),  # 9 s in all: a moment
    (63, "Writing: Settlements (3 of 4)", "Writing: Settlements (3 of 4), about 5 s left"),  # 12 s for two, 6 to go
    (64, "Writing: ORM (1 of 4)", "Writing: ORM (1 of 4)"),  # it began anew
]


def test_a_line_that_counts_tells_what_is_left_where_it_takes_long() -> None:
    ticking = [0.0]
    shown = TimeLeft(lambda: ticking[0])
    for at, said, told in COUNTING:
        ticking[0] = at
        assert shown(said) == told


def test_a_day_of_the_card_is_iso(small_out: Path) -> None:
    earliest = [one["earliest"] for one in read(small_out / "card.json")["waits"] if one["earliest"]]
    assert earliest
    assert [date.fromisoformat(one).isoformat() for one in earliest] == earliest
