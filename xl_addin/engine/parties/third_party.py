"""Payment to a third party, and settlement in a currency without a direct rate: rules 5.12."""

from __future__ import annotations

from datetime import date

from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.rule import BANK_POLICY, CHECK, REFUSE, Decision, Fail, conclude, lacking, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.registers_countries import fatf_measure, is_country_code

THIRD, CURRENCY = "third-party payment", "settlement currency"
THIRD_PARTY, AD_NOT_SATISFIED, FATF_COUNTRY = "THIRD_PARTY", "AD_NOT_SATISFIED", "FATF_COUNTRY"
PAYER = "INFO: a payer other than the importer is reported with its IEC in changeIECode"


def third_party(
    rules: Rulebook, *, action_date: date | None, satisfied: bool | None, conditions: Answers | None = None
) -> Decision:
    """Whether a third party may be paid (or pay) for an import; flagged THIRD_PARTY, the AD's satisfaction recorded.

    Where the Regulations ask for satisfaction only, a satisfaction not yet recorded warns and does not block.
    """
    if action_date is None:
        return conclude(THIRD, [missing("action_date")], ())
    method = rules.in_force("third_party.method", action_date)
    return THIRD_PARTY_METHODS[method.value](rules, action_date, satisfied, conditions or {}, method)


def _by_conditions(rules: Rulebook, on: date, satisfied: bool | None, answers: Answers, method: Provision) -> Decision:
    papers, amount = rules.in_force("third_party.conditions", on), rules.in_force("third_party.amount", on)
    fails = unmet(papers, answers, CHECK) + _satisfaction(satisfied, method)
    notes = ("INFO: no limit of amount", PAYER)
    return _flagged(conclude(THIRD, fails, (papers, amount, method), _facts(satisfied), notes=notes))


def _by_record(rules: Rulebook, on: date, satisfied: bool | None, answers: Answers, method: Provision) -> Decision:
    fails = _satisfaction(satisfied, method) if satisfied is False else []
    open_record = "WARN: record the AD's satisfaction of the bona fides: satisfied is not given"
    notes = ((open_record,) if satisfied is None else ()) + (PAYER,)
    return _flagged(conclude(THIRD, fails, (method,), _facts(satisfied), notes=notes))


def _flagged(answer: Decision) -> Decision:
    return answer._replace(findings=(*answer.findings, THIRD_PARTY))


def _facts(satisfied: bool | None) -> tuple[Fact, ...]:
    return (("AD satisfied", satisfied),)


def _satisfaction(satisfied: bool | None, rule: Provision) -> list[Fail]:
    if satisfied is None:
        return [missing("satisfied", rule)]
    return [] if satisfied else [Fail(REFUSE, AD_NOT_SATISFIED, "the AD is not satisfied of the bona fides", rule)]


def settlement_currency(
    rules: Rulebook,
    *,
    action_date: date | None,
    counterparty_country: str | None,
    satisfied: bool | None,
    conditions: Answers | None = None,
) -> Decision:
    """Whether an invoice may be settled in a currency that has no direct rate; country by its two-letter code."""
    country = (counterparty_country or "").strip().upper()
    fails = lacking(action_date=action_date, counterparty_country=country or None)
    if country and not is_country_code(country):
        fails.append(Fail(CHECK, "", f"counterparty_country {country!r} is not a two-letter code such as AE"))
    if action_date is None or fails:
        return conclude(CURRENCY, fails, ())
    method = rules.in_force("settlement_currency.method", action_date)
    return CURRENCY_METHODS[method.value](rules, action_date, country, satisfied, conditions or {}, method)


def _listed(
    rules: Rulebook, on: date, country: str, satisfied: bool | None, answers: Answers, method: Provision
) -> Decision:
    papers = rules.in_force("settlement_currency.conditions", on)
    barred = rules.in_force("settlement_currency.barred_measure", on)
    measure, fails = fatf_measure(country, on), list[Fail]()
    if measure == barred.value:
        fails.append(Fail(REFUSE, FATF_COUNTRY, f"the FATF calls for counter-measures against {country}", barred))
    fails += unmet(papers, answers, CHECK) + _satisfaction(satisfied, method)
    basis = (papers, barred, method)
    return conclude(CURRENCY, fails, basis, (("country", country), *_facts(satisfied)), notes=_call(country, on))


def _by_procedure(
    rules: Rulebook, on: date, country: str, satisfied: bool | None, answers: Answers, method: Provision
) -> Decision:
    """No text found: the bank's procedure decides; the former checklist is named as a suggestion."""
    former = rules.history("settlement_currency.conditions")[-1]
    note = f"no text on this: the bank's procedure decides; former checklist: {', '.join(former.value)}, AD satisfied"
    fails = [Fail(BANK_POLICY, "", note, method)]
    return conclude(CURRENCY, fails, (method,), (("country", country), *_facts(satisfied)), notes=_call(country, on))


def _call(country: str, on: date) -> tuple[str, ...]:
    measure = fatf_measure(country, on)
    return (f"WARN: FATF call against {country}: {measure}",) if measure else ()


THIRD_PARTY_METHODS = {"conditions": _by_conditions, "record_satisfaction": _by_record}
CURRENCY_METHODS = {"conditions": _listed, "procedure": _by_procedure}
