"""Whatever the table of a message allows is written, valid, and read again as the same; whatever it does not is told.

The records are made from the table itself, so that a new message is proved the day its rows are written.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.messages.records import ON, checked, golden, with_
from xl_addin.domain.content import Content
from xl_addin.domain.errors import DeskError
from xl_addin.messages.codes import OTHERS, codes_of
from xl_addin.messages.layouts import layout, layouts
from xl_addin.messages.model import Field, Kind, Layout, Level, Need
from xl_addin.messages.prove import Sums, prove
from xl_addin.messages.read import read
from xl_addin.messages.record import Counts, Record
from xl_addin.messages.write import write

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MESSAGES = list(layouts())
FORMS = {
    "ad_code": "[0-9]{7}",
    "iec": "[0-9]{10}",
    "pan": "[A-Z]{5}[0-9]{4}[A-Z]",
    "port": "IN[A-Z]{3}[0-9]",
    "swift": "[A-Z0-9]{8}",
    "currency": "USD|EUR|JPY|KWD|INR",
    "country": "[A-Z]{2}",
    "boe_number": "[0-9]{7}",
}
ANY_SIGN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"))


def texts(one: Field, form: str) -> st.SearchStrategy[str]:
    """Texts that the row of a field allows."""
    if one.codes and OTHERS not in codes_of(one.codes):
        return st.sampled_from(sorted(codes_of(one.codes)))
    if one.kind is Kind.DATE:
        return st.dates(date(2016, 4, 1), ON).map(lambda day: day.strftime("%d/%m/%Y"))
    if one.kind is Kind.AMOUNT:
        return st.decimals(Decimal("0.01"), Decimal(10) ** 15, places=2).map(lambda amount: f"{amount:.2f}")
    if one.form in FORMS:
        return st.from_regex(FORMS[one.form], fullmatch=True)
    return st.text(signs(one, form), min_size=1, max_size=min(one.width or 40, 40))


def signs(one: Field, form: str) -> str | st.SearchStrategy[str]:
    """The signs of a text that is no code."""
    if one.kind is Kind.DIGITS:
        return "0123456789"
    if one.kind is Kind.LETTERS or one.form in ("reference", "name"):
        return "ABCDEFGHxyz" + ("019" if one.form else "")
    return ANY_SIGN.filter(lambda sign: sign not in "|,") if form == "pipe" else ANY_SIGN


def level(message: Layout, fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, str]]:
    """Optional elements are filled or empty; conditional ones always filled, which is allowed."""

    def one_of(one: Field) -> st.SearchStrategy[str]:
        filled = texts(one, message.form)
        return filled if one.need in (Need.MUST, Need.WHEN) else st.one_of(st.just(""), filled)

    return st.fixed_dictionaries({one.element: one_of(one) for one in fields})


def records(message: Layout) -> st.SearchStrategy[list[Record]]:
    """Records with keys of their own, their invoices with serial numbers of their own."""
    serial = message.element("invoice_serial", Level.INVOICE)
    invoices = (
        st.lists(level(message, message.of_invoice), min_size=1, max_size=3).map(
            lambda rows: tuple({**row, serial: str(n)} for n, row in enumerate(rows, 1))
        )
        if message.has_invoices
        else st.just(())
    )
    one = st.builds(Record, level(message, message.of_record), invoices)
    return st.lists(one, max_size=4, unique_by=lambda record: tuple(record.values[name] for name in message.key))


def written(message: Layout, rows: list[Record]) -> tuple[Counts, Content]:
    stream = io.BytesIO()
    counts = write(message, rows, stream)
    return counts, Content(f"x.{message.token}.{message.ending}", stream.getvalue())


@pytest.mark.parametrize("message", MESSAGES)
def test_case_103_what_is_written_is_read_again_as_the_same(message: str) -> None:
    found = layout(message)

    @QUICK
    @given(records(found))
    def holds(rows: list[Record]) -> None:
        counts, file = written(found, rows)
        assert list(read(found, file)) == rows
        assert counts == Counts(len(rows), sum(len(row.invoices) for row in rows))
        assert checked(message, *rows) == (rows, [])
        assert prove(found, rows, file) == []

    holds()


@pytest.mark.parametrize("message", [one for one in MESSAGES if layout(one).form == "xml"])
def test_case_103_a_file_without_records_and_one_of_many_are_proved(message: str) -> None:
    found = layout(message)
    values = {one.element: one.example for one in found.of_record}
    invoice = {one.element: one.example for one in found.of_invoice}
    for count in (0, 2_500):
        rows = [Record({**values, found.key[0]: f"{n:07}"}, (invoice,) if invoice else ()) for n in range(count)]
        counts, file = written(found, rows)
        assert counts.records == count
        assert prove(found, rows, file) == []


CHANGES: list[tuple[str, Callable[[str], str], str]] = [
    ("a value", lambda text: text.replace("INV/001", "INV/002"), "invoiceNo"),
    ("an amount", lambda text: text.replace("<invoiceAmt>10000.00", "<invoiceAmt>1000.00"), "invoiceAmt"),
    ("not valid", lambda text: text.replace("<ADCode>0000001", "<ADCode>1"), "ADCode"),
    ("an element left out", lambda text: text.replace("<paymentParty></paymentParty>", ""), "paymentParty"),
]


@pytest.mark.parametrize(("change", "says"), [r[1:] for r in CHANGES], ids=[r[0] for r in CHANGES])
def test_a_file_that_does_not_say_what_it_was_made_of_is_told(change: Callable[[str], str], says: str) -> None:
    bes, rows = layout("BES"), [golden("bes")]
    _, file = written(bes, rows)
    changed = Content(file.name, change(file.data.decode()).encode())
    (told,) = prove(bes, rows, changed)
    assert told.code == "MESSAGE_NOT_THE_SAME"
    assert says in told.found


def test_a_record_more_or_less_is_told() -> None:
    bes, one = layout("BES"), golden("bes")
    other = with_(one, {"paymentReferenceNumber": "PAYTEST0002"})
    assert "too many" in prove(bes, [one], written(bes, [one, other])[1])[0].found
    assert "PAYTEST0002 1 is missing" in prove(bes, [one, other], written(bes, [one])[1])[0].found
    with pytest.raises(DeskError, match="not complete"):
        prove(layout("BEE"), [], Content("x.bee.xml", b"<bank>"))


def sums(message: str, records: list[Record]) -> dict[tuple[str, str], Decimal]:
    totals = Sums(layout(message))
    assert [*totals.along(records)] == records
    return dict(totals.found)


def test_sums_are_by_currency_where_the_message_names_it() -> None:
    bes = golden("bes")
    two = [bes, with_(bes, {"remittanceCurrency": "EUR"}, {"invoiceAmt": "0.10", "invoiceAmtIc": "0.20"})]
    assert sums("BES", two) == {
        ("invoiceAmt", "USD"): Decimal("10000.00"),
        ("invoiceAmt", "EUR"): Decimal("0.10"),
        ("invoiceAmtIc", ""): Decimal("10000.20"),
    }
    assert sums("ORM", [golden("orm")]) == {("Amount", "USD"): Decimal("12500.00")}
    assert sums("OBE", [golden("obe")])["invoiceAmount", "USD"] == Decimal("10000.00")


REFUSED = [
    ("a control sign", {"invoiceNo": "A\x01"}, "invoiceNo holds the sign '\\x01'"),
    ("half a sign", {"invoiceNo": "A\ud800"}, "invoiceNo holds the sign"),
    ("a line break", {"invoiceNo": "A\nB"}, "invoiceNo holds the sign"),
    ("an element that the message does not have", {"freight": "1"}, "BES has no element freight here"),
]


@pytest.mark.parametrize(("change", "says"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_case_33_no_file_comes_into_being_with_what_the_format_cannot_hold(change: dict[str, str], says: str) -> None:
    with pytest.raises(DeskError) as refused:
        write(layout("BES"), [golden("bes"), with_(golden("bes"), {}, change)], io.BytesIO())
    assert says in refused.value.what
    assert "PAYTEST0001" in refused.value.where


def test_case_33_a_bar_or_no_invoice_in_text_with_bars() -> None:
    mbe = golden("mbe")
    for bad in (with_(mbe, {"IEName": "A|B"}), Record(mbe.values)):
        with pytest.raises(DeskError):
            write(layout("MBE"), [bad], io.BytesIO())


def test_a_message_without_invoices_takes_none() -> None:
    for message in ("BEE", "OBB"):
        with pytest.raises(DeskError):
            write(layout(message), [Record({}, ({},))], io.BytesIO())
