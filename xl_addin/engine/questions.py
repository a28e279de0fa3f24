"""Every question that the rules answer, by name: so asked by the command line, the coverage and the tables of cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from inspect import Parameter, signature
from typing import Any

from xl_addin.engine import rule as decision
from xl_addin.engine.advance import gold, services
from xl_addin.engine.advance import remittance as advance
from xl_addin.engine.dgft import iec_status, licence, monitoring
from xl_addin.engine.dgft import ims as import_licence
from xl_addin.engine.dgft import ims_need as import_need
from xl_addin.engine.evidence import acknowledgement, followup
from xl_addin.engine.evidence import due as evidence
from xl_addin.engine.evidence import kind as evidence_kind
from xl_addin.engine.idpms import bars as idpms_bars
from xl_addin.engine.idpms import closure, scope
from xl_addin.engine.merchanting import book as merchanting_book
from xl_addin.engine.merchanting import conditions as merchanting_conditions
from xl_addin.engine.merchanting import periods as merchanting
from xl_addin.engine.parties import direct_documents, setoff, third_party
from xl_addin.engine.payment import due as payment
from xl_addin.engine.payment import extension, interest, trade_credit, usance
from xl_addin.engine.rule import Decision
from xl_addin.engine.writeoff import difference as writeoff
from xl_addin.engine.writeoff import small_value
from xl_addin.rulebook import Rulebook
from xl_addin.rulebook.policy import Policy


def _regime(rules: Rulebook, *, action_date: date) -> Decision:
    """Which body of rules governs an act of the bank on `action_date`."""
    found = decision.regime(rules, action_date)
    return Decision("regime", found.value, (found,))


def _cap_usd(
    rules: Rulebook, policy: Policy, *, remittances: Mapping[str, Decimal | None], action_date: date
) -> Decision:
    """The importer's outstanding in USD up to which the AD may extend, from remittances per financial year."""
    return extension.cap_usd(rules, remittances, action_date, policy)


def _small_then_write_off(
    rules: Rulebook,
    policy: Policy,
    *,
    entry_inr: Decimal | None,
    declared: bool | None,
    invoice_value: Decimal | None,
    difference: Decimal | None,
    action_date: date | None,
    reason: str | None,
    satisfied: bool | None,
    suit_pending: bool | None,
    adverse_notice: bool | None,
    documents: bool | None,
) -> Decision:
    """Whether a difference may be closed: as small value if that is allowed, else as a write-off."""
    closed = small_value.small_value(
        rules,
        policy,
        entry_inr=entry_inr,
        declared=declared,
        action_date=action_date,
        suit_pending=suit_pending,
        adverse_notice=adverse_notice,
    )
    return writeoff.write_off(
        rules,
        policy,
        invoice_value=invoice_value,
        difference=difference,
        action_date=action_date,
        reason=reason,
        satisfied=satisfied,
        suit_pending=suit_pending,
        adverse_notice=adverse_notice,
        documents=documents,
        small_value=closed,
    )


