"""Settle: match what is open, post what the evidence decides alone, propose the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from xl_addin.desk.month.acknowledged import line_waits
from xl_addin.desk.month.by_policy import Answered, ByPolicy
from xl_addin.desk.month.day import refuse_earlier_day, refuse_far_day
from xl_addin.desk.month.month import Month, read_month
from xl_addin.desk.month.settle_frames import invoice_frame, locked_frame, orm_frame
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.law import Law
from xl_addin.engine.settlement import ENGINE_VERSION, match
from xl_addin.ledger import Ledger, acts, chain, lines, tables
from xl_addin.ledger.rows import LINE_COLUMNS, posting_row
from xl_addin.ledger.store import Actor
from xl_addin.rulebook.policy import Policy, in_batches

AUTO, SUGGEST, LOCKED = "AUTO", "SUGGEST", "LOCKED"
NO_POLICY = Policy()


class Flag(NamedTuple):
    """What matching noticed of an ORM, an invoice or a pair of them; "" where a side is not concerned."""

    orm_key: str
    invoice_key: str
    flag: str
    detail: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What matching did: lines posted now, suggestions that wait for a person, things noticed, the month after it.

    `waiting` are lines that are decided and wait for IDPMS: for the acknowledgement of their manual bill of entry, or
    for the ORM message of their remittance.
    """

    posted: int
    suggestions: list[SettlementLine]
    flags: list[Flag]
    month: Month
    head: str = ""  # the ledger's last act that the month holds
    waiting: Sequence[SettlementLine] = ()
    batch: Sequence[SettlementLine] = ()  # decided by the evidence, for approval by another person as one

    @property
    def unposted(self) -> list[SettlementLine]:
        """What would still be settled: the lines that wait, for a person, for IDPMS or for approval."""
        return [*self.suggestions, *self.waiting, *self.batch]


def settle(
    ledger: Ledger,
    as_on: date,
    actor: Actor,
    progress: Progress = silent,
    *,
    batch: bool = False,
    policy: Policy = NO_POLICY,
) -> Settled:
    """Matches the month's open items and posts AUTO lines in one transaction.

    AUTO lines rest on a reference or on an amount that fits in one way only; the bank's standing instruction to post
    them is that it runs this command. Suggestions are never posted here but those that a row of the policy names. On a
    manual bill of entry that IDPMS has not acknowledged nothing is posted: the line is noted and posted once it has. A
    second run posts nothing. With `batch` AUTO lines are not posted either: they are for approval by another person.
    """
    with ledger.snapshot(), ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
        month, known, lying = _read(ledger, as_on, policy)
    refuse_far_day(month.dated(), as_on)
    found = _found(month, lying, policy, progress)
    held_up = [line for line in found.firm if line_waits(month, line)]
    ready = [line for line in (*found.decided, *found.firm) if not line_waits(month, line)]
    free = [] if batch else ready
    if free or held_up:
        progress(f"Posting {len(free)} settlement lines")
        with ledger.step(acts.SETTLE, as_on, actor, after=known) as step:
            step.add(tables.postings, (posting_row(line, acts.POSTED) for line in free))
            step.add(tables.postings, (posting_row(line, acts.WAITS) for line in held_up))
            step.detail = {"engine": ENGINE_VERSION, "lines": len(free)}
        _settle_in(month, free)
        known = step.hash
    still = [line for line in found.decided if line_waits(month, line)]
    for_approval = ready if batch else ()
    return Settled(len(free), found.proposed, found.flags, month, known, (*still, *held_up), for_approval)


def propose(
    ledger: Ledger,
    as_on: date,
    law: Law,
    progress: Progress = silent,
    *,
    short: bool = False,
    named: Collection[str] = (),
) -> Settled:
    """The month with its suggestions as `settle` would leave them, nothing posted: what the sheets show again."""
    month, known, lying = _read(ledger, as_on, law.policy, short=short, named=named)
    found = _found(month, lying, law.policy, progress)
    if not in_batches(law.policy):
        return Settled(0, found.proposed, found.flags, month, known, found.decided)
    decided = [*found.decided, *found.firm]
    waiting = [line for line in decided if line_waits(month, line)]
    ready = [line for line in decided if not line_waits(month, line)]
    return Settled(0, found.proposed, found.flags, month, known, waiting, ready)


class _Lying(NamedTuple):
    """What the ledger holds between remittances and invoices: posted, waiting for IDPMS, refused pairs, held."""

    posted: list[SettlementLine]
    decided: list[SettlementLine]
    refused: set[tuple[str, str]]
    held: list[SettlementLine]
    answered: Answered  # how people answered proposals, where the policy asks


