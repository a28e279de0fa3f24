"""Payment to a third party, and settlement in a currency without a direct rate: rules 5.12."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import BANK_POLICY, CHECK, REFUSE, Decision, Fail, conclude, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision
from xl_addin.rulebook.registers_countries import fatf_measure, is_country_code

THIRD, CURRENCY = "third-party payment", "settlement currency"
THIRD_PARTY, AD_NOT_SATISFIED, FATF_COUNTRY = "THIRD_PARTY", "AD_NOT_SATISFIED", "FATF_COUNTRY"
NOT_RECORDED = "SATISFACTION_NOT_RECORDED"
PAYER = "INFO: a payer other than the importer is reported with its IEC in changeIECode"


@dataclass(frozen=True, kw_only=True)
class ThirdParty:
    """A payment by or to another than the importer and its supplier."""

    action_date: date
    satisfied: bool | None
    conditions: Answers = field(default_factory=dict)


@question(THIRD, ThirdParty)
def third_party(law: Law, asked: ThirdParty) -> Decision:
    """Whether a third party may be paid (or pay) for an import; flagged THIRD_PARTY, the AD's satisfaction recorded.

    Where the Regulations ask for satisfaction only, a satisfaction not yet recorded warns and does not block.
    """
    found = law.by_method("third_party.method", asked, conditions=_by_conditions, record_satisfaction=_by_record)
    return found._replace(findings=(*found.findings, THIRD_PARTY))


def _by_conditions(law: Law, asked: ThirdParty, method: Provision) -> Decision:
    papers = law.rules.in_force("third_party.conditions", asked.action_date)
    amount = law.rules.in_force("third_party.amount", asked.action_date)
    fails = unmet(papers, asked.conditions, CHECK) + _satisfaction(asked.satisfied, method)
    notes = ("INFO: no limit of amount", PAYER)
    return conclude(THIRD, fails, (papers, amount, method), _facts(asked.satisfied), notes=notes)


def _by_record(law: Law, asked: ThirdParty, method: Provision) -> Decision:
    fails = _satisfaction(asked.satisfied, method) if asked.satisfied is False else []
    open_record = "WARN: record the AD's satisfaction of the bona fides: satisfied is not given"
    found = conclude(THIRD, fails, (method,), _facts(asked.satisfied), notes=(PAYER,))
    if asked.satisfied is not None:
        return found
    return found._replace(findings=(*found.findings, NOT_RECORDED), notes=(open_record, *found.notes))


def _facts(satisfied: bool | None) -> tuple[Fact, ...]:
    return (("AD satisfied", satisfied),)


def _satisfaction(satisfied: bool | None, rule: Provision) -> list[Fail]:
    if satisfied is None:
        return [missing("satisfied", rule)]
    return [] if satisfied else [Fail(REFUSE, AD_NOT_SATISFIED, "the AD is not satisfied of the bona fides", rule)]


def _country(law: Law, name: str, code: str) -> Fail | None:
    if is_country_code(_plain(code)):
        return None
    return Fail(CHECK, "", f"{name} {_plain(code)!r} is not a two-letter code such as AE")


@dataclass(frozen=True, kw_only=True)
class SettlementCurrency:
    """An invoice to be settled in a currency that has no direct rate; country by its two-letter code."""

    action_date: date
    counterparty_country: Annotated[str, _country]
    satisfied: bool | None
    conditions: Answers = field(default_factory=dict)

    @property
    def country(self) -> str:
        """The code of the country as the lists write it."""
        return _plain(self.counterparty_country)


@question(CURRENCY, SettlementCurrency)
def settlement_currency(law: Law, asked: SettlementCurrency) -> Decision:
    """Whether an invoice may be settled in a currency that has no direct rate; country by its two-letter code."""
    return law.by_method("settlement_currency.method", asked, conditions=_listed, procedure=_by_procedure)


def _listed(law: Law, asked: SettlementCurrency, method: Provision) -> Decision:
    papers = law.rules.in_force("settlement_currency.conditions", asked.action_date)
    barred = law.rules.in_force("settlement_currency.barred_measure", asked.action_date)
    measure, fails = fatf_measure(asked.country, asked.action_date), list[Fail]()
    if measure == barred.value:
        note = f"the FATF calls for counter-measures against {asked.country}"
        fails.append(Fail(REFUSE, FATF_COUNTRY, note, barred))
    fails += unmet(papers, asked.conditions, CHECK) + _satisfaction(asked.satisfied, method)
    return conclude(CURRENCY, fails, (papers, barred, method), _country_facts(asked), notes=_call(asked))


def _by_procedure(law: Law, asked: SettlementCurrency, method: Provision) -> Decision:
    """No text found: the bank's procedure decides; the former checklist is named as a suggestion."""
    former = law.rules.history("settlement_currency.conditions")[-1]
    note = f"no text on this: the bank's procedure decides; former checklist: {', '.join(former.value)}, AD satisfied"
    fails = [Fail(BANK_POLICY, "", note)]
    return conclude(CURRENCY, fails, (method,), _country_facts(asked), notes=_call(asked))


def _country_facts(asked: SettlementCurrency) -> tuple[Fact, ...]:
    return (("country", asked.country), *_facts(asked.satisfied))


def _call(asked: SettlementCurrency) -> tuple[str, ...]:
    measure = fatf_measure(asked.country, asked.action_date)
    return (f"WARN: FATF call against {asked.country}: {measure}",) if measure else ()


def _plain(code: str) -> str:
    return code.strip().upper()