ASK: dict[str, Callable[..., Decision]] = {
    "regime": _regime,
    "payment_due": payment.payment_due,
    "write_off": writeoff.write_off,
    "small_then_write_off": _small_then_write_off,
    "numeric_pretest": writeoff.numeric_pretest,
    "failed_advance": writeoff.failed_advance,
    "small_value": small_value.small_value,
    "delay_charge": small_value.delay_charge,
    "extension": extension.extension,
    "extension_room": extension.extension_room,
    "cap_usd": _cap_usd,
    "evidence_due": evidence.evidence_due,
    "documents_due": evidence.documents_due,
    "follow_up": followup.follow_up,
    "iec_status": iec_status.iec_status,
    "entry_due": scope.entry_due,
    "idpms_scope": scope.idpms_scope,
    "daily_run": scope.daily_run,
    "legacy_orm": scope.legacy_orm,
    "bef_statement": scope.bef_statement,
    "reflected_in_idpms": idpms_bars.reflected_in_idpms,
    "bill_payment": idpms_bars.bill_payment,
    "credit_allowed": idpms_bars.credit_allowed,
    "other_ad_code": idpms_bars.other_ad_code,
    "evidence_kind": evidence_kind.evidence_kind,
    "payment_reminders": evidence_kind.payment_reminders,
    "interest_until": interest.interest_until,
    "interest_rate": interest.interest_rate,
    "prepayment_interest": interest.prepayment_interest,
    "trade_credit_limit": trade_credit.trade_credit_limit,
    "direct_documents": direct_documents.direct_documents,
    "third_party": third_party.third_party,
    "settlement_currency": third_party.settlement_currency,
    "merchanting": merchanting.merchanting,
    "merchanting_last_day": merchanting.merchanting_last_day,
    "merchanting_conditions": merchanting_conditions.merchanting_conditions,
    "merchanting_advance": merchanting_conditions.merchanting_advance,
    "merchanting_exposure": merchanting_conditions.merchanting_exposure,
    "merchanting_margin": merchanting_conditions.merchanting_margin,
    "merchanting_caution": merchanting_conditions.merchanting_caution,
    "merchanting_feters": merchanting_conditions.merchanting_feters,
    "merchanting_default_due": merchanting_book.merchanting_default_due,
    "set_off": setoff.set_off,
    "set_off_last_day": setoff.set_off_last_day,
    "closure": closure.closure,
    "slip_contents": acknowledgement.slip_contents,
    "advance": advance.advance,
    "same_ad": advance.same_ad,
    "services_followup": services.services_followup,
    "service_guarantee": services.service_guarantee,
    "usance_limit": usance.usance_limit,
    "gold_return_by": gold.gold_return_by,
    "gold_import_channel": gold.gold_import_channel,
    "ims_required": import_need.ims_required,
    "ims_valid": import_licence.ims_valid,
    "ims_open": import_licence.ims_open,
    "ims": import_licence.ims,
    "ims_before_advance": import_licence.ims_before_advance,
    "licence_valid": licence.licence_valid,
    "monitoring": monitoring.monitoring,
    "monitoring_valid_until": monitoring.monitoring_valid_until,
    "monitoring_fee": monitoring.monitoring_fee,
}

# annotation of a fact -> (kind shown to a person); the first word found decides
KINDS = (
    ("Mapping[str, Decimal", "amounts"),
    ("Mapping", "answers"),
    ("Answers", "answers"),
    ("Collection[date]", "dates"),
    ("Decimal", "amount"),
    ("date", "date"),
    ("bool", "flag"),
    ("int", "count"),
)


def ask(question: str, rules: Rulebook, policy: Policy, facts: Mapping[str, Any]) -> Decision:
    """The answer to a question of ASK; the bank's policy goes where the rule has use for it."""
    function = ASK[question]
    if "policy" in _parameters(question):
        return function(rules, policy, **facts)
    return function(rules, **facts)


@cache
def facts_of(question: str) -> dict[str, str]:
    """Name and kind (date, amount, count, flag, dates, amounts, answers, word) of every fact that a question takes."""
    facts = _facts(question)
    return {one.name: next((kind for word, kind in KINDS if word in str(one.annotation)), "word") for one in facts}


@cache
def needed_of(question: str) -> dict[str, bool]:
    """The facts that have no value of their own, and whether each may be unknown (then the answer names it)."""
    needed = (one for one in _facts(question) if one.default is Parameter.empty)
    return {one.name: str(one.annotation).endswith("None") for one in needed}


def purpose(question: str) -> str:
    """What a question answers, in one sentence."""
    told = ASK[question].__doc__
    if not told:
        raise AssertionError(f"the question {question} has no sentence of its own")
    return " ".join(told.partition("\n\n")[0].split())


def _facts(question: str) -> list[Parameter]:
    """What can be said in a word or a figure; the answer of another rule is asked by a question of both."""
    named = (one for one in _parameters(question).values() if one.kind is Parameter.KEYWORD_ONLY)
    return [one for one in named if "Decision" not in str(one.annotation)]


@cache
def _parameters(question: str) -> Mapping[str, Parameter]:
    return signature(ASK[question]).parameters
