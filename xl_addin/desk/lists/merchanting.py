"""Merchanting deals beside the follow-up: pairs of remittances, and the half-yearly list of those in default."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.desk.lists.parts import judged, reasoned
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.deals import Pair, deals_of, decide_deal
from xl_addin.domain.dates import add_days
from xl_addin.engine.law import Law
from xl_addin.engine.merchanting.book import Default, deals_in_default, last_close
from xl_addin.engine.rule import Decision
from xl_addin.engine.sentence import shown
from xl_addin.workbook.lists import Column, List, day, text, whole


class PairRow(NamedTuple):
    """A deal with what was decided of it."""

    pair: Pair
    decision: Decision


class DefaultRow(NamedTuple):
    """A deal in default at the close of a half-year, and when that is to be reported."""

    iec: str
    default: Default
    closed_on: date
    due: date


def pairs(told: Told) -> Sequence[PairRow]:
    """Every deal of the desk's list."""
    known = deals_of(told.month)
    return [PairRow(pair, decide_deal(told.month, told.law, pair, known)) for pair in known]


def reported_on(law: Law, on: date) -> tuple[date, date] | None:
    """The last half-year that had closed on a day and the last day of its statement; None without such a statement."""
    months = (
        law.rules.find("merchanting.default_period_months", on)
        or law.rules.history("merchanting.default_period_months")[-1]
    )
    closed_on = last_close(on, months.value)
    days = law.rules.find("merchanting.default_days", closed_on)
    return (closed_on, add_days(closed_on, days.value)) if days else None


def defaults(told: Told) -> Sequence[DefaultRow]:
    """Deals in default at the last close of a half-year."""
    known = {pair.number: pair for pair in deals_of(told.month)}
    statement = reported_on(told.law, told.month.as_on) if known else None
    if statement is None:
        return []
    closed_on, due = statement
    deals = [deal for pair in known.values() if (deal := pair.as_deal)]
    found = deals_in_default(told.law.rules, deals, closed_on=closed_on)
    return [DefaultRow(known[one.number].iec, one, closed_on, due) for one in found]


def _exact(amount: Decimal | None) -> str:
    """An amount as the desk gave it, whatever decimals it has."""
    return "" if amount is None else shown(amount)


PAIRS: List[PairRow] = List(
    "tblMerchanting",
    rows=pairs,
    key=("Deal",),
    empty="nothing in this period: no merchanting deal is on the desk's list",
    columns=(
        Column("Deal", text, lambda r: r.pair.number, 17),
        Column("Trader", text, lambda r: r.pair.iec, 11.5),
        Column("Outward remittance", text, lambda r: r.pair.said.get("import_reference", ""), 17),
        Column("Paid on", day, lambda r: r.pair.paid_on),
        Column("Outward currency", text, lambda r: r.pair.currency, 8.5),
        Column("Paid", text, lambda r: _exact(r.pair.paid), 14),
        Column("Outward FETERS", text, lambda r: r.pair.outward_purpose or "", 9),
        Column("Inward remittance", text, lambda r: r.pair.said.get("export_reference", ""), 17),
        Column("Received on", day, lambda r: r.pair.received_on),
        Column("Inward currency", text, lambda r: r.pair.said.get("export_currency", ""), 8.5),
        Column("Received", text, lambda r: _exact(r.pair.said.get("export_amount")), 14),
        Column("Inward FETERS", text, lambda r: r.pair.said.get("export_purpose", ""), 9),
        *judged(lambda r: r.decision),
        *reasoned(lambda r: r.decision),
        Column("Last day", day, lambda r: r.decision.value, help="For the second remittance, by the law of the day."),
        Column("Last day before", day, lambda r: r.decision.old_value, help="By the law of the first remittance."),
    ),
)

DEFAULTS: List[DefaultRow] = List(
    "tblMerchantingDefaults",
    rows=defaults,
    key=("Deal", "Period passed"),
    empty="nothing in this period: no merchanting deal is in default at the close of a half-year, or none is reported",
    columns=(
        Column("Deal", text, lambda r: r.default.number, 17),
        Column("Trader", text, lambda r: r.iec, 11.5),
        Column("Period passed", text, lambda r: r.default.limb, 17),
        Column("Last day", day, lambda r: r.default.last_day),
        Column("Days over", whole, lambda r: r.default.days_over),
        Column("Half-year closed on", day, lambda r: r.closed_on),
        Column("Statement due", day, lambda r: r.due, help="Days after the close in which the statement is sent."),
    ),
)
