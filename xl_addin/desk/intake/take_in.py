"""Take in: a folder of extracts becomes ledger records and findings, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from xl_addin.desk.intake.expected import missing_findings, refuse_idle_waivers
from xl_addin.desk.intake.file_names import DOWNLOADS, SourceKind
from xl_addin.desk.intake.gather import Intake, full_identifiers, repeat_findings
from xl_addin.desk.intake.identity_check import identity_findings, master_pan_findings
from xl_addin.desk.intake.judge_rates import judge_rates
from xl_addin.desk.intake.known import ALL_TIME, KnownLedger, known_ledger
from xl_addin.desk.intake.near import near_findings
from xl_addin.desk.intake.raw import RawSource
from xl_addin.desk.intake.read_sources import NO_WORD, collect
from xl_addin.desk.intake.reconcile import boe_reconciler, orm_reconciler
from xl_addin.desk.intake.row_keys import rows_told
from xl_addin.desk.intake.shape_sources import understand
from xl_addin.desk.intake.sources import SourceFile, find_sources
from xl_addin.desk.intake.terms import Terms
from xl_addin.desk.month.day import refuse_earlier_day, refuse_far_day
from xl_addin.desk.month.reported import BY_FILE
from xl_addin.desk.produce.replies import NO_REPLIES, TakenReplies, take_replies
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.dates import period_of
from xl_addin.domain.findings import Finding, Severity
from xl_addin.domain.records import Answer
from xl_addin.domain.waiver import Waiver
from xl_addin.ledger import Ledger, acts, rows, state, tables, taken
from xl_addin.ledger.answers import Answers, latest_answers
from xl_addin.ledger.store import Actor, Step
from xl_addin.rulebook.facts import ORM, fact

# Sources that name an importer beside a remittance or a bill of entry.
PAPERS = (SourceKind.ORM_LIST, SourceKind.ORM_MESSAGE, *DOWNLOADS, SourceKind.MANUAL_BOE)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a take-in did: files read and files already known, rows read = kept + refused, findings."""

    files: int
    files_known: tuple[str, ...]
    rows_read: int
    rows_kept: int
    rows_refused: int
    findings: tuple[Finding, ...] = field(repr=False, default=())
    replies: TakenReplies = NO_REPLIES

    @property
    def blocks(self) -> bool:
        """True where something that was found keeps the month from sign-off."""
        return any(found.severity is Severity.BLOCK for found in self.findings)


NOTHING_TAKEN = TakenIn(0, (), 0, 0, 0)  # a book made anew from the ledger


def take_in(
    ledger: Ledger, folder: Path, as_on: date, actor: Actor, progress: Progress = silent, terms: Terms = NO_WORD
) -> TakenIn:
    """Takes in every extract of `folder` that the ledger does not hold yet, and before them replies of IDPMS.

    One transaction each: an error or a cancel leaves the ledger as it was. Raises DeskError when the folder, a file or
    the period cannot be used.
    """
    period = period_of(as_on)
    with ledger.read() as connection:
        refuse_earlier_day(connection, as_on)
    replies = take_replies(ledger, folder, as_on, actor)
    with ledger.read() as connection:
        connection_period = state.last_period(connection)
        progress("Reading what the ledger holds")
        known = known_ledger(connection)
        sources, of_folder = find_sources(folder, known.files)
        expected = tuple(sorted(terms.not_expected))
        word = _Word(folder.name, _kinds(sources), expected, terms.hidden_rows, terms.waived)
        is_news = word.is_news(connection, period, of_folder)
        wanted = taken.blocked_keys(connection, period)
    fresh = list({s.content_hash: s for s in reversed(sources) if s.content_hash not in known.files}.values())[::-1]
    repeated = tuple(source.name for source in sources if source not in fresh)
    if fresh:
        progress(f"Reading {len(fresh)} files")
    raw = collect(fresh, as_on, terms)
    may_begin = connection_period in ("", period)
    intake = _understand(raw, known, as_on, may_begin, progress)
    judge_rates(intake, terms.rate_jump_pct)
    refuse_far_day(chain(known.dated(), (on for on, _ in intake.rates)), as_on)  # what came in is known by now
    findings = [
        *of_folder,
        *(f for source in raw for f in source.journal.all_findings()),
        *repeat_findings(intake),
        *_identities(raw, known, intake),
        *near_findings(intake, folder.name),
    ]
    with ledger.read() as connection:
        refuse_idle_waivers(connection, terms.waived, findings, period)
    if fresh or is_news:
        progress("Writing to the ledger")
        with ledger.step(acts.TAKE_IN, as_on, actor, after=known.head) as step:
            _post(step, raw, intake, known, findings, actor)
            step.detail = {
                "files": len(fresh),
                "first_period": not connection_period,
                **word.detail(),
                **rows_told(raw, intake, wanted),
            }
    with ledger.read() as connection:
        findings += missing_findings(connection, period)
        done = taken.take_ins(connection, period)
    findings = [waived[1] if (waived := taken.waived(one, period, done)) else one for one in findings]
    read, refused = (sum(getattr(s.journal, name) for s in raw) for name in ("read", "refused"))
    told = (*findings, *replies.findings)
    return TakenIn(len(fresh), repeated, read, read - refused, refused, told, replies)


