"""Records against what is known: repeats, amendments, cancellations, contradictions, what is brought forward."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import (
    ACTOR,
    NOVEMBER,
    OCTOBER,
    OPENING_HEADERS,
    OPENING_INVOICE,
    OPENING_ORM,
    Desk,
    boe,
    codes,
    csv_text,
    invoice,
    mbe_text,
    obe_xml,
    orm,
    orm_xml,
    the_finding,
)
from xl_addin.desk.intake.take_in import TakenIn, take_in
from xl_addin.desk.month.month import read_month
from xl_addin.domain.records import BoeInvoice, OutwardRemittance
from xl_addin.ledger import open_ledger, tables
from xl_addin.sample.demo import MONTH

ORM_KEY, INVOICE_KEY = "IBA26100000001/0009001", "0052545/2026-10-06/INNSA1#1"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# --- the same thing twice (case 50) ---


def test_case_50_the_same_file_again_adds_nothing(desk: Desk) -> None:
    folder = desk.folder({"orm.csv": csv_text([orm()])})
    first, again = (take_in(desk.ledger, folder, OCTOBER, ACTOR) for _ in range(2))
    assert (first.rows_kept, first.files_known) == (1, ())
    assert (again.files, again.rows_read, again.files_known) == (0, 0, ("orm.csv",))
    assert desk.events() == [("NEW", 100_000)]
    assert len(desk.rows(tables.files)) == 1


def test_case_50_the_same_file_under_another_name_adds_nothing(desk: Desk) -> None:
    desk.orms(orm())
    again = desk.orms(orm(), file="orm_copy.csv")
    assert again.files_known == ("orm_copy.csv",)
    assert desk.events() == [("NEW", 100_000)]


def test_case_50_two_copies_of_a_file_in_one_folder_are_one_file(desk: Desk) -> None:
    text = csv_text([orm()])
    taken = desk.take({"orm.csv": text, "orm (2).csv": text})
    assert (taken.files, taken.rows_read, len(taken.files_known)) == (1, 1, 1)
    assert desk.events() == [("NEW", 100_000)]


def test_an_orm_in_the_message_and_in_the_list_is_one_remittance(desk: Desk) -> None:
    taken = desk.take({"a.orm.xml": orm_xml(orm()), "orm.csv": csv_text([orm(name="Nakli  Foods ")])})
    assert (taken.rows_read, taken.rows_refused, codes(taken)) == (2, 0, [])
    assert the_finding(taken, "RECORD_REPEATED").source == "orm.csv"
    assert desk.events() == [("NEW", 100_000)]


def test_the_number_of_another_branch_is_another_remittance(desk: Desk) -> None:
    desk.orms(orm(), orm(ad="0009002"))
    assert len(desk.events()) == 2


def test_a_boe_number_of_another_port_or_day_is_another_boe(desk: Desk) -> None:
    desk.boes(boe(), boe(port="INCOK6"), boe(dated="07/10/2026"))
    assert len(desk.invoice_events()) == 3


# --- an invoice worth nothing: decision 34 ---


@pytest.mark.parametrize("says", ["1", "2"])
@pytest.mark.parametrize("file", ["a.mbe.csv", "a.obe.xml"])
def test_case_12_an_invoice_of_value_zero_is_taken_in_and_told(desk: Desk, file: str, says: str) -> None:
    if says == "2":
        desk.boes(boe())
    worth_nothing = boe(invoice(amount="0.00"), says=says)
    text = mbe_text(worth_nothing) if "mbe" in file else obe_xml(worth_nothing)
    taken = desk.take({file: text})
    found = the_finding(taken, "INVOICE_ZERO")
    assert (found.severity, found.source, found.column) == ("WARN", file, "invoiceAmount")
    assert "invoice" in found.found
    assert taken.rows_refused == 0


def test_an_invoice_with_a_value_is_not_told(desk: Desk) -> None:
    taken = desk.take({"a.mbe.csv": mbe_text(boe(invoice(amount="0.01")))})
    assert "INVOICE_ZERO" not in codes(taken, blocking=False)


# --- chains of 1, 2 and 3 ---

V1, V2, V3 = orm(), orm(says="2", amount="1200.00"), orm(says="2", amount="900.00")
GONE, BACK = orm(says="3"), orm(says="2", amount="1000.00")
CHAIN = [("NEW", 100_000), ("AMENDED", 120_000), ("AMENDED", 90_000), ("CANCELLED", 90_000)]


def test_a_chain_of_report_two_amendments_and_a_cancellation_is_kept_version_by_version(desk: Desk) -> None:
    taken = desk.orms(V1, V2, V3, GONE)
    assert (codes(taken), taken.rows_kept) == ([], 4)
    assert desk.events() == CHAIN


@pytest.mark.parametrize(
    ("first", "second", "events"),
    [
        pytest.param([V1], [V1, V2], CHAIN[:2], id="a list that grew by an amendment"),
        pytest.param([V1, V2], [V1, V2, V3], CHAIN[:3], id="by a second one"),
        pytest.param([V1, V2, V3], [V1, V2, V3, GONE], CHAIN, id="by a cancellation"),
        pytest.param([V1, V2, V3], [V1, V2], CHAIN[:3], id="an older list, told later, takes nothing back"),
        pytest.param([V1, V2, V3, GONE], [V1, V2, V3], CHAIN, id="an older list does not revive a cancelled record"),
        pytest.param([V1, V2], [V1, V1, V2, V2], CHAIN[:2], id="a list with repeated rows"),
        pytest.param([V1, V2], [V1, V2, BACK], [*CHAIN[:2], ("AMENDED", 100_000)], id="an amendment back to the first"),
        pytest.param([V1], [V2, V2], CHAIN[:2], id="a list of amendments alone"),
        pytest.param([V1, V2], [orm(amount="1200.00")], CHAIN[:2], id="the amended figures reported as new"),
    ],
)
@pytest.mark.parametrize("together", [False, True], ids=["in two take-ins", "in one"])
def test_case_50_overlapping_lists_tell_each_version_once(
    desk: Desk,
    first: list[dict[str, str]],
    second: list[dict[str, str]],
    events: list[tuple[str, int]],
    together: bool,
) -> None:
    if together:
        taken = [desk.take({"a.orm.xml": orm_xml(*first), "orm.csv": csv_text(second)})]
    else:
        taken = [desk.take({"a.orm.xml": orm_xml(*first)}), desk.orms(*second)]
    assert [code for one in taken for code in codes(one)] == []
    assert desk.events() == events


BOE_V2 = boe(invoice(amount="600.00"), says="2")
BOE_V3 = boe(invoice(amount="700.00"), invoice(serial="2", no="INV/2"), says="2")


def test_overlapping_master_files_tell_each_version_of_a_boe_once(desk: Desk) -> None:
    desk.boes(boe(), BOE_V2, BOE_V3)
    events = desk.invoice_events()
    assert events == [("NEW", 1, 50_000), ("AMENDED", 1, 60_000), ("AMENDED", 1, 70_000), ("AMENDED", 2, 50_000)]
    taken = desk.take({"later.obe.xml": obe_xml(boe(), BOE_V2)})
    assert codes(taken) == []
    assert desk.invoice_events() == events


@pytest.mark.parametrize(
    "change", [{"amount": "999.00"}, {"currency": "EUR"}, {"paid": "06/10/2026"}, {"iec": "ZZBTM0005J"}], ids=str
)
def test_a_record_reported_as_new_with_other_figures_is_a_finding_and_overwrites_nothing(
    desk: Desk, change: dict[str, str]
) -> None:
    desk.orms(orm())
    taken = desk.orms(orm(**change))
    assert (codes(taken), taken.rows_refused) == (["RECORD_CHANGED"], 1)
    assert desk.events() == [("NEW", 100_000)]


def test_a_boe_reported_as_new_with_other_figures_is_a_finding(desk: Desk) -> None:
    desk.boes(boe())
    taken = desk.boes(boe(invoice(amount="501.00")))
    assert codes(taken) == ["RECORD_CHANGED"]
    assert desk.invoice_events() == [("NEW", 1, 50_000)]


def test_an_amendment_of_an_unknown_record_is_taken_as_new_with_a_warning(desk: Desk) -> None:
    taken = desk.orms(V2)
    assert codes(taken, blocking=False) == ["AMENDMENT_OF_UNKNOWN"]
    assert desk.events() == [("NEW", 120_000)]


@pytest.mark.parametrize("rows", [[GONE], [GONE, orm(number="B", says="3")]], ids=["one", "two"])
def test_a_cancellation_of_an_unknown_record_is_refused(desk: Desk, rows: list[dict[str, str]]) -> None:
    taken = desk.orms(*rows)
    assert codes(taken) == ["CANCEL_OF_UNKNOWN"] * len(rows)
    assert taken.rows_refused == len(rows)
    assert desk.events() == []


@pytest.mark.parametrize("again", [orm(), orm(amount="5.00"), V2], ids=["as it was", "changed", "as an amendment"])
def test_a_record_filed_again_under_its_number_after_the_cancellation_is_refused(
    desk: Desk, again: dict[str, str]
) -> None:
    taken = desk.orms(orm(), GONE, again)
    assert codes(taken) == ["AFTER_CANCELLATION"]
    assert desk.events() == [("NEW", 100_000), ("CANCELLED", 100_000)]


def settled_desk(desk: Desk, minor: int) -> Desk:
    desk.take({"a.obe.xml": obe_xml(boe()), "orm.csv": csv_text([orm()])})
    desk.settle(ORM_KEY, INVOICE_KEY, minor)
    return desk


@pytest.mark.parametrize(
    ("amount", "code", "events"),
    [
        ("300.01", [], [("NEW", 100_000), ("AMENDED", 30_001)]),
        ("300.00", [], [("NEW", 100_000), ("AMENDED", 30_000)]),
        ("299.99", ["AMENDMENT_BELOW_SETTLED"], [("NEW", 100_000)]),
    ],
    ids=["a paisa above what is settled", "at it", "a paisa below"],
)
def test_an_amendment_may_fall_to_what_is_settled_and_not_below(
    desk: Desk, amount: str, code: list[str], events: list[tuple[str, int]]
) -> None:
    taken = settled_desk(desk, 30_000).orms(orm(says="2", amount=amount))
    assert (codes(taken), desk.events()) == (code, events)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        pytest.param([invoice(amount="300.00")], [], id="an invoice at what is settled"),
        pytest.param([invoice(amount="299.99")], ["AMENDMENT_BELOW_SETTLED"], id="a paisa below"),
        pytest.param([invoice(serial="2")], ["AMENDMENT_BELOW_SETTLED"], id="the settled invoice left out"),
        pytest.param([invoice(currency="EUR")], ["AMENDMENT_BELOW_SETTLED"], id="in another currency"),
    ],
)
def test_an_amendment_of_a_settled_boe(desk: Desk, lines: list[dict[str, str]], code: list[str]) -> None:
    assert codes(settled_desk(desk, 30_000).boes(boe(*lines, says="2"))) == code


def test_an_amendment_of_a_settled_orm_to_another_currency_is_refused(desk: Desk) -> None:
    taken = settled_desk(desk, 30_000).orms(orm(says="2", currency="EUR"))
    assert codes(taken) == ["AMENDMENT_BELOW_SETTLED"]


def test_a_partly_settled_item_brought_forward_cannot_change_its_currency(desk: Desk) -> None:
    desk.take({"opening.csv": csv_text([OPENING_ORM], OPENING_HEADERS)})
    change = orm(number="OLD26080000001", paid="05/08/2026", says="2", currency="EUR")
    assert codes(desk.orms(change)) == ["AMENDMENT_BELOW_SETTLED"]


def test_what_the_master_calls_utilised_is_not_taken_off_twice(desk: Desk) -> None:
    """300 of 500 settled here; the amendment to 600 says 300 utilised: 600 − 300 = 300 stays open."""
    settled_desk(desk, 30_000).boes(boe(invoice(amount="600.00", used="300.00"), says="2"))
    items = read_month(desk.ledger, OCTOBER).invoices
    assert items[INVOICE_KEY].outstanding_minor == 30_000


@pytest.mark.parametrize(("file", "text"), [("orm.csv", csv_text([GONE])), ("a.obe.xml", obe_xml(boe(says="3")))])
def test_a_cancellation_of_a_settled_record_is_refused(desk: Desk, file: str, text: str) -> None:
    taken = settled_desk(desk, 1).take({file: text})
    assert codes(taken) == ["CANCEL_OF_SETTLED"]


def test_a_boe_with_an_unusable_invoice_waits_until_it_is_whole(desk: Desk) -> None:
    bad = boe(invoice(), invoice(serial="2", amount="1.005"))
    taken = desk.boes(bad)
    assert codes(taken) == ["BAD_AMOUNT", "BOE_INCOMPLETE"]
    assert (taken.rows_read, taken.rows_refused) == (2, 2)
    mended = desk.boes(boe(invoice(), invoice(serial="2", amount="1.00")))
    assert (codes(mended), mended.rows_refused) == ([], 0)
    assert desk.invoice_events() == [("NEW", 1, 50_000), ("NEW", 2, 100)]


def test_a_serial_with_two_contents_and_one_repeated_word_for_word(desk: Desk) -> None:
    taken = desk.boes(boe(invoice(), invoice(no="OTHER")), boe(invoice(), invoice(), number="0000001"))
    assert codes(taken) == ["SERIAL_REPEATED", "BOE_INCOMPLETE"]
    assert (taken.rows_read, taken.rows_refused) == (4, 2)
    assert desk.invoice_events() == [("NEW", 1, 50_000)]


def test_an_unreadable_utilised_amount_blocks_and_one_above_the_value_too(desk: Desk) -> None:
    taken = desk.boes(boe(invoice(used="x")), boe(invoice(used="500.01"), number="0000001"))
    assert codes(taken) == ["BAD_AMOUNT", "BOE_INCOMPLETE", "UTILISED_OVER_VALUE", "BOE_INCOMPLETE"]
    assert taken.rows_refused == 2


def test_a_charge_that_cannot_be_read_is_a_warning_and_the_invoice_is_kept(desk: Desk) -> None:
    taken = desk.boes(boe(invoice(freightAmount="12,5", freightCurrencyCode="USD")))
    assert (codes(taken, blocking=False), taken.rows_refused) == (["CHARGE_NOT_READ"], 0)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, []),
        ({"importAgency": "2"}, []),
        ({"importAgency": "Customs"}, []),
        ({"importAgency": ""}, []),
        ({"importAgency": "3"}, ["AGENCY_NOT_ON_REGISTER"]),
        ({"portOfDischarge": "INZZZ1"}, ["PORT_NOT_ON_REGISTER"]),
    ],
)
def test_a_place_that_no_register_knows_is_told_and_the_bill_is_kept(
    desk: Desk, changes: dict[str, str], code: list[str]
) -> None:
    taken = desk.boes(boe(**changes))
    assert (codes(taken, blocking=False), taken.rows_refused) == (code, 0)


def test_lines_of_one_manual_boe_must_name_one_importer(desk: Desk) -> None:
    row, _ = boe()
    text = mbe_text((row, [invoice()]), ({**row, "IECode": "ZZBTM0005J"}, [invoice(serial="2", no="INV/2")]))
    taken = desk.take({"manual.mbe.csv": text})
    assert (codes(taken), taken.rows_refused) == (["BOE_CONTRADICTS"], 1)


# --- brought forward ---


def opening(desk: Desk, *rows: dict[str, str], **keywords: object) -> TakenIn:
    return desk.take({"opening.csv": csv_text(rows, OPENING_HEADERS)}, **keywords)  # type: ignore[arg-type]


FORWARDED = {"supplierName": "SHIPPER CO", "sellerName": "UTOPIQ", "thirdPartyName": "EXAMPLON"}


@pytest.mark.parametrize(
    "files",
    [
        {"a.obe.xml": obe_xml(boe({**invoice(), **FORWARDED}))},
        {"a.mbe.csv": mbe_text(boe({**invoice(), **FORWARDED}))},
        {
            "opening.csv": csv_text(
                [
                    {
                        **OPENING_INVOICE,
                        "party_name": "SHIPPER CO",
                        "seller_name": "UTOPIQ",
                        "third_party_name": "EXAMPLON",
                    }
                ]
            )
        },
    ],
    ids=["master", "manual", "opening"],
)
def test_who_sold_stands_beside_the_supplier_and_the_third_party(desk: Desk, files: dict[str, str]) -> None:
    desk.take(files)
    (row,) = desk.rows(tables.invoice_events)
    assert (row["supplier"], row["seller"], row["third_party"]) == ("SHIPPER CO", "UTOPIQ", "EXAMPLON")


def test_opening_items_come_in_with_what_is_still_open(desk: Desk) -> None:
    taken = opening(desk, OPENING_ORM, OPENING_INVOICE)
    assert codes(taken) == []
    assert desk.events() == [("OPENING", 40_000)]
    assert desk.invoice_events() == [("OPENING", 1, 90_000)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outstanding_amount": "0.00"}, "OPENING_OUT_OF_RANGE"),
        ({"outstanding_amount": "1000.01"}, "OPENING_OUT_OF_RANGE"),
        ({"item_kind": "XYZ"}, "ITEM_KIND"),
        ({"outstanding_amount": ""}, "CELL_MISSING"),
    ],
    ids=["nothing is open", "more is open than was paid", "neither ORM nor INV", "no figure"],
)
def test_an_opening_line_that_cannot_be_is_refused(desk: Desk, change: dict[str, str], code: str) -> None:
    taken = opening(desk, {**OPENING_ORM, **change})
    assert (codes(taken), taken.rows_refused) == ([code], 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, []),
        ({"ie_name": "Other spelling"}, []),
        ({"outstanding_amount": "399.99"}, ["OPENING_DIFFERS"]),
        ({"currency": "EUR"}, ["OPENING_DIFFERS"]),
    ],
    ids=["the same", "the same figures", "another figure", "another currency"],
)
def test_an_opening_list_must_agree_with_the_one_before(desk: Desk, change: dict[str, str], code: list[str]) -> None:
    opening(desk, OPENING_ORM)
    taken = opening(desk, {**OPENING_ORM, "party_name": "told again", **change})
    assert codes(taken) == code
    assert desk.events() == [("OPENING", 40_000)]


def test_next_months_opening_list_must_agree_with_the_ledgers_closing(desk: Desk) -> None:
    opening(desk, OPENING_ORM, OPENING_INVOICE)
    desk.orms(orm())
    desk.settle("OLD26080000001/0009001", "0012345/2026-08-20/INNSA1#1", 30_000)
    now_open = {**OPENING_ORM, "outstanding_amount": "100.00"}
    other = {**OPENING_INVOICE, "outstanding_amount": "700.00"}
    new_then = {
        **OPENING_ORM,
        "outward_reference_number": "IBA26100000001",
        "payment_date": "05/10/2026",
        "outstanding_amount": "1000.00",
    }
    unknown = {**OPENING_ORM, "outward_reference_number": "NEVERSEEN"}
    taken = opening(desk, now_open, other, new_then, unknown, as_on=NOVEMBER)
    assert codes(taken) == ["OPENING_TOO_LATE", "OPENING_DIFFERS", "EXTRACT_MISSING"]
    assert taken.rows_refused == 2
    assert len(desk.events()) == 2


def test_an_opening_row_mended_later_completes_its_boe(desk: Desk) -> None:
    second = {**OPENING_INVOICE, "invoice_serial": "2", "invoice_no": "OLD/2"}
    taken = opening(desk, OPENING_INVOICE, {**second, "original_amount": "x"})
    assert codes(taken) == ["BAD_AMOUNT"]
    mended = opening(desk, OPENING_INVOICE, second)
    assert (codes(mended), mended.rows_refused) == ([], 0)
    assert desk.invoice_events() == [("OPENING", 1, 90_000), ("OPENING", 2, 90_000)]
    # and the master's own report of that BoE, with an invoice settled long ago, is a repeat
    lines = [invoice(serial=str(n), no=f"OLD/{n}", amount="900.00") for n in (1, 2, 3)]
    assert codes(desk.boes(boe(*lines, number="0012345", dated="20/08/2026"))) == []
    assert len(desk.invoice_events()) == 2


def test_an_invoice_twice_with_two_figures_keeps_the_first_and_says_so(desk: Desk) -> None:
    taken = opening(desk, OPENING_INVOICE, OPENING_INVOICE, {**OPENING_INVOICE, "outstanding_amount": "1.00"})
    assert (codes(taken), taken.rows_read, taken.rows_refused) == (["OPENING_DIFFERS"], 3, 1)
    assert desk.invoice_events() == [("OPENING", 1, 90_000)]


def test_an_orm_brought_forward_and_reported_again_is_counted_once(desk: Desk) -> None:
    again = orm(number="OLD26080000001", paid="05/08/2026")
    taken = desk.take({"opening.csv": csv_text([OPENING_ORM], OPENING_HEADERS), "orm.csv": csv_text([again])})
    assert codes(taken) == []
    assert desk.events() == [("OPENING", 40_000)]


def test_an_amendment_of_an_orm_brought_forward_moves_what_is_open(desk: Desk) -> None:
    """1000 paid, 400 open: 600 was settled before. Amended to 1100, 500 is open; to 599.99 it is refused."""
    opening(desk, OPENING_ORM)
    old = {"number": "OLD26080000001", "paid": "05/08/2026", "says": "2"}
    taken = desk.orms(orm(**old, amount="1100.00"), orm(**old, amount="599.99"))
    assert codes(taken) == ["AMENDMENT_BELOW_SETTLED"]
    assert desk.events() == [("OPENING", 40_000), ("AMENDED", 50_000)]


# --- the sample month ---


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_rows_and_the_names_of_files_do_not_matter(tmp_path: Path, seed: int) -> None:
    """The small month, its ORM list shuffled and its files renamed: the same ledger content."""

    def renamed(name: str) -> str:
        return {"orm.csv": "ORM_export.csv", "opening.csv": "Opening list.csv"}.get(name, name)

    contents = [
        ledger_content(_sample(tmp_path / "a", lambda n: n, None), tmp_path / "a.db"),
        ledger_content(_sample(tmp_path / "b", renamed, seed), tmp_path / "b.db"),
    ]
    assert contents[0] == contents[1]


def _sample(folder: Path, name: Callable[[str], str], seed: int | None) -> Path:
    folder.mkdir()
    for path in MONTH.glob("*.*"):
        data = path.read_bytes()
        if seed is not None and path.name == "orm.csv":
            rows = list(csv.DictReader(io.StringIO(data.decode())))
            first = [row for row in rows if row["recordIndicator"] == "1"]
            random.Random(seed).shuffle(first)  # noqa: S311 - a seeded shuffle
            data = csv_text([*first, *(row for row in rows if row not in first)]).encode()
        (folder / name(path.name)).write_bytes(data)
    return folder


def ledger_content(folder: Path, path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the month holds, without the order of writing and the names of files."""
    ledger = open_ledger(str(path))
    take_in(ledger, folder, OCTOBER, ACTOR)
    month = read_month(ledger, OCTOBER)
    return {
        name: sorted((key, item.event, *map(str, _cells(item.record))) for key, item in items.items())
        for name, items in (("orms", month.orms), ("invoices", month.invoices))
    }


def _cells(record: OutwardRemittance | BoeInvoice) -> tuple[object, ...]:
    return record if isinstance(record, BoeInvoice) else astuple(record)
