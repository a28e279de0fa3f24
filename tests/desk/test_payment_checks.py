"""What a payment is asked beside its date: third parties by their names, and what the desk's facts call for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.intake.desk_folder import ACTOR, IMPORTER, OCTOBER, Desk, boe, csv_text, invoice, obe_xml, orm
from tests.desk.month_fixture import law, read_csv
from tests.desk.test_review import HEAD, Month, cell, row_of, shown
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.decide import decide
from xl_addin.desk.month.month import read_month
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.advance.conditions import KINDS
from xl_addin.engine.advance.gold import CHANNELS, SCHEME
from xl_addin.engine.parties.direct_documents import ORDINARY
from xl_addin.ledger import acts, tables
from xl_addin.rulebook.facts import fact
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers import condition_words, words_of

SHEET = "Payment checks"
INVOICE_KEY, ORM_KEY = "0052545/2026-10-06/INNSA1#1", "IBA26100000001/0009001"
RATES = "date,currency,inr_per_unit\n2026-10-30,USD,97.00\n2026-10-30,EUR,106.70\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def of_orm(**said: str) -> dict[str, str]:
    return {"item_kind": "ORM", "outward_reference_number": "IBA26100000001", **said}


def of_invoice(**said: str) -> dict[str, str]:
    return {
        "item_kind": "INV",
        "bill_of_entry_number": "0052545",
        "bill_of_entry_date": "06/10/2026",
        "port_of_discharge": "INNSA1",
        "invoice_serial": "1",
        **said,
    }


def facts(*rows: dict[str, str]) -> str:
    return csv_text(rows, dict.fromkeys(name for row in rows for name in row))


def asked(desk: Desk, subject: str, policy: Policy | None = None) -> list[Case]:
    month = read_month(desk.ledger, OCTOBER)
    return [case for case in decide(month, law(policy)) if case.subject == subject]


def paid(desk: Desk, orm_row: dict[str, str], boe_row: Any, said: dict[str, str] | None = None) -> None:
    """A remittance of 500 that pays the whole invoice, with what was said of it."""
    files = {"a.obe.xml": obe_xml(boe_row), "orm.csv": csv_text([orm_row]), "importers.csv": csv_text([IMPORTER])}
    desk.take({**files, **({"facts.csv": facts(of_orm(**said))} if said else {}), "rates.csv": RATES})
    desk.settle(ORM_KEY, INVOICE_KEY, 50_000)


# ---- third parties


@pytest.mark.parametrize(
    ("beneficiary", "supplier", "is_other"),
    [
        ("UTOPIQ", "UTOPIQ", False),
        ("Utopiq Pte. Ltd.", "UTOPIQ PTE LTD", False),  # a legal form and points are no other party
        ("UTOPIQ MACHINERY", "UTOPIQ MACHINERI", False),  # one letter of a long word
        ("UTOPIQ", "FICTANIA PHARMA", True),
        ("", "FICTANIA PHARMA", False),  # a name that nobody wrote differs from none
        ("UTOPIQ", "", False),
    ],
)
def test_a_beneficiary_who_is_not_the_supplier_is_a_third_party(
    desk: Desk, beneficiary: str, supplier: str, is_other: bool
) -> None:
    row = {**orm(amount="500.00"), "beneficiaryName": beneficiary}
    paid(desk, row, boe({**invoice(), "supplierName": supplier}))
    found = asked(desk, "THIRD_PARTY")
    assert len(found) == is_other
    if found:
        assert f"paid to {beneficiary}" in found[0].decision.grounds
        assert f"supplier {supplier}" in found[0].decision.grounds


@pytest.mark.parametrize(
    ("beneficiary", "seller", "is_other"),
    [
        ("UTOPIQ PTE LTD", "Utopiq", False),  # a forwarder stands as the supplier, the seller beside him
        ("UTOPIQ MACHINERI", "UTOPIQ MACHINERY", False),
        ("SHIPPER CO", "UTOPIQ", False),  # the forwarder himself
        ("FICTANIA PHARMA", "UTOPIQ", True),
    ],
)
def test_a_beneficiary_who_is_the_seller_is_no_third_party(
    desk: Desk, beneficiary: str, seller: str, is_other: bool
) -> None:
    row = {**orm(amount="500.00"), "beneficiaryName": beneficiary}
    paid(desk, row, boe({**invoice(), "supplierName": "SHIPPER CO", "sellerName": seller}))
    found = asked(desk, "THIRD_PARTY")
    assert len(found) == is_other
    told = [name in case.decision.grounds for case in found for name in ("supplier SHIPPER CO", f"seller {seller}")]
    assert all(told)


def test_what_is_only_proposed_is_asked_before_it_is_posted(desk: Desk) -> None:
    row = {**orm(amount="500.00"), "beneficiaryName": "FICTANIA"}
    desk.take({"a.obe.xml": obe_xml(boe()), "orm.csv": csv_text([row])})
    assert asked(desk, "THIRD_PARTY") == []
    line = SettlementLine(ORM_KEY, INVOICE_KEY, "USD", 50_000, "USD", 50_000, "", "SUM", "SUGGEST", "", "", "g")
    cases = decide(read_month(desk.ledger, OCTOBER), law(), [line])
    assert [case.orm_number for case in cases if case.subject == "THIRD_PARTY"] == ["IBA26100000001"]


YES = dict.fromkeys(("third_party_agreement", "invoice_names_third_party", "boe_names_third_party"), "Y")


@pytest.mark.parametrize(
    ("on", "said", "status", "says"),
    [
        # before the switch all papers and the satisfaction are conditions
        ("30/09/2026", {}, "CHECK", "ORDER_OR_TRIPARTITE is not answered"),
        ("30/09/2026", YES, "CHECK", "third_party_satisfied is not given (is the AD satisfied of the bona fides"),
        ("30/09/2026", {**YES, "third_party_satisfied": "Y"}, "OK", "no limit of amount"),
        ("30/09/2026", {**YES, "boe_names_third_party": "N", "third_party_satisfied": "Y"}, "CHECK", "third party? no"),
        ("30/09/2026", {**YES, "third_party_satisfied": "N"}, "REFUSE", "not satisfied of the bona fides"),
        # a satisfaction with a write-off is another one
        ("30/09/2026", {**YES, "ad_satisfied": "Y"}, "CHECK", "third_party_satisfied is not given"),
        # from the switch it is recorded and bars nothing while it is not
        ("01/10/2026", {}, "OK", "WARN: record the AD's satisfaction of the bona fides: third_party_satisfied is not"),
        ("01/10/2026", {"third_party_satisfied": "Y"}, "OK", "AD satisfied yes"),
        ("01/10/2026", {"third_party_satisfied": "N"}, "REFUSE", "Reg 8"),
    ],
)
def test_the_law_of_the_day_of_payment_asks(desk: Desk, on: str, said: dict[str, str], status: str, says: str) -> None:
    row = {**orm(amount="500.00", paid=on), "beneficiaryName": "FICTANIA"}
    paid(desk, row, boe(), said)
    (found,) = asked(desk, "THIRD_PARTY")
    assert found.decision.status == status
    assert says in f"{found.decision.grounds} {found.decision.citation}"
    assert "THIRD_PARTY" in found.decision.findings


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ({"on_behalf_of_iec": "0588000006"}, "on behalf of IEC 0588000006"),
        ({"on_behalf_of_iec": "0388000037"}, ""),  # his own IEC
        ({"third_party_agreement": "Y"}, "paid to UTOPIQ"),
    ],
)
def test_what_the_desk_says_of_a_payer_is_asked_without_a_settlement(
    desk: Desk, said: dict[str, str], who: str
) -> None:
    desk.take({"orm.csv": csv_text([orm()]), "facts.csv": facts(of_orm(**said))})
    found = asked(desk, "THIRD_PARTY")
    assert len(found) == bool(who)
    assert all(who in case.decision.grounds for case in found)


def test_a_third_party_that_the_bill_of_entry_names_is_asked_and_counts_as_named(desk: Desk) -> None:
    desk.take({"a.obe.xml": obe_xml(boe({**invoice(), "thirdPartyName": "EXAMPLON"}))})
    (found,) = asked(desk, "THIRD_PARTY")
    assert (found.boe_number, found.invoice_serial) == ("0052545", 1)
    assert "third party of the bill of entry EXAMPLON" in found.decision.grounds


# ---- what the desk's facts call for

ADVANCE = {"purpose": "S0101", "paid": "30/09/2026", "amount": "200000.01"}
DIAMONDS = dict.fromkeys(
    (
        "gjepc_recommended",
        "recognised_processor",
        "good_track_record",
        "commercial_judgement",
        "paid_by_contract",
        "paid_to_company",
        "no_numbered_account",
        "orm_created",
        "no_conflict_diamonds",
    ),
    "Y",
)


@pytest.mark.parametrize(
    ("changes", "said", "status", "says"),
    [
        ({"amount": "200000.00"}, {"import_type": "GOODS"}, "OK", ""),
        ({}, {"import_type": "GOODS"}, "SECURITY_REQUIRED", "over USD 200000"),
        ({}, {"import_type": "GOODS", "security": "SBLC"}, "OK", "security in hand: SBLC"),
        ({}, {"import_type": "GOODS", "waiver": "Y"}, "OK", "waived on track record"),
        ({"currency": "EUR", "amount": "181818.18"}, {"import_type": "GOODS"}, "OK", ""),  # USD 199,999.998
        ({"currency": "EUR", "amount": "181818.19"}, {"import_type": "GOODS"}, "SECURITY_REQUIRED", "over USD"),
        ({"currency": "JPY", "amount": "100"}, {"import_type": "GOODS"}, "CHECK", "amount_usd is not given"),
        ({}, {"import_type": "ROUGH_DIAMOND"}, "CHECK", "GJEPC_RECOMMENDED is not answered"),
        ({}, {"import_type": "ROUGH_DIAMOND", **DIAMONDS}, "OK", ""),
        (
            {},
            {"import_type": "ROUGH_DIAMOND", **DIAMONDS, "no_numbered_account": "N"},
            "REFUSE",
            "numbered account? no",
        ),
        ({}, {"import_type": "ROUGH_DIAMOND", "conditions_met": "Y"}, "OK", ""),
        ({"purpose": "S0102"}, {"import_type": "GOODS"}, "SECURITY_REQUIRED", ""),
    ],
)
def test_an_advance_whose_kind_is_named_is_asked_for_its_security_by_the_law_of_its_day(
    desk: Desk, changes: dict[str, str], said: dict[str, str], status: str, says: str
) -> None:
    row = orm(**{**ADVANCE, **changes})
    desk.take({"orm.csv": csv_text([row]), "facts.csv": facts(of_orm(**said)), "rates.csv": RATES})
    _answer(desk, "IMPORTER", "0388000037", "importer", "PRIVATE")
    (found,) = asked(desk, "SECURITY")
    assert found.decision.status == status, found.decision.grounds
    assert says in found.decision.grounds


def _answer(desk: Desk, kind: str, key: str, name: str, value: str) -> None:
    with desk.ledger.step(acts.REVIEW, OCTOBER, ACTOR) as step:
        step.add(tables.answers, [{"item_kind": kind, "item_key": key, "fact": name, "value": value}])


@pytest.mark.parametrize(
    ("subject", "said", "status", "says"),
    [
        ("ONE_AD", {"same_ad": "Y"}, "OK", ""),
        ("ONE_AD", {"same_ad": "N"}, "CHECK", "both_informed is not given"),
        ("ONE_AD", {"same_ad": "N", "both_informed": "N"}, "REFUSE", "not both are told"),
        # rules 5.3: outside the AD's power before the switch; from it the AD's satisfaction with a reason
        ("FAILED_ADVANCE", {"import_failed": "Y"}, "CHECK", "reason"),
        (
            "FAILED_ADVANCE",
            {"import_failed": "Y", "difference_reason": "OPERATIONAL", "ad_satisfied": "Y"},
            "OK",
            "Reg 12 looks at an advance that was closed in this way",
        ),
        (
            "FAILED_ADVANCE",
            {"import_failed": "Y", "difference_reason": "OPERATIONAL", "ad_satisfied": "N"},
            "REFUSE",
            "",
        ),
        ("SECURITY", {"security": "SBLC"}, "CHECK", "import_type is not given"),
        ("SECURITY", {"waiver": "Y"}, "CHECK", "import_type is not given"),
        ("GUARANTEE", {"guarantee_usd": "0"}, "CHECK", "guarantee"),
        ("GUARANTEE", {"guarantee_usd": "500000"}, "CHECK", "importer is not given"),
    ],
)
def test_a_remittance_is_asked_what_is_said_of_it(
    desk: Desk, subject: str, said: dict[str, str], status: str, says: str
) -> None:
    desk.take({"orm.csv": csv_text([orm()]), "facts.csv": facts(of_orm(**said)), "rates.csv": RATES})
    (found,) = asked(desk, subject)
    assert found.decision.status == status, found.decision.grounds
    assert says in found.decision.grounds


TERM = {"deferred_payment": "Y", "capital_goods": "Y", "shipment_date": "30/09/2026"}
RATE = {"rate_pct": "8.5", "ceiling_pct": "8.5", "ceiling_source": "RBI of 1-Oct-2026"}
PREPAID = {"rate_pct": "9", "rate_source": "claimed by the supplier", "days_basis": "360", "prepaid_on": "31/10/2026"}


@pytest.mark.parametrize(
    ("subject", "said", "status", "says"),
    [
        # three years from shipment for capital goods; that day itself is in
        ("TRADE_CREDIT", {**TERM, "contract_due_date": "30/09/2029"}, "OK", "last day 2029-09-30"),
        ("TRADE_CREDIT", {**TERM, "contract_due_date": "01/10/2029"}, "CHECK", "not trade credit"),
        ("TRADE_CREDIT", {**TERM, "capital_goods": "N"}, "CHECK", "operating_cycle_days is not given"),
        ("TRADE_CREDIT", {"deferred_payment": "Y"}, "CHECK", "shipment_date is not given"),
        ("INTEREST", RATE, "OK", ""),
        ("INTEREST", {**RATE, "rate_pct": "8.51"}, "REFUSE", "over the trade-credit ceiling"),
        ("INTEREST", {"rate_pct": "8.5"}, "CHECK", "ceiling_pct is not given"),
        ("INTEREST", {"ceiling_pct": "8.5"}, "CHECK", "rate_pct is not given"),
        ("PREPAYMENT", {"rate_pct": "9", "days_basis": "360"}, "CHECK", "prepaid_on is not given"),
        # 500 x 9 % x 30 days of 360
        ("PREPAYMENT", {**PREPAID, "due_on": "30/11/2026"}, "OK", "interest 3.75"),
        ("PREPAYMENT", PREPAID, "CHECK", "due_on is not given"),
        ("DIRECT_DOCS", {"direct_documents": "Y"}, "CHECK", "category is not given"),
        ("GOLD", {"channel": "SCHEME_20_80"}, "REFUSE", "withdrawn"),
    ],
)
def test_an_invoice_is_asked_what_is_said_of_it(
    desk: Desk, subject: str, said: dict[str, str], status: str, says: str
) -> None:
    desk.take({"a.obe.xml": obe_xml(boe()), "facts.csv": facts(of_invoice(**said)), "rates.csv": RATES})
    (found,) = asked(desk, subject)
    assert found.decision.status == status, found.decision.grounds
    assert says in found.decision.grounds


@pytest.mark.parametrize(
    ("category", "limit", "status"),
    [
        ("WOS", None, "BANK_POLICY"),
        ("ORDINARY", None, "BANK_POLICY"),
        ("ORDINARY", 499, "ESCALATE"),
        ("ORDINARY", 500, "OK"),
    ],
)
def test_documents_that_came_directly_are_held_against_the_banks_own_limit(
    desk: Desk, category: str, limit: int | None, status: str
) -> None:
    desk.take({"a.obe.xml": obe_xml(boe()), "facts.csv": facts(of_invoice(direct_documents="Y")), "rates.csv": RATES})
    _answer(desk, "IMPORTER", "0388000037", "category", category)
    policy = Policy(direct_docs_limit_usd=None if limit is None else Decimal(limit))
    assert [case.decision.status for case in asked(desk, "DIRECT_DOCS", policy)] == [status]


def test_nothing_is_asked_where_nothing_was_said(desk: Desk) -> None:
    no = {"direct_documents": "N", "deferred_payment": "N"}
    desk.take({"a.obe.xml": obe_xml(boe()), "orm.csv": csv_text([orm()]), "facts.csv": facts(of_invoice(**no))})
    month = read_month(desk.ledger, OCTOBER)
    subjects = {case.subject for case in decide(month, law())}
    assert not subjects & {"THIRD_PARTY", "SECURITY", "DIRECT_DOCS", "TRADE_CREDIT", "INTEREST", "GOLD", "ONE_AD"}


def test_every_word_of_a_cell_is_one_that_its_rule_knows() -> None:
    rules = law().rules
    assert set(words_of("payment_words", "import_type")) == set(KINDS)
    assert set(words_of("payment_words", "channel")) == {*CHANNELS, SCHEME}
    free = rules.history("direct_docs.free_categories")[-1].value
    assert set(words_of("payment_words", "category")) == {ORDINARY, *free}
    assert set(words_of("payment_words", "security")) == set(rules.history("advance.security_forms")[-1].value)


def test_every_condition_that_an_advance_or_direct_documents_may_ask_is_a_column_of_the_facts_file() -> None:
    rules = law().rules
    names = ("advance.diamond_conditions", "advance.diamond_class", "advance.diamond_origin", "advance.aircraft_class")
    names += ("advance.aircraft_conditions", "iibx.gold_conditions", "iibx.silver_conditions")
    names += (
        "direct_docs.stones_conditions",
        "gold.nominated_conditions",
        "gold.iibx_conditions",
        "gold.trq_conditions",
    )
    words = {word for name in names for rule in rules.history(name) if rule.value for word in rule.value}
    assert words <= set(condition_words())
    assert all(fact(word.lower()).extract == "facts" for word in words)


# ---- on the sheet


@pytest.fixture
def closed(tmp_path: Path, small_out: Path) -> Iterator[Month]:
    shutil.copytree(small_out, tmp_path / "out")
    month = Month(tmp_path / "out")
    yield month
    month.ledger.close()


def test_the_satisfaction_is_recorded_in_its_blue_cell_and_the_next_close_shows_it(closed: Month) -> None:
    row = row_of(openpyxl.load_workbook(closed.book)[SHEET], "Status", "OK")
    number = shown(closed.book, SHEET, row, "ORM number")
    assert "SATISFACTION_NOT_RECORDED" in shown(closed.book, SHEET, row, "Findings")
    closed.edit(lambda book: setattr(cell(book[SHEET], row, "AD satisfied of third party"), "value", "Y"))
    reviewed = closed.review()
    assert (reviewed.answers, reviewed.findings) == (1, ())
    closed.close()
    told = [r for r in read_csv(closed.book.parent / "decisions.csv") if r["subject"] == "THIRD_PARTY"]
    assert ["AD satisfied yes" in r["why"] for r in told if r["orm_number"] == number] == [True]


def test_the_kind_of_an_advance_is_named_on_advances_and_calls_for_its_security(closed: Month) -> None:
    number = shown(closed.book, "Advances", HEAD + 1, "ORM number")
    closed.edit(lambda book: setattr(cell(book["Advances"], HEAD + 1, "Type of import"), "value", "GOODS"))
    assert closed.review().answers == 1
    closed.close()
    page = openpyxl.load_workbook(closed.book)[SHEET]
    row = row_of(page, "Subject", "SECURITY")
    assert cell(page, row, "ORM number").value == number
    assert cell(page, row, "Status").value in ("CHECK", "OK")
