"""Setting an export off against an import: rules 5.11."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from xl_addin.domain.dates import add_months
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.money import exponent
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail, conclude, missing, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.engine.unbound import NO_END, flagged
from xl_addin.rulebook import Provision

SUBJECT, LAST_DAY = "set-off", "last day of set-off"
RUPEE = "INR"
NOT_LATER = "the date extended to does not lie after the date it extends"
PLANNED = "INFO: the set-off lies after the day of the act: planned"


def _currency(law: Law, name: str, code: str) -> Fail | None:
    try:
        exponent(code)
    except ValueRefused:
        return Fail(CHECK, "", f"{name} {code!r} is not a live ISO 4217 code")
    return None


@dataclass(frozen=True, kw_only=True)
class SetOff:
    """An export that shall be set off against an import on `setoff_date`.

    `extended_until` is the day to which the AD has extended realisation, `same_group` whether the counterparty is
    the same or of its group.
    """

    export_date: date
    setoff_date: date
    currency: Annotated[str, _currency]
    action_date: date
    same_group: bool | None = None
    extended_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class SetOffLastDay:
    """An export of which it is asked how long it may be set off."""

    export_date: date
    currency: Annotated[str, _currency]
    action_date: date


class Window(NamedTuple):
    """Last day of the window (that day is in time) and the provision that counts its months."""

    last_day: date
    rule: Provision


def _facts(law: Law, asked: SetOff) -> tuple[Fact, ...]:
    return (("export", asked.export_date), ("set-off", asked.setoff_date), ("currency", asked.currency))


def _last_day_facts(law: Law, asked: SetOffLastDay) -> tuple[Fact, ...]:
    return (("export", asked.export_date), ("currency", asked.currency))


@question(SUBJECT, SetOff, order=(("export_date", "action_date"),), told=_facts)
def set_off(law: Law, asked: SetOff) -> Decision:
    """Whether an export may be set off against an import on `setoff_date`; last day of the window in `value`."""
    window = _window(law, asked)
    if isinstance(window, Fail):
        return conclude(SUBJECT, [window], (), _facts(law, asked))
    until, not_later = _extended(asked, window)
    group = law.rules.in_force("setoff.counterparty", asked.action_date)
    basis: tuple[Provision, ...] = (window.rule, group)
    fails = [*_before_export(asked), *not_later, *_other_group(asked, group)]
    if asked.setoff_date > until:
        outside = law.rules.in_force("setoff.outside", asked.action_date)
        note = f"the set-off lies after the last day {until}"
        fails.append(Fail(outside.value, "SETOFF_WINDOW_EXCEEDED", note, window.rule))
        basis += (outside,)
    facts = (*_facts(law, asked), ("limit {} months", window.rule.value), ("extended until", asked.extended_until))
    planned = (PLANNED,) if asked.setoff_date > asked.action_date else ()
    open_end = (NO_END,) if asked.extended_until and not not_later else ()
    found = conclude(SUBJECT, fails, basis, facts, value=until, notes=(*planned, *open_end))
    return flagged(found) if open_end else found


@question(LAST_DAY, SetOffLastDay, order=(("export_date", "action_date"),), told=_last_day_facts)
def set_off_last_day(law: Law, asked: SetOffLastDay) -> Decision:
    """Last day on which an export may be set off, in `value`, without an extension by the AD."""
    window, facts = _window(law, asked), _last_day_facts(law, asked)
    if isinstance(window, Fail):
        return conclude(LAST_DAY, [window], (), facts)
    return conclude(LAST_DAY, [], (window.rule,), facts, value=window.last_day)


def _window(law: Law, asked: SetOff | SetOffLastDay) -> Window | Fail:
    """The window, or why there is none: act or export lie before the rule."""
    name = "setoff.months_inr" if asked.currency == RUPEE else "setoff.months"
    first, rule = law.rules.history(name)[0], law.rules.find(name, asked.action_date)
    if rule is None or asked.export_date < first.effective_from:
        note = f"export or act before {first.effective_from}: the window of the earlier export rules was not read"
        return Fail(CHECK, "", f"{note}; to be verified by the bank's compliance desk", first)
    return Window(add_months(asked.export_date, rule.value), rule)


def _before_export(asked: SetOff) -> list[Fail]:
    wrong = out_of_order(export_date=asked.export_date, setoff_date=asked.setoff_date)
    return [wrong] if wrong else []


def _extended(asked: SetOff, window: Window) -> tuple[date, list[Fail]]:
    """The last day as the AD has extended it; one that extends nothing is asked about."""
    if asked.extended_until is None:
        return window.last_day, []
    if asked.extended_until <= window.last_day:
        return window.last_day, [Fail(CHECK, "", f"{NOT_LATER} ({window.last_day})", window.rule)]
    return asked.extended_until, []


def _other_group(asked: SetOff, group: Provision) -> list[Fail]:
    if asked.same_group is None:
        return [missing("same_group", group)]
    note = "the counterparty is neither the same nor of its group"
    return [] if asked.same_group else [Fail(REFUSE, "COUNTERPARTY_DIFFERS", note, group)]
