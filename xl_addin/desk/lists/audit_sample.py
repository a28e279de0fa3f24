"""Audit sample: closures that were approved and write-offs that are allowed, drawn for auditors; what they found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from hashlib import sha256
from typing import Any

from xl_addin.desk.close.checks import OBJECTION
from xl_addin.desk.lists.audit_population import (
    approvals,
    approved,
    came_after,
    finder,
    key_of,
    population,
    seed_of,
    size_of,
)
from xl_addin.desk.lists.parts import (
    A_PARTY,
    AN_AMOUNT,
    AN_INVOICE,
    AN_ORM,
    IN_INR,
    INVOICE_KEY,
    ORM_KEY,
    own,
)
from xl_addin.desk.lists.sign_off import BROKEN, NOT_SIGNED, SIGNED
from xl_addin.desk.lists.told import Told, paise
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.item import Party
from xl_addin.desk.month.month import Month
from xl_addin.engine.plain_words import in_words
from xl_addin.engine.rule import OK, Decision
from xl_addin.engine.writeoff.sample import audit_sample, population_hash
from xl_addin.ledger.audits import ALLOWED, POSTED, Draw
from xl_addin.ledger.payload import canonical
from xl_addin.workbook.lists import Column, List, Sheet, inr, long, moment, status, text, whole

AUDITED = "AUDIT"  # what results of a sample that was drawn are said of: its number with what was drawn
METHODS = "MONETARY_UNIT by the sum in INR, PERCENTAGE by number, RANDOM beside these."
SEED = "Decides the draw: the AD code and the month, unless the bank's policy file names another."
HASH = "Another write-off, or another value of one, makes another hash and so another draw."


@dataclass(frozen=True, slots=True)
class Sampled(Case):
    """A write-off that was drawn, with what makes the draw again; `number` is that of the sample, "" of a suggestion.

    `stands` is POSTED where an approval has closed it, ALLOWED where it is decided OK and open; `why` is what was told
    of it when it was drawn.
    """

    method: str = ""
    seed: str = ""
    population: int = 0
    population_inr: Decimal | None = None
    population_hash: str = ""
    number: str = ""
    stands: str = ""
    why: str = ""
    papers: str = ""


def sampled(told: Told) -> Sequence[Sampled]:
    """The samples that were drawn and are shown; where none of the month was, what the policy's size would draw."""
    kept = [one for draw in shown_draws(told) for one in of_draw(told.month, draw)]
    if any(draw.of_period == told.month.period for draw in told.draws):
        return kept
    return [*kept, *suggested(told)]


def shown_draws(told: Told) -> Sequence[Draw]:
    """The samples that were drawn in the month, and earlier ones that nobody has signed."""
    return [one for one in told.draws if one.period == told.month.period or one.signed is None]


def of_draw(month: Month, draw: Draw) -> Iterator[Sampled]:
    """What one sample has drawn, with what was found since."""
    known = [one.inr for one in draw.population if one.inr is not None]
    worth, item_of = paise(sum(known, Decimal(0))), finder(month)
    for one in draw.items:
        about = (AUDITED, f"{draw.number} {one.key}")
        yield Sampled(
            one.subject,
            item_of(one.item_kind, one.item_key) or Party(one.item_key),
            Decision(one.subject, OK),
            about,
            month.said(*about),
            currency=one.currency,
            amount_minor=one.amount_minor,
            amount_inr=one.inr,
            method=draw.method,
            seed=draw.seed,
            population=len(draw.population),
            population_inr=worth,
            population_hash=draw.population_hash,
            number=draw.number,
            stands=one.standing,
            why=one.why,
            papers=str(month.said(one.subject, one.item_key).get("papers", "")),
        )


def suggested(told: Told) -> Sequence[Sampled]:
    """What a draw of the policy's size would draw from the month, in the order drawn."""
    closed = population(told)
    worth = {key: case.amount_inr for key, case in closed.items()}
    seed = seed_of(told)
    drawn = audit_sample(worth, size_of(told.law.policy), seed)
    known = [value for value in worth.values() if value is not None]
    of: dict[str, Any] = {
        "seed": seed,
        "population": len(worth),
        "population_inr": paise(sum(known, Decimal(0))),
        "population_hash": population_hash(worth),
    }
    posted = {key_of(case) for case in approved(told)}
    return [
        Sampled(
            **_values(closed[one.key]),
            method=one.method,
            stands=POSTED if one.key in posted else ALLOWED,
            why=closed[one.key].decision.grounds,
            papers=str(closed[one.key].said.get("papers", "")),
            **of,
        )
        for one in drawn
    ]


