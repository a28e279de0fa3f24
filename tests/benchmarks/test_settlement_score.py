"""The scorer of the settlement benchmark, by a month small enough to count by hand; what it prints and plots."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pandas as pd
import pytest

from tests.benchmarks.bench_settlement import run
from tests.benchmarks.month_frames import Ask, MonthFrames, frames_of
from tests.benchmarks.plots import bars, lines
from tests.benchmarks.settlement_causes import BY_KIND, cause_of
from tests.benchmarks.settlement_examples import shown
from tests.benchmarks.settlement_methods import merge, merge_bills, read, xlookup
from tests.benchmarks.settlement_report import figures, write_report
from tests.benchmarks.settlement_score import Grade, Score, score
from tests.engine.settlement.months import invoice, invoices, orm, orms

# O1 pays both invoices of B1, O2 pays B2, O3 pays half of B3
TRUE = [("O1", "B1/1", 60), ("O1", "B1/2", 40), ("O2", "B2/1", 100), ("O3", "B3/1", 50)]


def month() -> MonthFrames:
    due = [invoice("B1", 1, 60), invoice("B1", 2, 40), invoice("B2", 1, 100), invoice("B3", 1, 100)]
    keys = {one["invoice_key"]: one["boe_key"] for one in due}
    truth = pd.DataFrame(TRUE, columns=["orm_key", "invoice_key", "amount_minor"])
    truth = truth.assign(boe_key=truth["invoice_key"].map(keys), kind="N_M", case=1)
    paid = orms(orm("O1", 100), orm("O2", 100), orm("O3", 50))
    return MonthFrames(paid, invoices(*due), truth, pd.DataFrame())


def links(*rows: tuple[str, str, int, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["orm_key", "invoice_key", "amount_minor", "tier"])
    return frame.assign(**{"pass": "REF", "amount_invoice_minor": frame["amount_minor"]})


def graded(*rows: tuple[str, str, int, str]) -> Score:
    return score(month(), links(*rows))


def test_all_that_is_true_scores_one() -> None:
    told = graded(*((*one, "AUTO") for one in TRUE))
    assert (told.bill, told.invoice) == (Grade(3, 3, 3), Grade(4, 4, 4))
    assert (told.amount, told.amount_right, told.over_settled, told.misses) == (1, 1, 0, {})
    assert told.passes == {"AUTO REF": {"said": 3, "right": 3, "lines": 4, "exact": 4}}


def test_the_split_over_invoices_of_a_bill_counts_by_invoice_only() -> None:
    told = graded(("O1", "B1/1", 50, "AUTO"), ("O1", "B1/2", 50, "AUTO"))
    assert (told.bill, told.invoice) == (Grade(1, 1, 3), Grade(2, 2, 4))
    assert told.passes["AUTO REF"] == {"said": 1, "right": 1, "lines": 2, "exact": 0}
    assert told.amount == pytest.approx(100 / 250)


def test_a_wrong_bill_costs_precision_and_money() -> None:
    told = graded(("O2", "B3/1", 100, "AUTO"), ("O1", "B1/1", 60, "AUTO"))
    assert told.bill == Grade(2, 1, 3)
    assert told.amount_right == pytest.approx(60 / 160)


def test_a_suggestion_counts_only_where_nothing_is_settled() -> None:
    told = graded(("O2", "B2/1", 100, "AUTO"), ("O2", "B2/1", 100, "SUGGEST"), ("O3", "B2/1", 50, "SUGGEST"))
    assert told.suggested == Grade(1, 0, 3)
    assert told.both == Grade(2, 1, 3)
    assert told.bill == Grade(1, 1, 3)


def test_more_than_an_item_holds_is_counted() -> None:
    told = graded(("O2", "B2/1", 80, "AUTO"), ("O2", "B3/1", 80, "AUTO"), ("O3", "B3/1", 30, "AUTO"))
    assert told.over_settled == 2  # O2 pays 160 of 100, B3/1 gets 110 of 100


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(AssertionError, match="not in the month"):
        graded(("O9", "B2/1", 80, "AUTO"))


PAPER: dict[str, Any] = {
    "iec": "A",
    "currency": "USD",
    "invoice_number": "EXP 00123A",
    "boe_number": "1234567",
    "supplier": "Atlantiq Cables Co Ltd.",
    "seller": "",
}
PAYS: dict[str, Any] = {"iec": "A", "currency": "USD", "remarks": "", "party": "ATLANTIQ CABLES CO LTD"}


@pytest.mark.parametrize(
    ("orm", "paper", "cause"),
    [
        ({"iec": "B"}, {}, "another importer pays"),
        ({"currency": "EUR"}, {}, "another currency"),
        ({"remarks": "INV EXP00123A"}, {}, "named, part paid"),
        ({"remarks": "BOE 1234567 DT 01/10/2026"}, {}, "named, part paid"),
        ({"remarks": "INV EXP00132A"}, {}, "a number is named that is not this one's"),
        ({"party": ""}, {}, "no party named"),
        ({}, {"supplier": "QUAYWISE LOGISTICS GMBH", "seller": "Atlantiq Cables"}, "a forwarder, the seller named"),
        ({}, {"supplier": "QUAYWISE LOGISTICS GMBH"}, "a forwarder, the seller not named"),
        ({"party": "M/S ATLANTIQ CABLES"}, {}, "part paid"),
        ({"party": "ATLANTQ CABLES CO LTD"}, {}, "part paid"),
        ({"party": "ATLANTIQ"}, {}, "part paid"),
        ({"party": "CABLES ATLANTIQ"}, {}, "the name is written in another way"),
        ({}, {}, "part paid"),
    ],
)
def test_the_cause_of_a_miss(orm: dict[str, str], paper: dict[str, str], cause: str) -> None:
    assert cause_of({**PAYS, **orm}, [{**PAPER, **paper}], "PARTIAL") == cause


def test_every_kind_of_case_has_its_words() -> None:
    kinds = set(frames_of(Ask(1300, 11)).truth["kind"])
    assert kinds == set(BY_KIND)


def test_what_a_desk_does_without_a_matcher() -> None:
    frames = month()
    found = merge(frames.orms, frames.invoices)
    assert sorted(zip(found["orm_key"], found["invoice_key"], strict=True)) == [
        *(("O1", "B2/1"), ("O1", "B3/1"), ("O2", "B2/1"), ("O2", "B3/1")),
    ]
    first = xlookup(frames.orms, frames.invoices)
    assert sorted(zip(first["orm_key"], first["invoice_key"], strict=True)) == [("O1", "B2/1"), ("O2", "B2/1")]
    whole = merge_bills(frames.orms, frames.invoices)
    assert ("O1", "B1/1") in set(zip(whole["orm_key"], whole["invoice_key"], strict=True))
    assert len(whole) == 8  # either remittance of 100 fits each of three bills, one of two invoices


def test_a_report_has_a_table_and_two_plots(tmp_path: Path) -> None:
    row = {"size": "1k", "level": "base", "seed": 101, "method": "ours", "orms": 1000, "seconds": 1.0, "above_mb": 2.0}
    told = asdict(graded(*((*one, "AUTO") for one in TRUE[:3])))
    lost = {"size": "1k", "level": "base", "seed": 101, "method": "splink", "not_run": "not installed"}
    write_report(tmp_path, [{**row, "score": told}, lost])
    page = (tmp_path / "settlement.md").read_text("utf-8")
    assert "| 1k | base | 101 | ours | 1.000 | 0.667 | 0.750 | 0.800 | 0.667 | 1.000 | 0 | 1.0 | 2 |" in page
    assert "| 1k | base | 101 | splink | not installed |" in page
    assert "| several payments for several bills | 1 | 33.33% |" in page
    for name in ("quality.svg", "time.svg"):
        ElementTree.parse(tmp_path / name)  # noqa: S314 - our own file
    assert figures({**row, "score": told})["recall"] == pytest.approx(2 / 3)


def test_plots_place_values_where_the_axes_say() -> None:
    # the plot is 280 high from y = 40: a half stands at 180, ten between 1 and 100 in the middle
    assert 'y="180.0"' in bars("T", ["a-b"], {"one": [0.5]})
    assert re.search(r'cy="180\.0"', lines("T", {"one": [(10, 1), (1000, 10), (1000, 100)]}))


def test_a_frame_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    frames = frames_of(Ask(60, 11))
    for name in ("orms", "invoices"):
        getattr(frames, name).to_csv(tmp_path / f"{name}.csv", index=False)
        pd.testing.assert_frame_equal(read(tmp_path / f"{name}.csv"), getattr(frames, name))


def test_a_miss_is_shown_with_what_else_it_could_be() -> None:
    text = shown(Ask(600, 11), 1, "")
    assert "    true: " in text
    assert "    open beside it: " in text


def test_a_run_tells_what_was_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMPORT_DESK_BENCH", str(tmp_path / "nowhere"))
    ours, merged, peer = run("tiny", Ask(60, 11), ("ours", "merge", "splink"))
    assert ours["score"]["bill"]["true"] == merged["score"]["bill"]["true"] > 0
    assert ours["seconds"] > 0
    assert peer["not_run"] == "not installed: python -m tests.benchmarks.bench_environment"
