"""Remittances put forward to be reported, many at once: by filter, with totals, and what is left out told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.desk.acts.people import CHECKER
from tests.desk.intake.desk_folder import ACTOR, OCTOBER, csv_text, orm
from tests.desk.produce.outgoing import Out, reply_to
from tests.desk.test_command_line import run
from xl_addin.desk.acts.approve import approve
from xl_addin.desk.acts.ground import Maker
from xl_addin.desk.acts.reporting import Reported, Reports, propose_reports, reported_lines
from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables

RATES = "date,currency,inr_per_unit\n2026-10-30,USD,90\n2026-10-30,EUR,100\n"
OTHER = "0388000045"
# number, cells of the extract, what the desk has said of its ORM message
PAID = [
    ("A1", {"amount": "1000.00", "paid": "01/10/2026"}, "N"),
    ("A2", {"amount": "250.00", "paid": "15/10/2026", "currency": "EUR"}, "N"),
    ("A3", {"amount": "70.00", "paid": "31/10/2026", "iec": OTHER}, "N"),
    ("A4", {"amount": "5.00", "paid": "16/10/2026", "ad": "0009002"}, "N"),
    ("B1", {"amount": "9.00"}, "Y"),
    ("B2", {"amount": "9.00"}, ""),
    ("B3", {"amount": "9.00", "beneficiaryCountry": ""}, "N"),
]


def key(number: str) -> str:
    return f"{number}/{'0009002' if number == 'A4' else '0009001'}"


def made(home: Path) -> Out:
    desk = Out(home)
    rows = [{**orm(number=number, **cells), "SWIFT": "XMPLXXAA"} for number, cells, _ in PAID]
    desk.take({"orm.csv": csv_text(rows), "rates.csv": RATES})
    for number, _, said in PAID:
        if said:
            desk.answer("ORM", key(number), "orm_generated", said)
    return desk


def put(desk: Out, wanted: Reports, **more: Any) -> Reported:
    return propose_reports(Maker(desk.ledger, OCTOBER, desk.law, ACTOR), wanted, **{"remarks": "as agreed", **more})


MEANT = [
    ("all that wait", Reports(), ["A1", "A2", "A4", "A3"]),
    ("an importer", Reports(iecs=(OTHER,)), ["A3"]),
    ("a currency", Reports(currency="EUR"), ["A2"]),
    ("an AD code", Reports(branch="0009002"), ["A4"]),
    ("from a day on", Reports(paid_from=date(2026, 10, 15)), ["A2", "A4", "A3"]),
    ("from the day after", Reports(paid_from=date(2026, 10, 16)), ["A4", "A3"]),
    ("up to a day", Reports(paid_to=date(2026, 10, 15)), ["A1", "A2"]),
    ("up to the eve", Reports(paid_to=date(2026, 10, 14)), ["A1"]),
    ("by number and by key", Reports(names=("A1", "A3/0009001")), ["A1", "A3"]),
    ("by several at once", Reports(currency="USD", branch="0009001", iecs=(OTHER,)), ["A3"]),
    ("nobody's", Reports(owner="trade desk"), []),
]


@pytest.mark.parametrize(("wanted", "numbers"), [row[1:] for row in MEANT], ids=[row[0] for row in MEANT])
def test_the_wanted_are_put_forward_by_day_and_number(tmp_path: Path, wanted: Reports, numbers: list[str]) -> None:
    desk = made(tmp_path)
    looked = put(desk, wanted, only_list=True, remarks="").proposed
    assert [one.item[1] for one in looked.made] == [key(one) for one in numbers]
    assert desk.rows(tables.proposals) == []
    told = put(desk, wanted).proposed
    assert [row["item_key"] for row in desk.rows(tables.proposals)] == [key(one) for one in numbers]
    assert [one.item[1] for one in told.made] == [key(one) for one in numbers]


def test_totals_what_is_barred_what_came_before_and_what_nobody_said(tmp_path: Path) -> None:
    """USD 1,000 + 70 + 5 = 1,075 and EUR 250: 1,075 x 90 + 250 x 100 = INR 1,21,750."""
    desk = made(tmp_path)
    lines = [*reported_lines(put(desk, Reports(), only_list=True), only_list=True)]
    assert lines[0] == "May be proposed: 4 remittances to be reported, EUR 250.00, USD 1,075.00 (INR 121,750.00)."
    assert "  A1/0009001, NAKLI FOODS, paid 01-Oct-2026, USD 1,000.00" in lines
    bar = "the message needs the beneficiary country, which the remittance does not have"
    assert f"  not proposed: B3/0009001: {bar}" in lines
    assert any(line.startswith("  1 more have no acknowledged message, and nobody has said") for line in lines)
    put(desk, Reports(currency="EUR"))
    rest = put(desk, Reports())
    assert (len(rest.proposed.made), rest.before) == (3, 1)
    assert approve(desk.ledger, OCTOBER, desk.law, CHECKER, lambda one: True).barred == ()
    again = put(desk, Reports())
    assert (again.proposed.made, again.before) == ((), 4)
    assert next(reported_lines(again, only_list=False)).startswith("Nothing to propose")


def test_each_is_approved_and_drafted_as_one_of_its_own(tmp_path: Path) -> None:
    desk = made(tmp_path)
    desk.cut_over("30-Sep-2026")
    put(desk, Reports(branch="0009001"))
    assert desk.passed().barred == ()
    told = desk.produce()
    assert [(one.message, one.ad_code) for one in told.planned] == [("ORM", "0009001")]
    assert [record.values["outwardReferenceNumber"] for record in desk.read("ORM")] == ["A1", "A2", "A3"]


REFUSED = [
    ({"wanted": Reports(names=("A9",))}, "knows no remittance 'A9'"),
    ({"wanted": Reports(), "remarks": ""}, "needs its reason"),
    ({"wanted": Reports(), "remarks": "a\nb", "only_list": True}, "cannot be printed"),
]


@pytest.mark.parametrize(("said", "why"), REFUSED, ids=[row[1] for row in REFUSED])
def test_what_cannot_be_meant_is_refused(tmp_path: Path, said: dict[str, Any], why: str) -> None:
    with pytest.raises(DeskError, match=why):
        put(made(tmp_path), **said)


SAID = [
    (("report", "--all", "--list"), 1, "May be proposed: 4 remittances"),
    (("report", "--paid", "2026-10-15..", "--list"), 0, "May be proposed: 3 remittances"),
    (("report", "--paid", "15-Oct-2026", "--list"), 0, "May be proposed: 1 remittances"),
    (("report", "--currency", "eur", "--list"), 0, "EUR 250.00"),
    (("report", "--item", "A1", "--item", "A3", "--list"), 0, "May be proposed: 2 remittances"),
    (("report", "--item", "A1", "--list", "--remarks", "x"), 0, "May be proposed: remittance to be reported"),
    (("report",), 2, "Neither a remittance nor a filter was given."),
    (("report", "--all", "--currency", "USD"), 2, "--all and a filter were given."),
    (("report", "--all", "--say", "swift=XMPLXXAA"), 2, "A SWIFT code is of one remittance"),
    (("report", "--paid", "2026-10-31..2026-10-01"), 2, "The days run backwards"),
    (("report", "--paid", "soon"), 2, "soon"),
    (("write-off", "--all"), 2, "--all is of propose report alone."),
]


@pytest.mark.files_only
@pytest.mark.parametrize(("words", "code", "said"), SAID, ids=[" ".join(row[0]) for row in SAID])
def test_the_command(tmp_path: Path, words: tuple[str, ...], code: int, said: str) -> None:
    desk = made(tmp_path)
    desk.ledger.close()
    told = run("propose", *words, "--as-on", "31-Oct-2026", "--ledger", desk.path)
    assert told.returncode == code, told.stdout + told.stderr
    assert said in told.stdout + told.stderr


def test_what_idpms_has_acknowledged_is_not_reported_again(tmp_path: Path) -> None:
    desk = made(tmp_path)
    desk.cut_over("30-Sep-2026")
    put(desk, Reports(names=("A1",)))
    desk.passed()
    desk.produce()
    assert desk.release().barred == ()
    desk.reply(*reply_to(desk, "ORM", "SUCCESS"))
    assert [one.item[1] for one in put(desk, Reports(), only_list=True).proposed.made] == [
        key("A2"),
        key("A4"),
        key("A3"),
    ]
    assert "IDPMS has acknowledged the ORM message of A1/0009001 already" in desk.ask("report", "A1").one.bars
