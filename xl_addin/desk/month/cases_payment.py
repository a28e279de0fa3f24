"""Checks at payment: security of an advance, direct documents, limits of a sector, interest, the channel of gold.

Each is asked where the desk has said the fact that calls for it; what else it needs and nobody has said is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from xl_addin.desk.month.case import Case, Known, answered, ask
from xl_addin.desk.month.deals import in_usd
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.third_parties import THIRD_PARTY, amounts, third_party_cases, whole_minor
from xl_addin.domain.money import from_minor
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.advance.conditions import Advance
from xl_addin.engine.advance.gold import GoldImportChannel
from xl_addin.engine.advance.remittance import SameAd
from xl_addin.engine.advance.services import ServiceGuarantee
from xl_addin.engine.law import QUESTION_OF, Law
from xl_addin.engine.parties.direct_documents import DirectDocuments
from xl_addin.engine.payment.interest import InterestRate, PrepaymentInterest
from xl_addin.engine.payment.trade_credit import TradeCreditLimit
from xl_addin.engine.rule import Decision
from xl_addin.engine.writeoff.failed_advance import FailedAdvance
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.rulebook.registers import condition_words

PREPAID = ("prepaid_on", "days_basis", "rate_source")
AnyOpen = OrmItem | InvoiceItem


class Check(NamedTuple):
    """A question of payment: what the desk must have said to be asked it, and what the ledger itself gives to it."""

    subject: str
    asked: type
    calls: Callable[[Known], bool]
    given: Callable[[Month, AnyOpen], dict[str, Any]]


def payment_subjects() -> tuple[str, ...]:
    """The subjects of these decisions."""
    return (THIRD_PARTY, *(one.subject for one in CHECKS))


def payment_cases(month: Month, law: Law, unposted: Iterable[SettlementLine]) -> Iterator[Case]:
    """Third parties, then what the desk's facts call for on open remittances and invoices."""
    yield from third_party_cases(month, law, unposted)
    for item in month.open_items:
        for one in CHECKS:
            if one.calls(item.answers):
                yield answered(month, one.subject, item, _asked(month, law, one, item), **amounts(month, item))


def _asked(month: Month, law: Law, one: Check, item: AnyOpen) -> Decision:
    wanted = QUESTION_OF[one.asked].blank
    given = {"action_date": month.as_on, "conditions": conditions_said(item.answers), **one.given(month, item)}
    return ask(law, one.asked, item.answers, **{name: value for name, value in given.items() if name in wanted})


def conditions_said(known: Known) -> dict[str, bool]:
    """What was said of the conditions that a law lists: each is a fact of its name."""
    return {word: known[name] for word in condition_words() if (name := word.lower()) in known}


def _said(*names: str) -> Callable[[Known], bool]:
    """Whether one of the facts is said, of a flag that it is so: a zero is said."""
    return lambda known: any(known.get(name) is not None and known[name] is not False for name in names)


def _interest(known: Known) -> bool:
    return _said("rate_pct", "ceiling_pct", "ceiling_source")(known) and not _said(*PREPAID)(known)


def _nothing(month: Month, item: AnyOpen) -> dict[str, Any]:
    return {}


def _usd(month: Month, item: AnyOpen) -> Decimal | None:
    return in_usd(month, from_minor(whole_minor(item), item.currency), item.currency)


def _advance(month: Month, item: AnyOpen) -> dict[str, Any]:
    """By the law of the day on which it was remitted."""
    return {"amount_usd": _usd(month, item), "action_date": item.record.dated}


def _prepaid(month: Month, item: AnyOpen) -> dict[str, Any]:
    due = item.answers.get("due_on") or item.answers.get("contract_due")
    return {"amount": from_minor(item.outstanding_minor, item.currency), "due_on": due}


CHECKS: tuple[Check, ...] = (
    Check("SECURITY", Advance, _said("import_type", "security", "waiver", "override", "conditions_met"), _advance),
    Check("FAILED_ADVANCE", FailedAdvance, _said("import_failed"), _nothing),
    Check("ONE_AD", SameAd, lambda known: "same_ad" in known, _nothing),
    Check(
        "GUARANTEE", ServiceGuarantee, _said("guarantee_usd"), lambda _, i: {"amount_usd": i.answers["guarantee_usd"]}
    ),
    Check("DIRECT_DOCS", DirectDocuments, _said("direct_documents"), lambda month, i: {"invoice_usd": _usd(month, i)}),
    Check(
        "TRADE_CREDIT",
        TradeCreditLimit,
        _said("deferred_payment"),
        lambda _, i: {"requested_to": i.answers.get("contract_due")},
    ),
    Check("INTEREST", InterestRate, _interest, _nothing),
    Check("PREPAYMENT", PrepaymentInterest, _said(*PREPAID), _prepaid),
    Check("GOLD", GoldImportChannel, _said("channel"), _nothing),
)
