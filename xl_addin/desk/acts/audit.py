"""Audit samples as acts: drawn for an inspector or auditor, and signed by him when every item has its result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from xl_addin.desk.lists.audit_population import approved, key_of, population, seed_of
from xl_addin.desk.lists.audit_sample import DrawShown, Sampled, draw_shown
from xl_addin.desk.lists.told import Told, paise
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.day import refuse_earlier_day
from xl_addin.desk.month.now import Now, month_now
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.engine.writeoff.sample import (
    MONETARY_UNIT,
    PERCENTAGE,
    RANDOM,
    Drawn,
    Size,
    audit_sample,
    population_hash,
)
from xl_addin.ledger import Ledger, tables
from xl_addin.ledger.acts import AUDIT_DRAW, AUDIT_SIGN
from xl_addin.ledger.audits import ALLOWED, POSTED, Draw
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.facts import YES, fact

METHODS = (RANDOM, PERCENTAGE, MONETARY_UNIT)
NOTHING_DONE = "Audit sample. Nothing was done."


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked: the method with its size (items, per cent, or INR), the auditor, the seed, which closures."""

    method: str
    size: Decimal
    auditor: str
    seed: str = ""
    of_period: str = ""  # "" for the month of the act
    posted_only: bool = False

    @property
    def draws(self) -> Size:
        """The size as the draw takes it."""
        if self.method == RANDOM:
            return Size(Decimal(0), int(self.size))
        return Size(self.size) if self.method == PERCENTAGE else Size(Decimal(0), 0, self.size)


@dataclass(frozen=True, slots=True)
class DrawnNow:
    """A sample that was drawn, or would be: its number ("" where nothing was kept), seed, population and items."""

    number: str
    order: Order
    seed: str
    population: Mapping[str, Case]
    population_hash: str
    drawn: tuple[Drawn, ...]

    def told(self) -> Iterator[str]:
        """In words: what makes the draw again, and what was drawn."""
        known = [case.amount_inr for case in self.population.values()]
        inr = sum((value for value in known if value is not None), Decimal(0))
        word = f"Drawn as {self.number}" if self.number else "Would be drawn"
        yield (
            f"{word} for the {self.order.auditor.lower()}: {len(self.drawn):,} of {len(self.population):,} closures, "
            f"{self.order.method} {self.order.size:f}, seed {self.seed!r}."
        )
        lacks = known.count(None)
        yield (
            f"Population: INR {inr:,.2f}"
            + (f" beside {lacks:,} without a rate" if lacks else "")
            + (f", hash {self.population_hash}.")
        )
        for one in self.drawn:
            case = self.population[one.key]
            worth = f"INR {paise(case.amount_inr):,.2f}" if case.amount_inr is not None else "INR not known"
            yield f"  {one.key}, {case.importer}: {worth}"
        if self.number:
            yield "Next: close the month again; results go into the blue cells of the sheet Audit sample."


def draw(
    ledger: Ledger,
    as_on: date,
    law: Law,
    actor: Actor,
    order: Order,
    *,
    only_list: bool = False,
    progress: Progress = silent,
) -> DrawnNow:
    """Draws a sample and keeps it with all that it was drawn from; with `only_list` nothing is kept.

    Raises DeskError where there is nothing to draw from, or the same draw was made before.
    """
    with ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
    now = month_now(ledger, as_on, law, progress, short=True)
    told = now.closing.told
    closed, posted = _population(told, order)
    seed = order.seed.strip() or seed_of(told, f" {order.auditor}")
    worth = {key: case.amount_inr for key, case in closed.items()}
    found = audit_sample(worth, order.draws, seed)
    hashed = population_hash(worth)
    if not found:
        raise DeskError(
            f"The draw gives nothing: {len(closed)} closures to draw from.",
            NOTHING_DONE,
            "Give a larger size, or draw in a month in which something was written off, closed or allowed.",
        )
    _refuse_again(told, order, seed, hashed)
    made = DrawnNow("", order, seed, closed, hashed, found)
    return made if only_list else _kept(ledger, as_on, actor, now, made, posted)


def _population(told: Told, order: Order) -> tuple[dict[str, Case], set[str]]:
    """What is drawn from, and which of it is posted; of an earlier month only what was posted in it."""
    period = order.of_period or told.month.period
    posted = {key_of(case): case for case in approved(told, period)}
    every = population(told) if period == told.month.period and not order.posted_only else posted
    return every, set(posted)


