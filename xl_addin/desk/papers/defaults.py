"""The half-yearly statement to RBI of merchanting deals in default, at the last close of a half-year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xl_addin.desk.lists.merchanting import defaults, reported_on
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.deals import Pair, deals_of
from xl_addin.desk.papers.drafts import Desk, Draft, Drafts
from xl_addin.desk.papers.kinds import MERCHANTING
from xl_addin.documents.facts import Facts, Grid, facts_of
from xl_addin.documents.plain import day
from xl_addin.engine.citation import citation
from xl_addin.engine.rule import unique
from xl_addin.engine.sentence import shown
from xl_addin.ledger.papers import Issued
from xl_addin.rulebook.facts import DEAL

LAW = ("merchanting.default_period_months", "merchanting.default_days")


def statement_of_defaults(desk: Desk, told: Told, known: Sequence[Issued]) -> Drafts:
    """The statement of the half-year, once; again where its deals say something else by now."""
    rows = defaults(told)
    statement = reported_on(desk.law, desk.as_on)
    if not rows or statement is None:
        return Drafts(())
    closed_on, due = statement
    pairs = {pair.number: pair for pair in deals_of(told.month)}
    heads = ("Deal", "Trader", "Paid", "Paid on", "Received", "Received on", "Passed", "Last day", "Days over")
    deals = tuple(
        (*_pair(pairs[row.default.number]), row.default.limb, day(row.default.last_day), str(row.default.days_over))
        for row in rows
    )
    basis = unique(desk.law.rules.find(name, closed_on) for name in LAW)
    fields = {"closed_on": day(closed_on), "due": day(due)}
    grid = Grid(heads, deals, (8,))
    facts = Facts({**desk.fields(), **fields}, {"defaults": grid}, (f"{citation(basis)}.",), desk.mark)
    before = [one.number for one in known if facts_of(one.facts).grids == facts.grids]
    made = () if before else (Draft(MERCHANTING, DEAL, closed_on.isoformat(), 0, facts),)
    return Drafts(made, before=tuple(before[-1:]))


def _pair(pair: Pair) -> tuple[str, ...]:
    received: Decimal | None = pair.said.get("export_amount")
    return (
        *(pair.number, pair.iec, _worth(pair.currency, pair.paid), day(pair.paid_on)),
        *(_worth(str(pair.said.get("export_currency", "")), received), day(pair.received_on)),
    )


def _worth(currency: str, amount: Decimal | None) -> str:
    return "–" if amount is None else f"{currency} {shown(amount)}".strip()
