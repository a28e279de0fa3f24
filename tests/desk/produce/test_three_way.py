"""Core banking, ledger and IDPMS against each other: three figures, each item behind a difference with its cause."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, boe, csv_text, invoice, mbe_text, orm
from tests.desk.produce.outgoing import OWN, Out, reply_to
from xl_addin.desk.close.close_month import CloseOrder, close_month
from xl_addin.desk.produce.causes import BILLS, REMITTANCES
from xl_addin.desk.produce.look import look
from xl_addin.desk.produce.three_way import Compared, compare
from xl_addin.desk.produce.waits import Waiting, waiting
from xl_addin.workbook.proof.tieouts import tie_outs

RATES = "date,currency,inr_per_unit\n2026-10-30,USD,90\n2026-10-30,KWD,300\n"
LATE = f"IBA26100000009/{OWN}"
MANUAL = "4000009/2026-10-06/INNSA1"
CELLS = {"number": "IBA26100000009", "amount": "77.00", "paid": "15/10/2026"}


def made(home: Path, **cells: str) -> Out:
    """A remittance of 1,000.00 from before the cut-over, one of 77.00 after it, a bill of 500.00 that came down."""
    desk = Out(home)
    late = {**orm(**{**CELLS, **cells}), "SWIFT": "XMPLXXAA"}
    files = {"rates.csv": RATES, "importers.csv": csv_text([IMPORTER])}
    desk.take({"orm.csv": csv_text([orm(amount="1000.00"), late]), **files})
    desk.boes(boe(invoice(amount="500.00")))
    desk.cut_over()
    return desk


def compared(desk: Out) -> Compared:
    books = desk.books()
    return compare(books, waiting(books))


def nothing(_: Out) -> None: ...


def said(word: str) -> Callable[[Out], None]:
    return lambda desk: desk.answer("ORM", LATE, "orm_generated", word)


def proposed(desk: Out) -> None:
    said("N")(desk)
    desk.ask("report", LATE)


def approved(desk: Out) -> None:
    said("N")(desk)
    desk.two("report", LATE)


def drafted(desk: Out) -> None:
    approved(desk)
    desk.produce()


def let_go(desk: Out) -> None:
    drafted(desk)
    assert desk.release().barred == ()


def answered(code: str) -> Callable[[Out], None]:
    def answer(desk: Out) -> None:
        let_go(desk)
        desk.reply(*reply_to(desk, "ORM", code))

    return answer


def told_again(**cells: str) -> Callable[[Out], None]:
    """Passed by IDPMS, and told otherwise by the core system since."""

    def again(desk: Out) -> None:
        answered("SUCCESS")(desk)
        desk.take({"orm-2.csv": csv_text([{**orm(**{**CELLS, **cells}), "SWIFT": "XMPLXXAA"}])})

    return again


# what was done -> word of the cause, core banking, ledger, IDPMS in minor units; its words; what is to be done
LACKS = (7700, 7700, 0)
APART = [
    ("nobody said anything", nothing, "CHECK", LACKS, "nobody has said whether", "answer ORM generated"),
    ("no message was made", said("N"), "WAITS", LACKS, "no ORM message was made", "propose report"),
    ("it was made elsewhere", said("Y"), "SENT", LACKS, "no reply has come", ".passormAck"),
    ("proposed", proposed, "WAITS", LACKS, "proposed as P", "approve"),
    ("approved", approved, "WAITS", LACKS, "approved, not drafted", "produce"),
    ("drafted", drafted, "WAITS", LACKS, "stands in the draft M", "release"),
    ("let go", let_go, "SENT", LACKS, "is not answered", "inbox"),
    ("refused", answered("E_KEY"), "FAIL", LACKS, "IDPMS refused it, E_KEY: ", ""),
    ("another amount", told_again(amount="70.00", says="2"), "WAITS", (7000, 7000, 7700), "approved, not", "produce"),
    ("cancelled here", told_again(says="3"), "WAITS", (0, 0, 7700), "approved, not drafted", "produce"),
]


@pytest.mark.parametrize(
    ("do", "word", "figures", "why", "todo"), [row[1:] for row in APART], ids=[r[0] for r in APART]
)
def test_an_item_that_is_not_the_same_on_all_three_is_told_with_its_cause(
    tmp_path: Path, do: Callable[[Out], None], word: str, figures: tuple[int, int, int], why: str, todo: str
) -> None:
    desk = made(tmp_path)
    do(desk)
    (one,) = compared(desk).apart
    assert (one.side, one.key, one.cause.word, (one.core, one.ledger, one.idpms)) == (REMITTANCES, LATE, word, figures)
    assert why in one.cause.why
    assert todo in one.cause.todo


def test_what_idpms_has_as_the_ledger_has_it_is_the_same_on_all_three(tmp_path: Path) -> None:
    desk = made(tmp_path)
    answered("SUCCESS")(desk)
    found = compared(desk)
    assert found.apart == ()
    assert [(one.side, one.core, one.ledger, one.idpms, one.items, one.items_idpms) for one in found.sums] == [
        (BILLS, 50000, 50000, 50000, 1, 1),
        (REMITTANCES, 107700, 107700, 107700, 2, 2),
    ]


@pytest.mark.parametrize(("paid", "count"), [("06/10/2026", 0), ("07/10/2026", 1)])
def test_paid_up_to_the_day_of_the_cut_over_it_was_reported_outside(tmp_path: Path, paid: str, count: int) -> None:
    assert len(compared(made(tmp_path, paid=paid)).apart) == count


def test_what_is_settled_refunded_and_left_open_is_the_whole(tmp_path: Path) -> None:
    """1,000.00 = 500.00 settled + 100.00 that came back + 400.00 open."""
    desk = made(tmp_path)
    answered("SUCCESS")(desk)
    desk.settle(f"IBA26100000001/{OWN}", "0052545/2026-10-06/INNSA1#1", 50000)
    found = {(one.side, one.core, one.ledger, one.idpms) for one in compared(desk).sums}
    assert found == {(BILLS, 50000, 50000, 50000), (REMITTANCES, 107700, 107700, 107700)}


def test_an_amount_that_the_message_cannot_hold_is_held(tmp_path: Path) -> None:
    desk = made(tmp_path, currency="KWD", amount="1.005")
    approved(desk)
    (one,) = compared(desk).apart
    assert (one.cause.word, one.currency, one.ledger) == ("HELD", "KWD", 1005)
    assert "decimal places" in one.cause.why


def test_a_manual_bill_of_entry_waits_for_its_reply(tmp_path: Path) -> None:
    desk = made(tmp_path)
    answered("SUCCESS")(desk)
    desk.take({"0009001_RBI0610202601.mbe.txt": mbe_text(boe(invoice(amount="90.00"), number="4000009"))})
    (one,) = compared(desk).apart
    assert (one.side, one.key, one.cause.word, one.ledger, one.idpms) == (BILLS, f"{MANUAL}#1", "SENT", 9000, 0)
    desk.answer("BOE", MANUAL, "boe_acknowledged", "N")
    assert compared(desk).apart[0].cause.word == "FAIL"
    desk.answer("BOE", MANUAL, "boe_acknowledged", "Y")
    assert compared(desk).apart == ()


def test_without_a_cut_over_nothing_is_compared(tmp_path: Path) -> None:
    desk = Out(tmp_path)
    desk.take({"orm.csv": csv_text([orm(amount="1000.00")])})
    assert compared(desk) == Compared()


@pytest.mark.parametrize(
    ("do", "ties"), [(nothing, False), (said("N"), True), (let_go, True), (answered("E_KEY"), True)]
)
def test_control_is_true_only_where_nothing_is_unexplained(
    tmp_path: Path, do: Callable[[Out], None], ties: bool
) -> None:
    desk = made(tmp_path)
    do(desk)
    order = CloseOrder(desk.folder({"rates.csv": RATES}, "in"), desk.home / "closed", OCTOBER, ACTOR, "Bank")
    view = close_month(desk.ledger, order, desk.law).closing.view
    found = {tie.check: tie.ties for tie in tie_outs(view) if f"remittances of {OWN}" in tie.check}
    assert found == {
        f"Core banking = ledger, remittances of {OWN}": True,
        f"Ledger = IDPMS + explained, remittances of {OWN}": ties,
        f"Core banking = IDPMS + explained, remittances of {OWN}": ties,
        f"Items = IDPMS + explained, remittances of {OWN}": ties,
        f"No item is unexplained, remittances of {OWN}": ties,
    }


def test_the_outbox_tells_the_three_figures_and_what_is_apart(tmp_path: Path) -> None:
    lines = look(made(tmp_path).ledger, OCTOBER, closes=True)
    figures = "core banking 1,077.00, ledger 1,077.00, IDPMS 1,000.00 (2 and 1 items): unexplained."
    assert f"Remittances of {OWN}, USD: {figures}" in lines
    assert (
        f"Bills of entry of {OWN}, USD: core banking 500.00, ledger 500.00, IDPMS 500.00 (1 and 1 items): tied."
        in lines
    )
    assert any(line.startswith(f"  CHECK {LATE}, USD 77.00: no reply has come") for line in lines)


def test_two_that_nobody_explains_do_not_make_up_for_each_other(tmp_path: Path) -> None:
    """IDPMS has one of 77.00 that the ledger has cancelled, and lacks another of 77.00: the sums agree by chance."""
    desk = made(tmp_path)
    answered("SUCCESS")(desk)
    other = orm(number="IBA26100000010", amount="77.00", paid="16/10/2026")
    gone = {**orm(**CELLS, says="3"), "SWIFT": "XMPLXXAA"}
    desk.take({"orm-2.csv": csv_text([gone, other])})
    books = desk.books()
    found = compare(books, Waiting(()))  # nothing is drafted of the cancellation
    (sums,) = [one for one in found.sums if one.side == REMITTANCES]
    assert (sums.core, sums.ledger, sums.idpms, sums.unexplained) == (107700, 107700, 107700, 0)
    assert (sums.items, sums.items_idpms, sums.items_unexplained) == (2, 2, 2)
    assert [one.cause.word for one in found.apart] == ["CHECK", "CHECK"]
