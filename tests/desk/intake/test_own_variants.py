"""Further variants of the field cases' kinds K3, K5, K8, K10 and K13: what is read is right, what is not is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import Desk, csv_text, orm, orm_xml
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables

MESSAGE = orm_xml(orm())
AMOUNT = "<Amount>1000.00</Amount>"

AMOUNTS = ["0,75", "1.234,56", "1 234,50", "1'234.50", "1,000,00", "(1000.00)", "1000.00-", "1000.00 DR", "10.005"]
AMOUNTS += [
    "1000.",
    ".5",
    "+1000",
    "1e3",
    "0x10",
    "1_000",
    "1000/-",
    "USD 1000",
    "１０００",
    "٣٠٠",
    "--",
    "1,000 .00",
    "1.000",
]
HEADERS = ["Amount (Rs)", "Amount INR", "Amount in lakhs", "Amount ('000)", "Amount €", "Amount_in_crore"]
DAYS = ["26-10-05", "05.10", "5/10", "Oct 2026", "05102026", "5 Okt 2026", "31/09/2026", "00/10/2026", "05/10/9999"]
DAYS += [
    "05\\10\\2026",
    "05 10 2026",
    "2026-W41-1",
    "2026-278",
    "Q3 2026",
    "1759622400",
    "05/10/2026 24:00",
    "05/10/2026*",
]
DAYS += ["Tue 05 Oct 2026", "05-Oct-2026 to 06-Oct-2026", "5 अक्टूबर 2026", "19/10/26", "'05/10/2026", "05/13/2026"]
DAYS_READ = [
    "5th October 2026",
    "October 5th, 2026",
    "Mon 05 Oct 2026",
    "2026.10.05",
    "5-Oct-26",
    "46300",
    "5/10/2026 11:30 PM",
]
DAYS_READ += [
    "2026-10-05 23:59:59.997",
    "2026-10-04T20:00:00+00:00",
    "2026-10-05T00:00:00+05:30",
    "05-10-2026 11.30.00",
]
ELEMENTS = [
    ("in small letters", "<amount>1000.00</amount>"),
    ("with another beside it", f"{AMOUNT}<Amt>9</Amt>"),
    ("of a namespace", '<n:Amount xmlns:n="u">1000.00</n:Amount>'),
    ("with an element within", "<Amount><v>1000.00</v></Amount>"),
    ("with a currency of its own", "<Amount currency='INR'>1000.00</Amount>"),
    ("with a text behind it", f"{AMOUNT}9999"),
    ("twice", AMOUNT * 2),
    ("with a comma", "<Amount>1,000.00</Amount>"),
]
RATES = ["JPY,61.2", "USD,0.0119", "USD,8850", "USD,-88", "INR,88", "IDR,0.53"]


def kept(tmp_path: Path, name: str, text: str | bytes) -> tuple[list[tuple[int, str]], list[str]]:
    """Amount and day of what was taken in, and the codes of what was told; a refused file tells itself."""
    desk = Desk(tmp_path)
    try:
        taken = desk.take({name: text})
    except DeskError as refused:
        return [], [refused.what]
    rows = [(row["amount_minor"], str(row["payment_date"])) for row in desk.rows(tables.orm_events)]
    return rows, [found.code for found in taken.findings]


@pytest.mark.parametrize("amount", AMOUNTS)
def test_an_amount_of_another_form_is_told_and_not_taken(tmp_path: Path, amount: str) -> None:
    rows, told = kept(tmp_path, "orm.csv", csv_text([orm(amount=amount)]))
    assert (rows, bool(told)) == ([], True)


@pytest.mark.parametrize("header", HEADERS)
def test_a_heading_of_another_unit_or_currency_is_told_and_nothing_taken(tmp_path: Path, header: str) -> None:
    rows, told = kept(tmp_path, "orm.csv", csv_text([orm()]).replace("Amount,", f"{header},", 1))
    assert (rows, bool(told)) == ([], True)


@pytest.mark.parametrize("paid", DAYS)
def test_a_day_that_is_none_or_may_be_two_is_told_and_not_taken(tmp_path: Path, paid: str) -> None:
    rows, told = kept(tmp_path, "orm.csv", csv_text([orm(paid=paid)]))
    assert (rows, bool(told)) == ([], True)


@pytest.mark.parametrize("paid", DAYS_READ)
def test_a_day_that_is_written_in_another_way_is_read(tmp_path: Path, paid: str) -> None:
    rows, _ = kept(tmp_path, "orm.csv", csv_text([orm(paid=paid)]))
    assert rows == [(100_000, "2026-10-05")]


@pytest.mark.parametrize("instead", [one[1] for one in ELEMENTS], ids=[one[0] for one in ELEMENTS])
def test_an_amount_of_a_message_that_is_written_otherwise_is_told_and_not_taken(tmp_path: Path, instead: str) -> None:
    rows, told = kept(tmp_path, "a.orm.xml", MESSAGE.replace(AMOUNT, instead))
    assert (rows, bool(told)) == ([], True)


@pytest.mark.parametrize("said", ["<![CDATA[1000.00]]>", "10<!-- of the bank -->00.00"])
def test_an_amount_that_xml_writes_in_another_way_is_read(tmp_path: Path, said: str) -> None:
    rows, told = kept(tmp_path, "a.orm.xml", MESSAGE.replace(AMOUNT, f"<Amount>{said}</Amount>"))
    assert (rows, told) == ([(100_000, "2026-10-05")], [])


@pytest.mark.parametrize("rate", RATES)
def test_a_rate_that_cannot_be_per_unit_is_told_and_not_taken(tmp_path: Path, rate: str) -> None:
    desk = Desk(tmp_path)
    taken = desk.take({"orm.csv": csv_text([orm()]), "rates.csv": f"date,currency,inr_per_unit\n30/10/2026,{rate}\n"})
    assert desk.rows(tables.rates) == []
    assert {found.code for found in taken.findings} & {"RATE_UNIT", "BAD_RATE"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("sep=;\n" + csv_text([orm()]).replace(",", ";"), id="a line that names the sign between cells"),
        pytest.param(csv_text([orm()]).encode("utf-16"), id="UTF-16"),
        pytest.param(csv_text([orm()]).encode("utf-8-sig"), id="UTF-8 with its mark"),
        pytest.param(csv_text([orm()]).replace(",", "\t"), id="tabs under the name of a CSV"),
    ],
)
def test_a_file_saved_in_another_way_is_read(tmp_path: Path, text: str | bytes) -> None:
    rows, _ = kept(tmp_path, "orm.csv", text)
    assert rows == [(100_000, "2026-10-05")]