class _Word(NamedTuple):
    """What a take-in notes of its folder beside rows: the kinds that lie there and what the desk said of them."""

    folder: str
    kinds: tuple[str, ...]
    not_expected: tuple[str, ...]
    hidden_rows: str
    waived: tuple[Waiver, ...]

    def detail(self) -> dict[str, object]:
        """The words as the act keeps them; what was not said is left out."""
        return {name: value for name, value in self._asdict().items() if value}

    def is_news(self, connection: Connection, period: str, of_folder: list[Finding]) -> bool:
        """True where the folder or the desk says another thing than at the last take-in of this folder."""
        done = [one for one in taken.take_ins(connection, period) if one.folder == self.folder]
        said = (done[-1].not_expected, done[-1].hidden_rows, done[-1].waived) if done else ((), "", ())
        stands = taken.of_folder(connection, period, self.folder)
        return said != (self.not_expected, self.hidden_rows, self.waived) or stands != of_folder


def _kinds(sources: list[SourceFile]) -> tuple[str, ...]:
    return tuple(sorted({source.kind.value for source in sources}))


def _understand(raw: list[RawSource], known: KnownLedger, as_on: date, may_begin: bool, progress: Progress) -> Intake:
    intake = Intake(
        as_on,
        full_identifiers(raw, known.iecs, known.ad_codes),
        orm_reconciler(known.orms, may_begin),
        boe_reconciler(known.boes, may_begin),
        known_rates=known.rates,
    )
    for source in raw:
        progress(f"Understanding {source.file.name}")
        understand(intake, source)
    return intake


def _identities(raw: list[RawSource], known: KnownLedger, intake: Intake) -> Iterator[Finding]:
    """Where the papers name an importer otherwise than the master does, with the lines taken in now."""
    yield from identity_findings(
        [source for source in raw if source.file.kind in PAPERS], {**known.importers, **intake.importers}
    )
    told_in = [source.file.name for source in raw if source.file.kind is SourceKind.IMPORTERS]
    yield from master_pan_findings(intake.importers.values(), ", ".join(told_in))


def _post(
    step: Step, raw: list[RawSource], intake: Intake, known: KnownLedger, findings: list[Finding], actor: Actor
) -> None:
    step.add(tables.files, [_file_row(source.file, source, actor) for source in raw])
    step.add(tables.findings, (rows.plain_row(finding) for finding in findings))
    step.add(tables.orm_events, (rows.orm_row(orm, event) for event, orm in intake.orms.events))
    step.add(
        tables.invoice_events,
        (row for event, boe in intake.boes.events for row in rows.invoice_rows(boe, event)),
    )
    step.add(tables.importers, (rows.plain_row(importer) for importer in intake.importers.values()))
    if intake.facts or intake.acknowledged:
        before = latest_answers(step.connection, ALL_TIME, known.orm_keys)
        step.add(tables.answers, (answer._asdict() for answer in _answers(intake, before, known.orm_keys)))
    step.add(tables.rates, (rows.plain_row(rate) for rate in intake.rates.values()))


def _answers(intake: Intake, before: Answers, orm_keys: Mapping[str, str]) -> Iterator[Answer]:
    """A row of the facts file is the whole word on its item: a blank cell takes back what was said before.

    What IDPMS itself says of a bill of entry goes before it.
    """
    for kind, key in {**intake.facts, **intake.acknowledged}:
        said = before.get((kind, orm_keys.get(key, key) if kind == ORM else key), {})
        replied = intake.acknowledged.get((kind, key), {})
        if replied.get(BY_FILE) is True is said.get(BY_FILE):
            replied = {}  # known: downloads overlap
        for name, value in {**intake.facts.get((kind, key), {}), **replied}.items():
            if value is not None or name in said:
                yield Answer(kind, key, name, fact(name).text(value))


def _file_row(file: SourceFile, source: RawSource, actor: Actor) -> dict[str, object]:
    journal = source.journal
    if not 0 <= journal.refused <= journal.read:
        raise AssertionError(f"{file.name}: {journal.refused} rows refused of {journal.read} read")
    return {
        "file": file.name,
        "kind": file.kind.value,
        "sha256": file.content_hash,
        "rows_read": journal.read,
        "rows_kept": journal.kept,
        "rows_refused": journal.refused,
        "taken_in_at": actor.at.isoformat(timespec="seconds"),
    }
