"""Bills of entry that come otherwise than with the master of the day: asked for (OBBACK), from another bank (BTT)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import OCTOBER, Desk, boe, codes, invoice, obe_xml, orm, orm_xml
from xl_addin.desk.intake.file_names import SourceKind, kind_of, looks_like_extract
from xl_addin.ledger import tables
from xl_addin.messages.layouts import messages_kept, use_bank_messages


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def btt(text: str, *, of_record: str = "", realised: str = "") -> str:
    """An OBE as a BTT: amounts of the record behind its indicator, what was realised last in each invoice."""
    changed = text.replace("</recordIndicator>", f"</recordIndicator>{of_record}")
    return changed.replace("</invoice>", f"{realised}</invoice>")


def amounts(total: str, realised: str, unrealised: str) -> str:
    return (
        f"<noOfDays>190</noOfDays><totalInvoiceAmtIc>{total}</totalInvoiceAmtIc>"
        f"<realizedInvoiceAmtIc>{realised}</realizedInvoiceAmtIc>"
        f"<unRealizedInvoiceAmtIc>{unrealised}</unRealizedInvoiceAmtIc>"
    )


def on_invoice(amount: str) -> str:
    return f"<realizedInvoiceAmtIc>{amount}</realizedInvoiceAmtIc>"


NAMES = [
    ("x.obback.xml", SourceKind.BOE_REPLY),
    ("x.obback (1).xml", SourceKind.BOE_REPLY),
    ("x.btt.xml", SourceKind.BOE_TRANSFER),
    ("BTT.XML", SourceKind.BOE_TRANSFER),
    ("x.bes.xml", None),
    ("x.passbesAck.xml", None),
    ("x.passmbeAck.csv", SourceKind.MANUAL_ACK),
]


@pytest.mark.parametrize(("name", "kind"), NAMES, ids=[name for name, _ in NAMES])
def test_the_word_of_the_name_tells_the_download(name: str, kind: SourceKind | None) -> None:
    assert kind_of(name) is kind


def test_a_download_that_was_saved_as_something_else_is_told() -> None:
    assert looks_like_extract("btt.pdf")
    assert looks_like_extract("obback.xml.zip")


def test_a_bill_that_was_asked_for_is_taken_in_as_one_of_the_master(desk: Desk) -> None:
    one = obe_xml(boe(invoice(used="0.00")))
    taken = desk.take({"x.obback.xml": one})
    assert (taken.rows_read, taken.rows_kept) == (1, 1)
    (row,) = desk.rows(tables.invoice_events)
    assert row["source"] == "BOE_MASTER"
    again = desk.take({"x.obe.xml": one.replace("<bank>", "<bank><!-- as in the master -->")})
    assert [one for one in codes(again) if one not in ("EXTRACT_MISSING", "IEC_NOT_IN_MASTER")] == []


# what the record says, what each invoice says of realised and utilised; then the open part in minor units, the findings
HELD: list[tuple[str, str, str, str, int, list[str]]] = [
    ("part of it realised", amounts("500.00", "200.00", "300.00"), on_invoice("200.00"), "0.00", 300_00, []),
    ("utilised says the same", amounts("500.00", "200.00", "300.00"), on_invoice("200.00"), "200.00", 300_00, []),
    ("nothing realised", amounts("500.00", "0.00", "500.00"), on_invoice("0.00"), "0.00", 500_00, []),
    ("all of it realised", amounts("500.00", "500.00", "0.00"), on_invoice("500.00"), "0.00", 0, []),
    ("the record says none, the invoice nothing", amounts("500.00", "0.00", "500.00"), on_invoice(""), "", 500_00, []),
    ("the record says nothing at all", "", on_invoice("200.00"), "0.00", 300_00, []),
    (
        "sums of the record disagree",
        amounts("500.00", "200.00", "200.00"),
        on_invoice("200.00"),
        "",
        300_00,
        ["TRANSFER_SUMS"],
    ),
    (
        "the invoice says another sum",
        amounts("500.00", "100.00", "400.00"),
        on_invoice("200.00"),
        "",
        300_00,
        ["TRANSFER_SUMS"],
    ),
]


@pytest.mark.parametrize(
    ("of_record", "realised", "used", "opening", "told"), [r[1:] for r in HELD], ids=[r[0] for r in HELD]
)
def test_what_was_realised_elsewhere_is_not_open(
    desk: Desk, of_record: str, realised: str, used: str, opening: int, told: list[str]
) -> None:
    text = btt(obe_xml(boe(invoice(invoiceAmount="500.00", used=used))), of_record=of_record, realised=realised)
    taken = desk.take({"x.btt.xml": text})
    (row,) = desk.rows(tables.invoice_events)
    assert row["opening_minor"] == opening
    assert [one.code for one in taken.findings if one.code.startswith("TRANSFER")] == told


REFUSED = [
    ("neither says what was realised", amounts("500.00", "200.00", "300.00"), on_invoice(""), "", "TRANSFER_REALISED"),
    ("nobody says anything", "", on_invoice(""), "", "TRANSFER_REALISED"),
    ("two answers", "", on_invoice("200.00"), "50.00", "TRANSFER_REALISED"),
    ("more than the invoice", "", on_invoice("600.00"), "0.00", "UTILISED_OVER_VALUE"),
    ("no number", "", on_invoice("2 00"), "0.00", "BAD_AMOUNT"),
    ("with groups", "", on_invoice("1,00"), "0.00", "BAD_AMOUNT"),
    ("respelt", "", on_invoice("200.00").replace("realized", "realised"), "0.00", "MONEY_RESPELT"),
    ("no number in the record", amounts("500.00", "x", "1.00"), on_invoice("0.00"), "0.00", "BAD_AMOUNT"),
]


@pytest.mark.parametrize(
    ("of_record", "realised", "used", "code"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_what_is_not_certain_refuses_the_bill(desk: Desk, of_record: str, realised: str, used: str, code: str) -> None:
    text = btt(obe_xml(boe(invoice(invoiceAmount="500.00", used=used))), of_record=of_record, realised=realised)
    taken = desk.take({"x.btt.xml": text})
    assert code in codes(taken)
    assert (taken.rows_read, taken.rows_refused) == (1, 1)
    assert desk.rows(tables.invoice_events) == []


def test_an_amount_of_a_transfer_in_the_master_refuses_the_bill(desk: Desk) -> None:
    taken = desk.take({"x.obe.xml": btt(obe_xml(boe()), realised=on_invoice("200.00"))})
    assert "MONEY_RESPELT" in codes(taken)


def test_neither_is_missed_the_month_after(desk: Desk) -> None:
    desk.take({"x.obback.xml": obe_xml(boe())})
    november = OCTOBER.replace(month=11, day=30)
    assert "EXTRACT_MISSING" not in codes(desk.take({"a.orm.xml": orm_xml(orm())}, november))


def test_a_banks_own_spelling_and_word_are_followed(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "ours"
    own.mkdir()
    (own / "layouts.toml").write_text(
        '[message.ORM]\ntoken = "orem"\nfile_name = "{ddMMyyyy}{nn}.orem.xml"\nrecord = "remittance"\n'
    )
    rows = "message,order,element,level,type,length,need,when,codes,form,field,confidence,note,example\n"
    rows += "ORM,4,Amount,rec,D,20.2,-,,,positive,amount,H,,\nORM,4,remittedAmount,rec,D,20.2,M,,,positive,amount,H,,\n"
    (own / "fields.csv").write_text(rows)
    text = orm_xml(orm()).replace("Amount>", "remittedAmount>").replace("outwardReference>", "remittance>")
    with messages_kept():
        use_bank_messages(own)
        taken = desk.take({"a.orem.xml": text})
    assert (taken.rows_read, taken.rows_kept) == (1, 1)
    assert desk.rows(tables.orm_events)[0]["amount_minor"] == 1000_00
