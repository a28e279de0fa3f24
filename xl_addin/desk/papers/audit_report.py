"""The report on an audit sample: what was drawn from what, by which seed, what was found, who signed it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xl_addin.desk.lists.audit_sample import AUDITED, DrawShown, Sampled, draw_shown
from xl_addin.desk.lists.told import Told, paise
from xl_addin.desk.month.case import as_date
from xl_addin.desk.papers.drafts import Desk, Draft, Drafts
from xl_addin.desk.papers.kinds import AUDIT
from xl_addin.documents.facts import Facts, Grid, facts_of
from xl_addin.documents.plain import day, rupees
from xl_addin.domain.money import to_minor
from xl_addin.engine.citation import citation
from xl_addin.engine.rule import unique
from xl_addin.ledger.papers import Issued

LAW = ("writeoff.preconditions",)  # a sample audit is in place


def audit_reports(desk: Desk, told: Told, known: Sequence[Issued]) -> Drafts:
    """A report on each sample, once; again where results or signature say something else by now."""
    made, before = [], []
    for draw in told.draws:
        draft = _report(desk, draw_shown(told, draw))
        same = [one.number for one in known if one.item_key == draw.number and _says(one) == _content(draft.facts)]
        before += same[-1:]
        made += [] if same else [draft]
    return Drafts(tuple(made), before=tuple(before))


def _content(facts: Facts) -> tuple[object, ...]:
    return facts.fields["results"], facts.fields["signed"], facts.grids["items"]


def _says(one: Issued) -> tuple[object, ...]:
    return _content(facts_of(one.facts))


def _report(desk: Desk, shown: DrawShown) -> Draft:
    draw = shown.draw
    known = [one.inr for one in draw.population if one.inr is not None]
    results = f"{len(shown.answered):,} of {len(shown.rows):,} items have a result, {shown.objections:,} objections"
    worth = rupees(to_minor(paise(sum(known, Decimal(0))) or Decimal(0), "INR"))
    lacks = len(draw.population) - len(known)
    fields = {
        "sample": draw.number,
        "auditor": draw.auditor,
        "drawn": f"{draw.person} on {draw.at[:10]}",
        "method": f"{draw.method} {draw.size}",
        "seed": draw.seed,
        "population": f"{len(draw.population):,} closures of {draw.of_period}, {worth}"
        + (f" and {lacks:,} without a rate" if lacks else ""),
        "population_hash": draw.population_hash,
        "results": results,
        "signed": _signed(shown),
    }
    heads = ("Item", "Amount INR", "Stands", "Why", "Result", "By", "On")
    grid = Grid(heads, tuple(map(_row, shown.rows)), (1,))
    basis = citation(unique(desk.law.rules.find(name, desk.as_on) for name in LAW))
    cited = (f"Act {draw.seq} of {draw.at[:10]}, by {draw.person}.", *((f"{basis}.",) if basis else ()))
    return Draft(
        AUDIT, AUDITED, draw.number, draw.seq, Facts({**desk.fields(), **fields}, {"items": grid}, cited, desk.mark)
    )


def _signed(shown: DrawShown) -> str:
    signed = shown.draw.signed
    return f"{shown.word}: {signed.person} on {signed.at[:10]}, hash {signed.content}" if signed else shown.word


def _row(one: Sampled) -> tuple[str, ...]:
    worth = paise(one.amount_inr)
    found = as_date(one.said.get("audited_on"))
    return (
        *(f"{one.subject} {one.item.key}", rupees(to_minor(worth, "INR")) if worth is not None else "no rate"),
        *(one.stands, one.why, str(one.said.get("audit_result") or "–"), str(one.said.get("audited_by") or "–")),
        day(found),
    )