def _read(
    ledger: Ledger, as_on: date, policy: Policy, *, short: bool = False, named: Collection[str] = ()
) -> tuple[Month, str, _Lying]:
    """The month, the act it was read at and what lies between its items, all as of one moment."""
    with ledger.snapshot(), ledger.read() as connection:
        month = read_month(ledger, as_on, short=short, named=named)
        lying = _Lying(
            [*month.posted],
            lines.waiting_lines(connection, month.period),
            lines.rejected(connection, month.period),
            lines.held_lines(connection, month.period),
            lines.answered_by_pass(connection, month.period) if policy.settle_promoted else {},
        )
        return month, chain.head(connection), lying


class _Found(NamedTuple):
    """New lines that the evidence decides alone, lines decided before that are not posted, proposals, flags."""

    firm: list[SettlementLine]
    decided: list[SettlementLine]
    proposed: list[SettlementLine]
    flags: list[Flag]


def _found(month: Month, lying: _Lying, policy: Policy, progress: Progress) -> _Found:
    """New lines and flags of the engine without what a person has refused, and what was decided or kept before.

    What the policy has posted of the proposals may decide others: it is matched again until nothing is added.
    """
    told = "Matching remittances with bills of entry"
    progress(told)
    taken: Counter[str] = Counter()
    decided, held = (_still_open(lines, month, taken) for lines in (lying.decided, lying.held))
    orms, invoices, by_policy = orm_frame(month), invoice_frame(month), ByPolicy(policy, month, lying.answered)
    firm: list[SettlementLine] = []
    while True:
        result = match(
            orms,
            invoices,
            locked_frame([*lying.posted, *decided, *held, *firm]),
            before=lambda name: progress(f"{told}: {name}"),
            parties=month.resting.parties,
            rates=month.day_rates,
        )
        fresh = _without(_lines_of(result.links, month), lying.refused)
        firm += [line for line in fresh if line.tier == AUTO]
        posted = by_policy.posted(fresh)
        if not posted:
            break
        firm += posted
    flags = result.flags[list(Flag._fields)].itertuples(index=False, name=None)
    kept = [line._replace(tier=LOCKED, engine_version=ENGINE_VERSION) for line in held]
    proposed = [line for line in fresh if line.tier == SUGGEST]
    return _Found(firm, decided, [*proposed, *kept], [Flag(*flag) for flag in flags])


def _still_open(held: list[SettlementLine], month: Month, taken: Counter[str]) -> list[SettlementLine]:
    """Held lines whose amounts are still open on both sides beside what is `taken`, earliest first; others lapsed."""
    kept = []
    for line in held:
        wanted = {line.orm_key: line.amount_minor, line.invoice_key: line.amount_invoice_minor}
        items = month.orms.get(line.orm_key), month.invoices.get(line.invoice_key)
        if all(one and one.is_live and taken[one.key] + wanted[one.key] <= one.outstanding_minor for one in items):
            taken.update(wanted)
            kept.append(line)
    return kept


def _without(found: list[SettlementLine], refused: set[tuple[str, str]]) -> list[SettlementLine]:
    """The lines without any group that joins a pair which a person has refused."""
    bad = {line.group_id for line in found if (line.orm_key, line.invoice_key) in refused}
    return [line for line in found if line.group_id not in bad]


def _settle_in(month: Month, posted: list[SettlementLine]) -> None:
    """Brings the month in hand up to what was just posted: the ledger need not be read again."""
    month.posted.extend(posted)
    for line in posted:
        month.orms[line.orm_key].settled_minor += line.amount_minor
        month.invoices[line.invoice_key].settled_minor += line.amount_invoice_minor


_LINK = tuple(name for name in LINE_COLUMNS if name not in ("currency", "invoice_currency", "engine_version"))


def _lines_of(links: pd.DataFrame, month: Month) -> list[SettlementLine]:
    """Links of the engine as settlement lines; those that were locked before are known already."""
    fresh = links.loc[links["tier"] != LOCKED, list(_LINK)].itertuples(index=False, name=None)
    return [_line_of(month, *link) for link in fresh]


def _line_of(
    month: Month, orm_key: str, invoice_key: str, minor: int, invoice_minor: int, *said: str
) -> SettlementLine:
    orm, invoice = month.orms[orm_key], month.invoices[invoice_key]
    amounts = (orm.currency, int(minor), invoice.currency, int(invoice_minor))
    return SettlementLine._make((orm_key, invoice_key, *amounts, *said, ENGINE_VERSION))
