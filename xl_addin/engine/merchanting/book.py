"""A trader's merchanting deals side by side: pairs of legs, and the half-yearly statement of those in default."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xl_addin.domain.dates import add_days, add_months, month_end
from xl_addin.domain.errors import ValueRefused
from xl_addin.engine.law import Law, question
from xl_addin.engine.merchanting.periods import OVER, limits_of
from xl_addin.engine.rule import BANK_POLICY, CHECK, Decision, Fail, conclude, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Rulebook

STATEMENT, PAIRS = "statement of merchanting deals in default", "merchanting pairs"
ONE_TO_ONE = "MTT_ONE_TO_ONE"
NO_MORE = "the law of that day has no such statement; one that fell due before and was missed stays missed"


class Deal(NamedTuple):
    """One merchanting deal: its number, the references of both legs (empty if there is none yet), their dates."""

    number: str
    import_reference: str
    export_reference: str
    first_leg: date
    second_leg: date | None = None


class Default(NamedTuple):
    """A deal whose second leg was not there in time, with the limb that it breaks and its last day."""

    number: str
    limb: str
    last_day: date
    days_over: int


def pair_check(rules: Rulebook, deals: Iterable[Deal], *, action_date: date | None) -> Decision:
    """Whether each leg stands in one deal only; a leg used twice is told with the deals that use it."""
    if action_date is None:
        return conclude(PAIRS, [missing("action_date")], ())
    book = tuple(deals)
    rule = rules.find("merchanting.conditions", action_date)
    imports = _twice("import leg", [(deal.import_reference, deal.number) for deal in book])
    twice = [*imports, *_twice("export leg", [(deal.export_reference, deal.number) for deal in book])]
    if rule is not None and ONE_TO_ONE in rule.value:
        outside = rules.in_force("merchanting.outside", action_date)
        return conclude(PAIRS, [Fail(outside.value, ONE_TO_ONE, note, rule) for note in twice], (rule,))
    method = rules.in_force("merchanting.method", action_date)
    return conclude(PAIRS, [Fail(CHECK, ONE_TO_ONE, note, method) for note in twice], (method,))


@dataclass(frozen=True, kw_only=True)
class MerchantingDefaultDue:
    """The day on which the next statement is looked for."""

    as_of: date


@question(STATEMENT, MerchantingDefaultDue)
def merchanting_default_due(law: Law, asked: MerchantingDefaultDue) -> Decision:
    """By when the next statement of deals in default is due, in `value`: days after the close of its half-year.

    None in `value` where the next half-year closes after the rule has ended.
    """
    rules, as_of = law.rules, asked.as_of
    facts: tuple[Fact, ...] = (("as of", as_of),)
    days = rules.find("merchanting.default_days", as_of)
    if days is None:
        return _no_statement(rules, as_of, facts)
    months = rules.in_force("merchanting.default_period_months", as_of)
    close = last_close(as_of, months.value)
    if add_days(close, days.value) < as_of:
        close = month_end(add_months(close, months.value))
    basis = (days, months)
    if rules.find("merchanting.default_days", close) is None:
        note = f"the next half-year closes on {close}, after the rule has ended on {days.effective_to}"
        return conclude(STATEMENT, (), basis, facts, notes=(note,))
    return conclude(STATEMENT, (), basis, (*facts, ("half-year closes", close)), value=add_days(close, days.value))


def _no_statement(rules: Rulebook, as_of: date, facts: tuple[Fact, ...]) -> Decision:
    first = rules.history("merchanting.default_days")[0]
    if as_of < first.effective_from:
        note = f"the rule before {first.effective_from} was not read"
        return conclude(STATEMENT, [Fail(CHECK, "", note, first)], (first,), facts)
    method = rules.in_force("merchanting.method", as_of)
    return Decision(STATEMENT, BANK_POLICY, (method,), (), None, None, facts, (NO_MORE,))


def deals_in_default(rules: Rulebook, deals: Iterable[Deal], *, closed_on: date) -> tuple[Default, ...]:
    """The deals without second leg whose last day had passed at the close of a half-year, the longest over first.

    A half-year that the law does not know raises NotInForce, a day that closes none ValueRefused.
    """
    rules.in_force("merchanting.default_days", closed_on)
    months: int = rules.in_force("merchanting.default_period_months", closed_on).value
    if last_close(closed_on, months) != closed_on:
        raise ValueRefused(closed_on, "the last day of a half-year", "Give the day on which the half-year closed.")
    found = [one for deal in deals for one in _defaults(rules, deal, closed_on)]
    return tuple(sorted(found, key=lambda one: (-one.days_over, one.number, one.limb)))


def _defaults(rules: Rulebook, deal: Deal, closed_on: date) -> list[Default]:
    """Each limb that the deal breaks on the day of the close, by the law of that day."""
    if deal.first_leg > closed_on or (deal.second_leg is not None and deal.second_leg <= closed_on):
        return []
    last_days = {limb: limits_of(rules, deal.first_leg, closed_on, limb)[-1].last_day for limb in OVER}
    return [
        Default(deal.number, limb, last_day, (closed_on - last_day).days)
        for limb, last_day in last_days.items()
        if last_day and last_day < closed_on
    ]


def last_close(on: date, months: int) -> date:
    """The last close of a period on or before `on`; periods of `months` are counted from January."""
    over = on.month % months
    if not over and on == month_end(on):
        return on
    return month_end(add_months(on, -(over or months)))


def _twice(leg: str, used: list[tuple[str, str]]) -> list[str]:
    """A sentence for each reference that stands in more than one deal; an empty one is no leg yet."""
    times = Counter(reference for reference, _ in used if reference)
    return [
        f"{leg} {reference} is used in deals {', '.join(number for one, number in used if one == reference)}"
        for reference, count in times.items()
        if count > 1
    ]
