"""Outstanding is derived: hand-worked figures over reports, amendments, cancellations and settlements of two months."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import (
    NOVEMBER,
    OCTOBER,
    OPENING_HEADERS,
    OPENING_ORM,
    Desk,
    boe,
    csv_text,
    invoice,
    orm,
)
from xl_addin.desk.month.month import open_items, read_month
from xl_addin.desk.month.movements import closing_totals, movements

pytestmark = pytest.mark.usefixtures("either")
KEY, INVOICE_KEY = "IBA26100000001/0009001", "0052545/2026-10-06/INNSA1#1"
NEW, MORE, LESS, GONE = orm(), orm(says="2", amount="1200.00"), orm(says="2", amount="900.00"), orm(says="3")
Acts = list[dict[str, str] | int]  # a report, or a settlement in cents
# opening, new, amended, cancelled, settled, closing; counts of opening, new, cancelled, cleared, closing
Line = tuple[tuple[int, ...], tuple[int, ...]]
NOTHING: Line = ((0, 0, 0, 0, 0, 0), (0, 0, 0, 0, 0))

CASES: list[tuple[str, Acts, Acts, Line, Line]] = [
    (
        "reported and left open",
        [NEW],
        [],
        ((0, 100_000, 0, 0, 0, 100_000), (0, 1, 0, 0, 1)),
        ((100_000, 0, 0, 0, 0, 100_000), (1, 0, 0, 0, 1)),
    ),
    (
        "settled in part in both months",
        [NEW, 30_000],
        [20_000],
        ((0, 100_000, 0, 0, 30_000, 70_000), (0, 1, 0, 0, 1)),
        ((70_000, 0, 0, 0, 20_000, 50_000), (1, 0, 0, 0, 1)),
    ),
    (
        "settled in full over two months",
        [NEW, 30_000],
        [70_000],
        ((0, 100_000, 0, 0, 30_000, 70_000), (0, 1, 0, 0, 1)),
        ((70_000, 0, 0, 0, 70_000, 0), (1, 0, 0, 1, 0)),
    ),
    (
        "settled at once; nothing of it next month",
        [NEW, 100_000],
        [],
        ((0, 100_000, 0, 0, 100_000, 0), (0, 1, 0, 1, 0)),
        NOTHING,
    ),
    (
        "amended within its month counts at its final amount",
        [NEW, MORE, LESS],
        [],
        ((0, 90_000, 0, 0, 0, 90_000), (0, 1, 0, 0, 1)),
        ((90_000, 0, 0, 0, 0, 90_000), (1, 0, 0, 0, 1)),
    ),
    (
        "amended upwards the month after",
        [NEW, 30_000],
        [MORE],
        ((0, 100_000, 0, 0, 30_000, 70_000), (0, 1, 0, 0, 1)),
        ((70_000, 0, 20_000, 0, 0, 90_000), (1, 0, 0, 0, 1)),
    ),
    (
        "amended downwards to what is settled",
        [NEW, 90_000],
        [LESS],
        ((0, 100_000, 0, 0, 90_000, 10_000), (0, 1, 0, 0, 1)),
        ((10_000, 0, -10_000, 0, 0, 0), (1, 0, 0, 1, 0)),
    ),
    (
        "settled in full, then opened again by an amendment",
        [NEW, 100_000],
        [MORE],
        ((0, 100_000, 0, 0, 100_000, 0), (0, 1, 0, 1, 0)),
        ((0, 0, 20_000, 0, 0, 20_000), (0, 1, 0, 0, 1)),
    ),
    (
        "reported and cancelled in one month",
        [NEW, GONE],
        [],
        ((0, 100_000, 0, 100_000, 0, 0), (0, 1, 1, 0, 0)),
        NOTHING,
    ),
    (
        "amended and cancelled in one month, at the final amount",
        [NEW, MORE, GONE],
        [],
        ((0, 120_000, 0, 120_000, 0, 0), (0, 1, 1, 0, 0)),
        NOTHING,
    ),
    (
        "cancelled the month after",
        [NEW],
        [GONE],
        ((0, 100_000, 0, 0, 0, 100_000), (0, 1, 0, 0, 1)),
        ((100_000, 0, 0, 100_000, 0, 0), (1, 0, 1, 0, 0)),
    ),
    (
        "amended and cancelled the month after",
        [NEW],
        [LESS, GONE],
        ((0, 100_000, 0, 0, 0, 100_000), (0, 1, 0, 0, 1)),
        ((100_000, 0, -10_000, 90_000, 0, 0), (1, 0, 1, 0, 0)),
    ),
]


def act(desk: Desk, acts: Acts, as_on: object) -> None:
    for number, one in enumerate(acts):
        if isinstance(one, int):
            desk.settle(KEY, INVOICE_KEY, one, as_on)  # type: ignore[arg-type]
        else:
            desk.orms(one, as_on=as_on, file=f"orm{number}.csv")  # type: ignore[arg-type]


def line(desk: Desk, as_on: object) -> Line:
    """The roll-forward of ORMs in USD, as worked by hand in the table."""
    lines = [m for m in movements(read_month(desk.ledger, as_on)) if m.side == "ORM"]  # type: ignore[arg-type]
    if not lines:
        return NOTHING
    (found,) = lines
    amounts = ("opening", "new", "amended", "cancelled", "settled", "closing")
    counts = ("opening", "new", "cancelled", "cleared", "closing")
    return tuple(getattr(found, f"{n}_minor") for n in amounts), tuple(getattr(found, f"{n}_count") for n in counts)


@pytest.mark.parametrize(("october", "november", "first", "second"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_the_roll_forward_of_two_months(
    tmp_path: Path, october: Acts, november: Acts, first: Line, second: Line
) -> None:
    desk = Desk(tmp_path)
    desk.boes(boe(invoice(amount="5000.00")))
    act(desk, october, OCTOBER)
    assert line(desk, OCTOBER) == first
    act(desk, november, NOVEMBER)
    assert line(desk, NOVEMBER) == second
    assert line(desk, OCTOBER) == first  # what was closed stays as it was
    assert first[0][-1] == second[0][0]  # the closing of a month is the opening of the next


def test_items_brought_forward_open_the_first_month_with_what_is_open_of_them(tmp_path: Path) -> None:
    """1000 paid, 400 open; 150 settled in October: closing 250."""
    desk = Desk(tmp_path)
    desk.take({"opening.csv": csv_text([OPENING_ORM], OPENING_HEADERS)})
    desk.boes(boe())
    desk.settle("OLD26080000001/0009001", INVOICE_KEY, 15_000)
    assert line(desk, OCTOBER) == ((40_000, 0, 0, 0, 15_000, 25_000), (1, 0, 0, 0, 1))
    month = read_month(desk.ledger, OCTOBER)
    assert [item.outstanding_minor for item in open_items(month.orms)] == [25_000]
    assert {t.side: t.closing_minor for t in closing_totals(month)} == {"ORM": 25_000, "INVOICE": 35_000}


def test_an_invoice_that_an_amendment_leaves_out_falls_to_nil(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.boes(boe(invoice(), invoice(serial="2", no="INV/2", amount="70.00")))
    desk.boes(boe(invoice(amount="560.00"), says="2"), as_on=NOVEMBER)
    (found,) = movements(read_month(desk.ledger, NOVEMBER))
    assert (found.opening_minor, found.amended_minor, found.closing_minor) == (57_000, -1_000, 56_000)
    assert (found.opening_count, found.cleared_count, found.closing_count) == (2, 1, 1)


def test_a_month_without_anything_has_no_lines(tmp_path: Path) -> None:
    assert movements(read_month(Desk(tmp_path).ledger, OCTOBER)) == []
