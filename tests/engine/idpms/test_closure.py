"""Closure codes: what each needs, what it means, and which one a reason takes. A list of banks, not of a regulation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from xl_addin.engine.idpms.closure import Closure, closure_meaning
from xl_addin.engine.law import Law
from xl_addin.engine.questions import ask
from xl_addin.rulebook import load
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.registers_codes import closure_reason, notices, notices_on, purpose_for, purpose_of

RULES = load()
LAW = Law(RULES, Policy())
ON = date(2026, 5, 4)
BILL = {"shipping_bill_no": "7654321", "shipping_bill_date": date(2026, 4, 30)}
PAPER = {"document_no": "D-1", "document_date": date(2026, 4, 30)}
LETTER = {"letter_no": "RO/12", "letter_date": date(2026, 5, 1)}


@pytest.mark.parametrize(
    ("side", "code", "meaning"),
    [
        ("BOE", "1", "destruction of goods"),
        ("BOE", "2", "short shipment"),
        ("BOE", "3", "quality issue"),
        ("BOE", "4", "re-import"),
        ("BOE", "5", "re-export"),
        ("BOE", "6", "set-off or net-off"),
        ("BOE", "7", "others"),
        ("BOE", "8", "BoE before 10-Oct-2016"),
        ("BOE", "9", None),
        ("BOE", "", None),
        ("ORM", "1", "full refund, import did not take place"),
        ("ORM", "2", "import document or BoE not in the system"),
        ("ORM", "3", "part refund, quality or short shipment"),
        ("ORM", "4", "others"),
        ("ORM", "5", "BoE before 1-Apr-2016"),
        ("ORM", "6", "BoE waiver"),
        ("ORM", "7", "import by courier"),
        ("ORM", "8", None),
        ("XXX", "1", None),
    ],
)
def test_what_a_code_means(side: str, code: str, meaning: str | None) -> None:
    assert closure_meaning(code, side) == meaning


def test_a_code_is_that_of_the_bill_of_entry_unless_said_and_may_come_as_a_number() -> None:
    assert closure_meaning("7") == "others"
    assert closure_meaning(7) == "others"  # type: ignore[arg-type]
    assert closure_meaning(" 7 ") == "others"


@pytest.mark.parametrize(
    ("side", "code", "papers", "status", "finding", "says"),
    [
        ("BOE", "1", {}, "OK", "", "meaning destruction of goods"),
        ("BOE", "2", {}, "OK", "", "meaning short shipment"),
        ("BOE", "3", {}, "OK", "", "meaning quality issue"),
        ("BOE", "7", {}, "OK", "", "meaning others"),
        ("BOE", "8", {}, "OK", "", "WARN: this code was seen at one bank only"),
        ("BOE", "4", BILL, "OK", "", "the message also carries the port of the shipping bill"),
        ("BOE", "5", BILL, "OK", "", "meaning re-export"),
        ("BOE", "6", BILL, "OK", "", "meaning set-off"),
        ("BOE", "4", {}, "CHECK", "SHIPPING_BILL_NEEDED", "shipping_bill_no and shipping_bill_date not given"),
        (
            "BOE",
            "5",
            {**BILL, "shipping_bill_no": None},
            "CHECK",
            "SHIPPING_BILL_NEEDED",
            ": shipping_bill_no not given",
        ),
        ("BOE", "6", {**BILL, "shipping_bill_no": ""}, "CHECK", "SHIPPING_BILL_NEEDED", ": shipping_bill_no not given"),
        (
            "BOE",
            "6",
            {**BILL, "shipping_bill_date": None},
            "CHECK",
            "SHIPPING_BILL_NEEDED",
            ": shipping_bill_date not given",
        ),
        ("BOE", "6", PAPER, "CHECK", "SHIPPING_BILL_NEEDED", "a shipping bill is needed"),
        ("ORM", "1", {}, "OK", "", "meaning full refund"),
        ("ORM", "2", PAPER, "OK", "", "meaning import document"),
        ("ORM", "2", {}, "CHECK", "DOCUMENT_NEEDED", "the import document is needed: document_no and document_date"),
        ("ORM", "2", {**PAPER, "document_date": None}, "CHECK", "DOCUMENT_NEEDED", ": document_date not given"),
        ("ORM", "2", BILL, "CHECK", "DOCUMENT_NEEDED", "the import document is needed"),
        ("ORM", "3", {}, "OK", "", "meaning part refund"),
        ("ORM", "4", {}, "OK", "", "meaning others"),
        ("ORM", "5", {}, "OK", "", "meaning BoE before 1-Apr-2016"),
        ("ORM", "6", {}, "OK", "", "meaning BoE waiver"),
        ("ORM", "7", {}, "OK", "", "meaning import by courier"),
        ("ORM", "8", {}, "CHECK", "", "code '8' is not on the list of closure codes of the ORM"),
        ("BOE", "9", {}, "CHECK", "", "code '9' is not on the list of closure codes of the BOE"),
        ("BOE", None, {}, "CHECK", "", "code is not given"),
        (None, "1", {}, "CHECK", "", "side is not given"),
        ("LC", "1", {}, "CHECK", "", "side 'LC' is not one of BOE, ORM"),
    ],
)
def test_what_a_code_needs(
    side: str | None, code: str | None, papers: dict[str, Any], status: str, finding: str, says: str
) -> None:
    answer = LAW.ask(Closure, side=side, code=code, approved_by="2", action_date=ON, **papers)
    assert (answer.status, " ".join(answer.findings)) == (status, finding)
    assert says in answer.why


@pytest.mark.parametrize(
    ("approved_by", "papers", "status", "finding", "says"),
    [
        ("1", LETTER, "OK", "", "approved by 1"),
        (
            "1",
            {},
            "CHECK",
            "LETTER_NEEDED",
            "the letter of the approver is needed: letter_no and letter_date not given",
        ),
        ("1", {**LETTER, "letter_no": None}, "CHECK", "LETTER_NEEDED", ": letter_no not given"),
        ("1", {**LETTER, "letter_date": None}, "CHECK", "LETTER_NEEDED", ": letter_date not given"),
        ("2", {}, "OK", "", "approved by 2"),
        ("3", {}, "OK", "", "approved by 3"),
        ("0", {}, "CHECK", "", "approved_by '0' is not on the list of approvers"),
        (None, {}, "OK", "", "INFO: approved_by is not given; the message cannot go without it"),
    ],
)
@pytest.mark.parametrize("side", ["BOE", "ORM"])
def test_who_approved(
    side: str, approved_by: str | None, papers: dict[str, Any], status: str, finding: str, says: str
) -> None:
    answer = LAW.ask(Closure, side=side, code="1", approved_by=approved_by, action_date=ON, **papers)
    assert (answer.status, " ".join(answer.findings)) == (status, finding)
    assert says in answer.why


def test_every_paper_lacking_is_told_and_an_approver_given_is_not_asked_for() -> None:
    answer = LAW.ask(Closure, side="BOE", code="4", approved_by="1")
    assert answer.findings == ("SHIPPING_BILL_NEEDED", "LETTER_NEEDED")
    assert answer.notes[2:] == ("INFO: the message also carries the port of the shipping bill",)


@pytest.mark.parametrize(
    ("papers", "name"),
    [
        ({**BILL, "shipping_bill_date": date(2026, 5, 5)}, "shipping_bill_date"),
        ({**BILL, "letter_date": date(2026, 5, 5)}, "letter_date"),
        ({**BILL, "document_date": date(2026, 5, 5)}, "document_date"),
    ],
)
def test_a_paper_dated_after_the_act_is_to_check(papers: dict[str, Any], name: str) -> None:
    facts: dict[str, Any] = {"side": "BOE", "code": "4", "approved_by": "2", **papers}
    answer = LAW.ask(Closure, **facts, action_date=ON)
    assert (answer.status, answer.notes[0]) == ("CHECK", f"action_date 2026-05-04 lies before {name} 2026-05-05")
    assert LAW.ask(Closure, **facts, action_date=date(2026, 5, 5)).ok
    assert LAW.ask(Closure, **facts).ok


def test_the_source_is_the_banks_own_list_and_says_so() -> None:
    answer = LAW.ask(Closure, side="BOE", code="4", approved_by="2", **BILL, action_date=date(2026, 9, 30))
    source = "closure codes of banks' production modules"
    assert (answer.instrument, answer.paragraph, answer.confidence) == (source, "BEA adjustmentIndicator 4", "M")
    assert "to be verified by the bank's compliance desk" in answer.why
    assert [p.paragraph for p in answer.basis] == ["BEA adjustmentIndicator 4", "approvedBy 2"]
    assert answer.notes == ("INFO: the message also carries the port of the shipping bill",)
    assert LAW.ask(Closure, side="BOE", code="8", approved_by="2").confidence == "L"


def test_after_the_switch_the_list_is_to_be_compared_again() -> None:
    answer = LAW.ask(Closure, side="ORM", code="1", approved_by="2", action_date=date(2026, 10, 1))
    assert (answer.status, len(answer.notes)) == ("OK", 1)
    assert answer.notes[0].startswith("WARN: whether the code list changed with the Regulations is not known")
    assert LAW.ask(Closure, side="ORM", code="1", approved_by="2", action_date=date(2026, 9, 30)).notes == ()


@pytest.mark.parametrize(
    ("reason", "boe", "orm"),
    [
        ("QUALITY", "3", "3"),
        ("SHORT_SHIPMENT", "2", "3"),
        ("DESTRUCTION", "1", "4"),
        ("DISCOUNT", "7", "4"),
        ("EXCHANGE_RATE", "7", "4"),
        ("FREIGHT", "7", "4"),
        ("INSURANCE", "7", "4"),
        ("OPERATIONAL", "7", "4"),
        ("SMALL_VALUE", "7", "4"),
        ("RE_IMPORT", "4", None),
        ("RE_EXPORT", "5", None),
        ("SET_OFF", "6", None),
        ("FAILED_ADVANCE", None, "4"),
        ("FULL_REFUND", None, "1"),
        ("PART_REFUND", None, "3"),
        ("BOE_NOT_IN_SYSTEM", None, "2"),
        ("BOE_WAIVER", None, "6"),
        ("COURIER", None, "7"),
        ("SOMETHING", None, None),
    ],
)
def test_which_code_a_reason_takes(reason: str, boe: str | None, orm: str | None) -> None:
    for side, code in (("BOE", boe), ("ORM", orm)):
        found = closure_reason(reason, side)
        assert (found.code if found else None) == code
        assert found is None or found.remark


def test_every_reason_of_the_law_of_write_off_has_a_code_on_both_sides() -> None:
    names = ("writeoff.capped_reasons", "writeoff.uncapped_reasons")
    reasons = {word for name in names for rule in RULES.history(name) for word in rule.value}
    assert all(closure_reason(reason, side) for reason in reasons for side in ("BOE", "ORM"))


def test_the_tolerance_has_no_code_of_its_own_and_the_convention_is_told() -> None:
    found = closure_reason("DISCOUNT", "BOE")
    assert found is not None
    assert found.remark == "discount within the percentage of invoice value"
    assert found.provision.note.startswith("project convention: the tolerance has no code of its own")
    assert (found.provision.confidence, found.provision.paragraph) == ("M", "BEA adjustmentIndicator 7")


def test_the_question_is_asked_by_name() -> None:
    assert ask("closure", LAW, {"side": "BOE", "code": "3", "approved_by": "2"}).ok


# ---- purpose codes and notices


@pytest.mark.parametrize(
    ("code", "use", "confidence"),
    [
        ("S0101", "ADVANCE", "L"),
        ("S0102", "INVOICE_SETTLEMENT", "L"),
        ("S0103", "DIPLOMATIC_MISSION", "L"),
        ("S0104", "INTERMEDIARY_TRANSIT", "L"),
        ("S0108", "MERCHANTING_IMPORT", "H"),
        ("P0108", "MERCHANTING_EXPORT", "H"),
        ("S0109", "MERCHANTING_IMPORT_TRANSIT", "L"),
    ],
)
def test_purpose_codes(code: str, use: str, confidence: str) -> None:
    found = purpose_of(code)
    assert found is not None
    assert (found.use, found.provision.confidence) == (use, confidence)
    assert purpose_for(use) == found


def test_an_unknown_purpose_is_none() -> None:
    assert purpose_of("S9999") is None
    assert purpose_for("GIFT") is None


@pytest.mark.parametrize(
    ("name", "paper", "paragraph", "says"),
    [
        ("PRESERVE_PAPERS", "acknowledgement slip", "C.8(viii)", "keep the Importer copy"),
        ("NOT_ABSOLVED", "closure advice", "C.8(xii)", "does not release the importer if circumstances change"),
        ("CUSTOMS_INFORMED", "advice of a non-physical import", "C.7.3(ii)", "keep the Customs authorities informed"),
        ("INCOME_TAX", "payment checklist", "not in the extract read", "Income-tax Act"),
        ("EXTENDED_DATE", "remarks of an extension", "MD B.5", "Extended until {date}."),
    ],
)
def test_notices(name: str, paper: str, paragraph: str, says: str) -> None:
    found = next(one for one in notices() if one.id == name)
    assert (found.id, found.printed_on) == (name, paper)
    assert says in found.sentence
    assert paragraph in found.provision.paragraph
    assert notices_on(paper) == (found,)


def test_an_unknown_paper_carries_no_notice() -> None:
    assert notices_on("menu") == ()
