"""What proposing and approving did, as lines for the terminal and the card."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from xl_addin.desk.acts.approve import Approved
from xl_addin.desk.acts.decline import Declined
from xl_addin.desk.acts.from_book import Acted
from xl_addin.desk.acts.match import Matched, line_told
from xl_addin.desk.acts.proposable import Candidate, amounts_of
from xl_addin.desk.acts.propose import Proposed
from xl_addin.domain.money import grouped
from xl_addin.ledger.acts import meaning_of
from xl_addin.ledger.proposed import Proposal

SHOWN = 12


def proposed_lines(told: Proposed, only_list: bool) -> Iterator[str]:
    """What was put forward, with totals, and what was not."""
    if not told.made:
        yield "Nothing to propose: no decision of the month is meant that may be acted on."
    else:
        word = "May be proposed" if only_list else f"Proposed as P{told.seq}"
        yield f"{word}: {len(told.made):,} items{_summed(told.made)}."
        yield from some([f"  {_of(one)}" for one in told.made])
        if not only_list:
            yield "Nothing is closed before another person approves it."
    yield from some([f"  not proposed: {one.case.item.key}: {why}" for one, why in told.barred])


def matched_lines(told: Matched) -> Iterator[str]:
    """What would be settled by hand, or taken back, with all that bars it and what to look at."""
    one = told.one
    word = "Not proposed" if one.bars else f"Proposed as {told.number}" if told.number else "May be proposed"
    yield f"{word}: {_of(one)}{f' ({inr_told(one.inr)})' if one.lines or one.ties else ''}."
    yield from (f"  {line_told(line)}" for line in one.ties)
    yield from (f"  look: {look}" for look in told.look)
    yield from (f"  barred: {bar}" for bar in one.bars)
    if told.number:
        yield "Nothing moves before another person approves it."


def approved_lines(told: Approved, only_list: bool) -> Iterator[str]:
    """What was approved and closed, with totals, and what was not and why."""
    if told.posted:
        word = "May be approved" if only_list else "Approved and posted"
        candidates = [one for _, one in told.posted]
        yield f"{word}: {len(told.posted):,} proposals{_summed(candidates)}."
        yield from some([f"  {proposal.number} {_of(one)}" for proposal, one in told.posted])
    for month in told.months:
        word = "May be opened" if only_list else "Open"
        yield f"{word} again: {month.item_key}, which had been signed ({month.number})."
        yield "Nothing else was approved with it: close the month again, then answer the other proposals."
    if not (told.posted or told.months or told.barred):
        yield "No proposal that is meant waits for approval."
    yield from some([f"  not approved: {proposal.number} {proposal.item_key}: {why}" for proposal, why in told.barred])


def declined_lines(told: Declined) -> Iterator[str]:
    """What was given back, with totals, and what was not and why."""
    for word in dict.fromkeys(said.word for _, said in told.done):
        these = [one for one, said in told.done if said.word == word]
        yield f"{word.capitalize()}: {len(these):,} proposals, {_totals_of(these)}."
        yield from some([f"  {one.number} {one.item_key}" for one in these])
    if not told.done and not told.barred:
        yield "No proposal that is meant waits."
    yield from some([f"  not given back: {one.number} {one.item_key}: {why}" for one, why in told.barred])


def acted_lines(told: Acted) -> Iterator[str]:
    """What a book's cells made two people do, with totals; what was not done is told with its cells."""
    if told.approved.posted or told.approved.months:
        yield from approved_lines(Approved(told.approved.posted, (), told.approved.months), only_list=False)
    if told.declined.done:
        yield from declined_lines(Declined(told.declined.done))
    for one in told.tied:
        yield from matched_lines(one)
    if told.proposed.made:
        yield from proposed_lines(Proposed(told.proposed.made, (), told.proposed.seq), only_list=False)


def waiting_lines(known: Sequence[Proposal], everything: bool) -> Iterator[str]:
    """Proposals that wait, or all of them, one line each."""
    meant = [one for one in known if everything or one.waits]
    if not meant:
        yield "No proposal waits for approval." if not everything else "Nothing was proposed in this ledger yet."
    for one in meant:
        amount = f"{one.currency} {grouped(one.amount_minor, one.currency)}" if one.currency else "several currencies"
        inr = f", INR {Decimal(one.inr):,.2f}" if one.inr else ""
        verdict = one.verdict
        said = f"{verdict.word} by {verdict.person}: {verdict.reason}".rstrip(": ") if verdict else "waits"
        words = meaning_of(one.act)
        yield f"{one.number}  {words}: {one.item_key}, {amount}{inr}; {one.status}; by {one.maker}; {said}"


def _of(one: Candidate) -> str:
    return ", ".join(filter(None, (f"{one.closure.meaning}: {one.item[1]}", one.case.importer, amounts_of(one.lines))))


def _summed(made: Sequence[Candidate]) -> str:
    """The totals after a comma; nothing where no act of the list is of an amount."""
    return f", {_totals(made)}" if any(one.lines or one.ties for one in made) else ""


def _totals(made: Iterable[Candidate]) -> str:
    sums: dict[str, int] = defaultdict(int)
    inr: Decimal | None = Decimal(0)
    for one in made:
        for line in one.lines:
            sums[line.currency] += line.minor
        inr = None if inr is None or one.inr is None else inr + one.inr
    told = ", ".join(f"{currency} {grouped(minor, currency)}" for currency, minor in sorted(sums.items()))
    return f"{told} ({inr_told(inr)})"


def inr_told(inr: Decimal | None) -> str:
    """INR in words, also where it is not known."""
    return f"INR {inr:,.2f}" if inr is not None else "INR not known: a rate is missing"


def _totals_of(declined: Iterable[Proposal]) -> str:
    """By currency, as proposed; an entry of several currencies has no amount of its own."""
    sums: dict[str, int] = defaultdict(int)
    for one in declined:
        sums[one.currency] += one.amount_minor
    told = (
        f"{currency} {grouped(minor, currency)}" if currency else "entries of several currencies"
        for currency, minor in sorted(sums.items())
    )
    return ", ".join(told)


def some(lines: list[str]) -> Iterator[str]:
    """The first of many lines, and how many more there are."""
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"  … and {len(lines) - SHOWN:,} more"