def _refuse_again(told: Told, order: Order, seed: str, hashed: str) -> None:
    size = f"{order.size:f}"
    for one in told.draws:
        if (one.method, one.size, one.seed, one.population_hash) == (order.method, size, seed, hashed):
            raise DeskError(
                f"This draw was made before: {one.number} by {one.person}.",
                NOTHING_DONE,
                "Use that sample; or give another seed, size or method for another one.",
            )


def _kept(ledger: Ledger, as_on: date, actor: Actor, now: Now, made: DrawnNow, posted: set[str]) -> DrawnNow:
    order, drawn = made.order, {one.key for one in made.drawn}
    with ledger.step(AUDIT_DRAW, as_on, actor, after=now.head) as step:
        how = {"auditor": order.auditor, "method": order.method, "size": f"{order.size:f}", "seed": made.seed}
        of = {"population_hash": made.population_hash, "of_period": order.of_period or now.settled.month.period}
        step.add(tables.audit_draws, [{**how, **of}])
        step.add(
            tables.audit_items,
            (_row(case, key in posted, key in drawn) for key, case in made.population.items()),
        )
        step.detail = {"drawn": len(drawn), "population": len(made.population)}
    return DrawnNow(f"A{step.seq}", order, made.seed, made.population, made.population_hash, made.drawn)


def _row(case: Case, posted: bool, drawn: bool) -> dict[str, Any]:
    return {
        "subject": case.subject,
        "item_kind": case.item.kind,
        "item_key": case.item.key,
        "currency": case.currency,
        "amount_minor": case.amount_minor,
        "inr": "" if case.amount_inr is None else f"{case.amount_inr:f}",
        "standing": POSTED if posted else ALLOWED,
        "why": case.decision.grounds,
        "drawn": YES if drawn else "",
    }


def sign_draw(
    ledger: Ledger, as_on: date, law: Law, actor: Actor, number: str, progress: Progress = silent
) -> DrawShown:
    """Signs the results of a sample. DeskError while an item has none, or where the person made what is checked."""
    with ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
    now = month_now(ledger, as_on, law, progress, short=True)
    told = now.closing.told
    shown = draw_shown(told, _named(told.draws, number))
    _refuse_unfinished(shown)
    _refuse_own(told, shown, actor)
    with ledger.step(AUDIT_SIGN, as_on, actor, after=now.head) as step:
        step.add(tables.audit_signs, [{"draw_seq": shown.draw.seq, "content": shown.content}])
        step.detail = {"sample": shown.draw.number}
    return shown


def _named(known: Any, number: str) -> Draw:
    for one in known:
        if one.number == number.strip().upper():
            return one  # type: ignore[no-any-return]
    numbers = ", ".join(one.number for one in known) or "none was drawn"
    raise DeskError(f"There is no sample {number!r}.", NOTHING_DONE, f"Samples: {numbers}.")


def _refuse_unfinished(shown: DrawShown) -> None:
    open_now = [one for one in shown.rows if _lacks(one)]
    if open_now:
        first = open_now[0]
        raise DeskError(
            f"{len(open_now)} of {len(shown.rows)} items are not done: {first.subject} {first.item.key} lacks "
            f"{', '.join(_lacks(first))}.",
            NOTHING_DONE,
            "Fill the blue cells of the sheet Audit sample and read the book back, then sign.",
        )
    signed = shown.draw.signed
    if signed and signed.content == shown.content:
        what = f"{shown.draw.number} is signed by {signed.person} already."
        raise DeskError(what, NOTHING_DONE, "Nothing is to be done.")


def _lacks(one: Sampled) -> list[str]:
    return [fact(name).header for name in ("audit_result", "audited_by", "audited_on") if not one.said.get(name)]


def _refuse_own(told: Told, shown: DrawShown, actor: Actor) -> None:
    """Who proposed or approved a closure does not sign that it was checked."""
    there = {one.item.key for one in shown.rows}
    for one in told.proposals:
        people = {one.maker.casefold(), one.verdict.person.casefold() if one.verdict else ""}
        if one.item_key in there and actor.user.casefold() in people:
            raise DeskError(
                f"{actor.user} proposed or approved what was checked: {one.number}, {one.item_key}.",
                NOTHING_DONE,
                "Let the inspector or auditor sign who checked it.",
            )