@dataclass(frozen=True, slots=True)
class DrawShown:
    """A sample with the results of its items."""

    draw: Draw
    rows: tuple[Sampled, ...]
    since: int  # closures of its month that were approved after it was drawn

    @property
    def answered(self) -> tuple[Sampled, ...]:
        """The items with a result."""
        return tuple(one for one in self.rows if one.said.get("audit_result"))

    @property
    def objections(self) -> int:
        """How many of them are objected to."""
        return sum(one.said.get("audit_result") == OBJECTION for one in self.rows)

    @property
    def content(self) -> str:
        """Hash of the items with all that was said of them."""
        return sha256(canonical([[one.about[1], *_said(one)] for one in self.rows])).hexdigest()

    @property
    def word(self) -> str:
        """How its signature stands: BROKEN where the results say something else by now."""
        signed = self.draw.signed
        return NOT_SIGNED if signed is None else SIGNED if signed.content == self.content else BROKEN


def _said(one: Sampled) -> list[str]:
    return [f"{name}={one.said[name]}" for name in sorted(one.said)]


def draws_shown(told: Told) -> Sequence[DrawShown]:
    """The samples that are shown, with their results."""
    return [draw_shown(told, draw) for draw in shown_draws(told)]


def draw_shown(told: Told, draw: Draw) -> DrawShown:
    """One sample with its results."""
    later = [one for one in approvals(told, draw.of_period) if came_after(draw, one)]
    return DrawShown(draw, tuple(of_draw(told.month, draw)), len(later))


def _values(case: Case) -> dict[str, Any]:
    return {field.name: getattr(case, field.name) for field in fields(Case)}


LIST: List[Any] = List(
    "tblAuditSample",
    rows=sampled,
    key=("Sample", "Subject", *ORM_KEY, *INVOICE_KEY),
    first=("Subject", "ORM number", "BoE number", "Serial", "Currency", "Amount", "Stands", "Why", "Amount INR"),
    seldom=("Seed", "Population items", "Population INR", "Population hash"),
    empty="nothing in this period: no write-off is allowed from which one could be drawn",
    columns=(
        Column("Sample", text, lambda d: d.number, 8, "The act that drew it; blank: a suggestion, not drawn yet."),
        Column("Subject", text, lambda d: d.subject, 12),
        *AN_ORM,
        *AN_INVOICE,
        *A_PARTY,
        *AN_AMOUNT,
        IN_INR,
        Column("Stands", text, lambda d: d.stands, 10, "POSTED by an approval, or ALLOWED and open, when drawn."),
        Column("Why", long, lambda d: in_words(f"{d.why}."), 40),
        Column("Papers noted", long, lambda d: d.papers, 16),
        Column("Method", text, lambda d: d.method, 16, METHODS),
        own("auditor", help="Internal inspector, internal auditor or external auditor."),
        own("audited_by"),
        own("audited_on"),
        own("audit_result"),
        own("audit_note", help="What was found, at most 250 characters."),
        Column("Seed", text, lambda d: d.seed, 15, SEED),
        Column("Population items", whole, lambda d: d.population, 11, "Closures of which the sample was drawn."),
        Column("Population INR", inr, lambda d: d.population_inr, help="Of those whose INR value is known."),
        Column("Population hash", text, lambda d: d.population_hash, 18, HASH),
    ),
)

DRAWS: List[DrawShown] = List(
    "tblAuditDraws",
    rows=draws_shown,
    empty="nothing in this period: no sample was drawn (command audit-sample)",
    columns=(
        Column("Sample", text, lambda d: d.draw.number, 8),
        Column("Auditor", text, lambda d: d.draw.auditor, 17),
        Column("Method", text, lambda d: d.draw.method, 16),
        Column("Size", text, lambda d: d.draw.size, 10, "Number of items, per cent, or one for so many INR."),
        Column("Seed", text, lambda d: d.draw.seed, 16, "With the method and the population it makes the draw again."),
        Column("Of month", text, lambda d: d.draw.of_period, 9),
        Column("Population", whole, lambda d: len(d.draw.population), 11),
        Column("Drawn", whole, lambda d: len(d.draw.items), 8),
        Column("With result", whole, lambda d: len(d.answered), 8),
        Column("Objections", whole, lambda d: d.objections, 10),
        Column("Posted since", whole, lambda d: d.since, 9, "Closures of that month that the population has not."),
        Column("Drawn by", text, lambda d: d.draw.person, 14),
        Column("Drawn at", moment, lambda d: d.draw.at, 18),
        Column("Signed by", text, lambda d: d.draw.signed.person if d.draw.signed else "", 14),
        Column("Signed at", moment, lambda d: d.draw.signed.at if d.draw.signed else "", 18),
        *status("Signature", lambda d: d.word, width=13),
        Column("Hash of it", text, lambda d: d.draw.population_hash, 18, HASH),
    ),
)

SHEET = Sheet(
    "Audit sample",
    "proof",
    "Closures that were approved and write-offs that are allowed, drawn for auditors; the same seed draws the same.",
    "Draw with the command audit-sample, write what was found into the blue cells, read the book back, then sign it.",
    (LIST, DRAWS),
    3,
)
