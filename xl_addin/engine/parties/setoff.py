"""Setting an export off against an import: rules 5.11."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xl_addin.domain.dates import add_months
from xl_addin.domain.errors import ValueRefused
from xl_addin.domain.money import exponent
from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail, conclude, lacking, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook

SUBJECT, LAST_DAY = "set-off", "last day of set-off"
RUPEE = "INR"
NOT_LATER = "the date extended to does not lie after the date it extends"
ASK_GROUP = "INFO: same_group is not given: the counterparty must be the same or of its group"
PLANNED = "INFO: the set-off lies after the day of the act: planned"


class Window(NamedTuple):
    """Last day of the window (that day is in time) and the provision that counts its months."""

    last_day: date
    rule: Provision


def set_off(
    rules: Rulebook,
    *,
    export_date: date | None,
    setoff_date: date | None,
    currency: str | None,
    action_date: date | None,
    extended_until: date | None = None,
    same_group: bool | None = None,
) -> Decision:
    """Whether an export may be set off against an import on `setoff_date`; last day of the window in `value`.

    `extended_until` is the day to which the AD has extended realisation, `same_group` whether the counterparty is
    the same or of its group (not asked where it is not given).
    """
    facts: tuple[Fact, ...] = (("export", export_date), ("set-off", setoff_date), ("currency", currency))
    window, fails = _window(rules, export_date, currency, action_date)
    fails += lacking(setoff_date=setoff_date)
    if window is None or export_date is None or setoff_date is None or action_date is None:
        return conclude(SUBJECT, fails, (), facts)
    group = rules.in_force("setoff.counterparty", action_date)
    fails += [wrong] if (wrong := out_of_order(export_date=export_date, setoff_date=setoff_date)) else []
    last_day = window.last_day
    if extended_until is not None and extended_until <= last_day:
        fails.append(Fail(CHECK, "", f"{NOT_LATER} ({last_day})", window.rule))
    elif extended_until is not None:
        last_day = extended_until
    if same_group is False:
        note = "the counterparty is neither the same nor of its group"
        fails.append(Fail(REFUSE, "COUNTERPARTY_DIFFERS", note, group))
    basis: tuple[Provision, ...] = (window.rule, group)
    if setoff_date > last_day:
        outside = rules.in_force("setoff.outside", action_date)
        note = f"the set-off lies after the last day {last_day}"
        fails.append(Fail(outside.value, "SETOFF_WINDOW_EXCEEDED", note, window.rule))
        basis += (outside,)
    facts += (("limit {} months", window.rule.value), ("extended until", extended_until))
    notes = ((ASK_GROUP,) if same_group is None else ()) + ((PLANNED,) if setoff_date > action_date else ())
    return conclude(SUBJECT, fails, basis, facts, value=last_day, notes=notes)


def set_off_last_day(
    rules: Rulebook, *, export_date: date | None, currency: str | None, action_date: date | None
) -> Decision:
    """Last day on which an export may be set off, in `value`, without an extension by the AD."""
    window, fails = _window(rules, export_date, currency, action_date)
    facts: tuple[Fact, ...] = (("export", export_date), ("currency", currency))
    if window is None:
        return conclude(LAST_DAY, fails, (), facts)
    return conclude(LAST_DAY, fails, (window.rule,), facts, value=window.last_day)


def _window(
    rules: Rulebook, export_date: date | None, currency: str | None, action_date: date | None
) -> tuple[Window | None, list[Fail]]:
    """The window, or why there is none: a fact is missing, or act or export lie before the rule."""
    fails = lacking(export_date=export_date, currency=currency or None, action_date=action_date)
    if fails or export_date is None or not currency or action_date is None:
        return None, fails
    name = "setoff.months_inr" if currency == RUPEE else "setoff.months"
    first = rules.history(name)[0]
    rule = rules.find(name, action_date)
    checked = [_known(currency), out_of_order(export_date=export_date, action_date=action_date)]
    fails = [fail for fail in checked if fail]
    if rule is None or export_date < first.effective_from:
        note = f"export or act before {first.effective_from}: the window of the earlier export rules was not read"
        return None, [*fails, Fail(CHECK, "", f"{note}; to be verified by the bank's compliance desk", first)]
    return (None, fails) if fails else (Window(add_months(export_date, rule.value), rule), [])


def _known(currency: str) -> Fail | None:
    try:
        exponent(currency)
    except ValueRefused:
        return Fail(CHECK, "", f"currency {currency!r} is not a live ISO 4217 code")
    return None
