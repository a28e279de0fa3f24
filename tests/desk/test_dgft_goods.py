"""What DGFT asks of goods, from the desk's files to the closing book: authorisation, licence, registration, bullion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from tests.desk.intake.desk_folder import IMPORTER, boe, csv_text, invoice, obe_xml, orm, orm_xml
from tests.desk.month_fixture import OCTOBER, close
from xl_addin.desk.close.close_month import Closed
from xl_addin.desk.month.case import Case

GRANT = {
    "authorisation number": "0311",
    "kind": "IMS",
    "iec": "0388000037",
    "importer_name": "NAKLI FOODS",
    "hs_code": "84713010",
    "item": "LAPTOP",
    "quantity": "100",
    "value": "50000",
    "currency": "USD",
    "port": "INNSA1",
    "issued_on": "01/02/2026",
    "valid_to": "",
    "amended_on": "",
    "application_reference": "IMS-77",
}
LAPTOPS = {"hs_code": "84713010", "item": "NOTEBOOK", "quantity": "40", "licence_number": "0311"}
STEEL = {"hs_code": "72083940", "register_date": "01/10/2026", "eta": "20/10/2026", "register_number": "SIMS-9"}
ON_BOE = {"item_kind": "BOE", "bill_of_entry_number": "0052545", "bill_of_entry_date": "06/10/2026"}
PORT = {"port_of_discharge": "INNSA1"}


def amendment(on: str, **changes: str) -> dict[str, str]:
    return {"authorisation number": "0311", "amended_on": on, **changes}


def closed(
    folder: Path,
    facts: Sequence[Mapping[str, str]],
    register: Sequence[Mapping[str, str]] = (GRANT,),
    as_on: date = OCTOBER,
    payer: str = "0388000045",
) -> Closed:
    source = folder / "extracts"
    source.mkdir(parents=True)
    two = (invoice(), invoice(serial="2", no="INV/2"))
    (source / "RBI310120260100.obe.xml").write_text(obe_xml(boe(*two)), "utf-8")
    (source / "RBI310120260100.orm.xml").write_text(orm_xml(orm(purpose="S0101", iec=payer)), "utf-8")
    (source / "rates.csv").write_text("date,currency,inr_per_unit\n2026-10-30,USD,88\n", "utf-8")
    (source / "facts.csv").write_text(csv_text(facts), "utf-8")
    if register:
        (source / "authorisations 2026.csv").write_text(csv_text(register, GRANT), "utf-8")
    return close(source, folder / "out", as_on)


def of(month: Closed, subject: str) -> list[Case]:
    return [case for case in month.closing.told.cases if case.subject == subject]


# Facts on the bill of entry (two invoices of USD 500), the register, the system asked, its word, its findings.
BILLS = {
    "within quantity, value and life": (LAPTOPS, (GRANT,), "IMS", "OK", ()),
    "no authorisation named": (
        {**LAPTOPS, "licence_number": ""},
        (GRANT,),
        "IMS",
        "REFUSE",
        ("AUTHORISATION_MISSING",),
    ),
    "one that the register lacks": (LAPTOPS, (), "IMS", "CHECK", ("AUTHORISATION_NOT_IN_REGISTER",)),
    "the last piece": ({**LAPTOPS, "quantity": "100"}, (GRANT,), "IMS", "OK", ()),
    "one piece too many": ({**LAPTOPS, "quantity": "101"}, (GRANT,), "IMS", "REFUSE", ("AUTHORISATION_EXHAUSTED",)),
    "the last dollar": (LAPTOPS, ({**GRANT, "value": "1000"},), "IMS", "OK", ()),
    "a cent too much": (LAPTOPS, ({**GRANT, "value": "999.99"},), "IMS", "REFUSE", ("AUTHORISATION_EXHAUSTED",)),
    "pieces are not told": ({**LAPTOPS, "quantity": ""}, (GRANT,), "IMS", "CHECK", ()),
    "its last day is the day of the bill": (LAPTOPS, ({**GRANT, "valid_to": "06/10/2026"},), "IMS", "OK", ()),
    "it ended the day before": (
        *(LAPTOPS, ({**GRANT, "valid_to": "05/10/2026"},), "IMS", "REFUSE", ("AUTHORISATION_EXPIRED",)),
    ),
    "of another importer": (
        *(LAPTOPS, ({**GRANT, "iec": "0388000045"},), "IMS", "REFUSE", ("AUTHORISATION_OF_ANOTHER_IEC",)),
    ),
    "of another port": (LAPTOPS, ({**GRANT, "port": "INDEL4"},), "IMS", "CHECK", ("DIFFERS_FROM_AUTHORISATION",)),
    "amended to fewer pieces": (
        *(LAPTOPS, (GRANT, amendment("01/09/2026", quantity="39")), "IMS", "REFUSE", ("AUTHORISATION_EXHAUSTED",)),
    ),
    "amended to fewer, but after the bill": (
        *(LAPTOPS, (GRANT, amendment("07/10/2026", quantity="39")), "IMS", "OK", ()),
    ),
    "amended after its end": (
        LAPTOPS,
        ({**GRANT, "valid_to": "30/09/2026"}, amendment("01/10/2026", valid_to="31/12/2026")),
        *("IMS", "REFUSE", ("AUTHORISATION_EXPIRED", "AMENDED_AFTER_EXPIRY")),
    ),
    "a desktop needs none": ({**LAPTOPS, "item": "DESKTOP"}, (), "IMS", "OK", ()),
    "an EPCG licence does not free": (
        *({**LAPTOPS, "licence_number": "", "purpose": "EPCG"}, (), "IMS", "REFUSE", ("AUTHORISATION_MISSING",)),
    ),
    "one piece by courier": (
        *({**LAPTOPS, "licence_number": "", "quantity": "1", "mode": "COURIER"}, (), "IMS", "OK", ()),
    ),
    "two pieces by courier": (
        {**LAPTOPS, "licence_number": "", "quantity": "2", "mode": "COURIER"},
        *((), "IMS", "REFUSE", ("AUTHORISATION_MISSING",)),
    ),
    "which hardware is not told": ({**LAPTOPS, "item": ""}, (GRANT,), "IMS", "CHECK", ()),
    "steel in the window": (STEEL, (), "SIMS", "OK", ()),
    "steel, registered on the sixtieth day before": ({**STEEL, "register_date": "21/08/2026"}, (), "SIMS", "OK", ()),
    "steel, a day too early": ({**STEEL, "register_date": "20/08/2026"}, (), "SIMS", "REFUSE", ("TOO_EARLY",)),
    "steel without the number": ({**STEEL, "register_number": ""}, (), "SIMS", "CHECK", ()),
    "steel without registration": ({**STEEL, "register_date": ""}, (), "SIMS", "CHECK", ()),
    "restricted, no licence": (
        {"hs_code": "95030010", "restricted": "Y"},
        (),
        "RESTRICTED",
        "REFUSE",
        ("LICENCE_MISSING",),
    ),
    "restricted, under a licence of the register": (
        {"hs_code": "95030010", "restricted": "Y", "licence_number": "0311", "item": "TOYS", "quantity": "5"},
        ({**GRANT, "hs_code": "95030010", "item": "toys", "kind": "restricted"},),
        *("RESTRICTED", "OK", ()),
    ),
}


@pytest.mark.parametrize(("facts", "register", "system", "word", "found"), list(BILLS.values()), ids=list(BILLS))
def test_a_bill_of_entry_is_held_against_what_dgft_asks(
    tmp_path: Path,
    facts: Mapping[str, str],
    register: Sequence[Mapping[str, str]],
    system: str,
    word: str,
    found: tuple[str, ...],
) -> None:
    cases = of(closed(tmp_path, [{**ON_BOE, **PORT, **facts}], register), system)
    assert [(case.decision.status, case.decision.findings) for case in cases] == [(word, found)]
    assert [case.amount_minor for case in cases] == [100000]  # both invoices of the entry together


def test_invoices_draw_from_an_authorisation_one_after_another(tmp_path: Path) -> None:
    lines = [
        {**ON_BOE, **PORT, **LAPTOPS, "item_kind": "INV", "invoice_serial": serial, "quantity": pieces}
        for serial, pieces in (("1", "60"), ("2", "41"))
    ]
    words = [(case.invoice_serial, case.decision.status) for case in of(closed(tmp_path, lines), "IMS")]
    assert words == [(1, "OK"), (2, "REFUSE")]


# Facts on an advance of 5-Oct-2026, the day of the close, the system asked and its word.
ADVANCES = {
    "laptops, none in hand": ({**LAPTOPS, "licence_number": "", "expected_boe_date": "01/12/2026"}, "IMS", "REFUSE"),
    "laptops, one in hand": ({**LAPTOPS, "expected_boe_date": "01/12/2026"}, "IMS", "OK"),
    "laptops, when they come is not told": (LAPTOPS, "IMS", "CHECK"),
    "laptops in a year without a circular": ({**LAPTOPS, "expected_boe_date": "02/01/2027"}, "IMS", "REFUSE"),
    "more laptops than are left": ({**LAPTOPS, "quantity": "101", "expected_boe_date": "01/12/2026"}, "IMS", "REFUSE"),
    "steel": (STEEL, "SIMS", "OK"),
}


@pytest.mark.parametrize(("facts", "system", "word"), list(ADVANCES.values()), ids=list(ADVANCES))
def test_an_advance_is_asked_before_its_goods_come(
    tmp_path: Path, facts: Mapping[str, str], system: str, word: str
) -> None:
    line = {"item_kind": "ORM", "outward_reference_number": "IBA26100000001", **facts}
    cases = of(closed(tmp_path, [line], ({**GRANT, "iec": "0388000045", "importer_name": ""},)), system)
    assert [(case.orm_number, case.decision.status) for case in cases] == [("IBA26100000001", word)]


# Paid on 20-Sep-2026 through the exchange: eleven days, the day of payment out, end on 1-Oct-2026.
GOLD = {
    "in time on the eleventh day": (date(2026, 10, 1), "", ()),
    "overdue from the twelfth": (date(2026, 10, 2), "", ("IIBX_RETURN_OVERDUE",)),
    "back on the eleventh": (OCTOBER, "01/10/2026", ()),
    "back on the twelfth": (OCTOBER, "02/10/2026", ("IIBX_RETURN_OVERDUE",)),
}


@pytest.mark.parametrize(("as_on", "back", "found"), list(GOLD.values()), ids=list(GOLD))
def test_gold_through_the_exchange_has_eleven_days(
    tmp_path: Path, as_on: date, back: str, found: tuple[str, ...]
) -> None:
    source, out = tmp_path / "extracts", tmp_path / "out"
    source.mkdir()
    (source / "a.orm.xml").write_text(orm_xml(orm(purpose="S0101", paid="20/09/2026")), "utf-8")
    line = {"item_kind": "ORM", "outward_reference_number": "IBA26100000001", "iibx": "Y", "iibx_returned_on": back}
    (source / "facts.csv").write_text(csv_text([line]), "utf-8")
    case = of(close(source, out, as_on), "IIBX")[0]
    assert case.decision.findings == found
    assert ("2026-10-01" in case.decision.grounds) or case.due_date == date(2026, 10, 1)


def test_goods_that_nobody_named_are_told_once(tmp_path: Path) -> None:
    told = closed(tmp_path, [{**ON_BOE, **PORT, "shipment_date": "01/09/2026"}]).closing.told
    lines = [one.found for one in told.findings if one.code == "HS_NOT_KNOWN"]
    assert lines == ["2 open invoice(s) and 1 advance(s) without HS code"]
    assert [case for case in told.cases if case.subject in ("IMS", "SIMS", "RESTRICTED")] == []


def test_a_column_that_the_facts_file_has_not_takes_nothing_back(tmp_path: Path) -> None:
    closed(tmp_path, [{**ON_BOE, **PORT, **LAPTOPS}])
    (tmp_path / "extracts" / "facts.csv").write_text(
        csv_text([{**ON_BOE, **PORT, "shipment_date": "01/09/2026"}]), "utf-8"
    )
    again = close(tmp_path / "extracts", tmp_path / "out")
    assert [case.decision.status for case in of(again, "IMS")] == ["OK"]


def test_an_authorisation_stands_with_what_is_left_and_its_end_on_the_checklist(tmp_path: Path) -> None:
    register = (GRANT, amendment("07/10/2026", quantity="120", valid_to="30/11/2026"))
    lists = closed(tmp_path, [{**ON_BOE, **PORT, **LAPTOPS}], register).closing.view.lists
    row = lists["tblAuthorisations"]
    headers = ("Authorisation", "Valid to", "Quantity", "Quantity left", "Value left", "Register status", "Amendments")
    assert [row[header][0] for header in headers] == [
        *("0311", date(2026, 11, 30), "120", "80", "49000.00", "OK"),
        "07-Oct-2026: quantity 120, valid to 30-Nov-2026",
    ]
    ending = [task for task in lists["tblChecklist"]["Task"] if "0311" in task]
    assert ending == ["Authorisation 0311 of IEC 0388000037 ends on 30-Nov-2026: ask for a fresh one"]


def test_the_kind_of_port_is_told_where_the_mode_is_not(tmp_path: Path) -> None:
    copper = {"hs_code": "74031100", "eta": "06/10/2026", "listed": "Y"}
    case = of(closed(tmp_path, [{**ON_BOE, **PORT, **copper}]), "NFMIMS")[0]
    assert case.decision.status == "CHECK"
    assert "the port is of the kind sea; mode is not given" in case.decision.grounds


def test_a_caution_listed_importer_is_told_with_his_decisions(tmp_path: Path) -> None:
    source = tmp_path / "extracts"
    source.mkdir()
    (source / "a.orm.xml").write_text(orm_xml(orm(purpose="S0101")), "utf-8")
    (source / "importers.csv").write_text(csv_text([{**IMPORTER, "caution_listed": "Y"}]), "utf-8")
    told = close(source, tmp_path / "out").closing.told.cases
    assert {case.subject for case in told} == {"FOLLOWUP", "ADVANCE", "SMALLVALUE", "IEC"}
    assert all("WARN: the importer is on the caution list" in case.decision.grounds for case in told)


def test_what_changed_in_the_importer_master_stays_listed(tmp_path: Path) -> None:
    source = tmp_path / "extracts"
    source.mkdir()
    (source / "a.orm.xml").write_text(orm_xml(orm()), "utf-8")
    (source / "importers.csv").write_text(csv_text([IMPORTER]), "utf-8")
    close(source, tmp_path / "out")
    (source / "importers.csv").write_text(csv_text([{**IMPORTER, "address": "PLOT 3"}]), "utf-8")
    rows = close(source, tmp_path / "out").closing.view.lists["tblIecHistory"]
    headers = ("Changed IEC", "As on", "Field", "Before", "After", "Recorded by")
    assert [rows[header][0] for header in headers] == [
        *("0388000037", OCTOBER, "address", "PLOT 2", "PLOT 3", "maker1"),
    ]


def test_an_amendment_of_an_authorisation_that_nobody_gave_is_told(tmp_path: Path) -> None:
    told = closed(tmp_path, [{**ON_BOE, **PORT, **LAPTOPS}], (amendment("07/10/2026", quantity="120"),)).closing.told
    lines = [(one.severity, one.found) for one in told.findings if one.code == "AMENDMENT_WITHOUT_GRANT"]
    assert lines == [("WARN", "amendment 0311 2026-10-07")]
