"""Whether two pairs of eyes saw what needs them: approvals and signatures, also those written past the program."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xl_addin.desk.close.check import Check
from xl_addin.engine.writeoff.sample import MONETARY_UNIT, PERCENTAGE, RANDOM, Size, audit_sample, population_hash
from xl_addin.ledger import Ledger, audits, outbox_rows, proposed, signed
from xl_addin.ledger import four_eyes as closed_by_two
from xl_addin.ledger.acts import APPROVED, CLOSURES
from xl_addin.ledger.audits import Draw
from xl_addin.ledger.proposed import Proposal


def four_eyes(ledger: Ledger, label: str, period: str) -> Iterator[Check]:
    """Nothing is closed without the approval of another person; signatures stand in order, by different people."""
    with ledger.read() as connection:
        closed, given = closed_by_two.faults(connection, period), signed.faults(connection, period)
        sent = outbox_rows.faults(connection, period)
    yield Check(f"{label}: what was closed was approved by another person", not closed, "; ".join(closed[:5]))
    yield Check(f"{label}: what left for IDPMS was let go by another person", not sent, "; ".join(sent[:5]))
    yield Check(f"{label}: what was signed was signed in order by different people", not given, "; ".join(given))


def samples(ledger: Ledger, label: str, period: str) -> Iterator[Check]:
    """Every audit sample of a month is drawn again: the same population, the same items; it left no closure out."""
    with ledger.read() as connection:
        drawn = [one for one in audits.draws(connection, period) if one.period == period]
        known = proposed.proposals(connection, period) if drawn else []
    if drawn:
        bad = [fault for one in drawn for fault in _faults(one, known)]
        yield Check(f"{label}: the audit samples are drawn again as they stand", not bad, "; ".join(bad[:5]))


def _faults(draw: Draw, known: list[Proposal]) -> Iterator[str]:
    if population_hash(draw.worth) != draw.population_hash:
        yield f"{draw.number}: what it was drawn from is not what its hash says"
    elif {one.key for one in audit_sample(draw.worth, _size(draw), draw.seed)} != {one.key for one in draw.items}:
        yield f"{draw.number}: its seed draws other items"
    there, drawn = {one.key for one in draw.population}, {one.item_key for one in draw.items}
    for one in known:
        said = one.verdict
        if one.act not in CLOSURES or said is None or (said.word, said.period) != (APPROVED, draw.of_period):
            continue
        if said.seq < draw.seq and f"{CLOSURES[one.act].subject or one.act} {one.item_key}" not in there:
            yield f"{draw.number}: {one.number} was posted before it and is not in its population"
        person = draw.signed.person.casefold() if draw.signed and one.item_key in drawn else ""
        if person in (one.maker.casefold(), said.person.casefold()):
            yield f"{draw.number} is signed by {person}, who proposed or approved {one.number}"


def _size(draw: Draw) -> Size:
    size = Decimal(draw.size)
    by_method = {RANDOM: Size(Decimal(0), int(size)), PERCENTAGE: Size(size), MONETARY_UNIT: Size(Decimal(0), 0, size)}
    return by_method[draw.method]
