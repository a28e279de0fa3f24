"""Puts the month together as the closing workbook and the files beside it tell it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xl_addin.desk.close.checks import law_findings, master_findings, master_history
from xl_addin.desk.close.content import content_of, sealed_lists
from xl_addin.desk.close.findings import month_findings
from xl_addin.desk.close.one_person import extended_by_one
from xl_addin.desk.intake.expected import missing_findings, open_from_before
from xl_addin.desk.lists import sign_off, today
from xl_addin.desk.lists.book import SHEETS, filled
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.history import history_of
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.movements import movements
from xl_addin.desk.month.runs import last_days, overdue_findings, runs_of
from xl_addin.desk.month.settle import Settled
from xl_addin.desk.papers.memos import memos_issued
from xl_addin.desk.produce.outgoing import outgoing_findings, read_outgoing
from xl_addin.domain.findings import Finding, finding
from xl_addin.domain.movements import Balance
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, audits, lines, proposed, signed, state, taken
from xl_addin.ledger.proposed import Proposal
from xl_addin.workbook.proof.tieouts import tie_outs
from xl_addin.workbook.proof.view import ClosingView, RunStamp


@dataclass(frozen=True, slots=True)
class Closing:
    """The month as it is told, and the book made of it."""

    told: Told
    view: ClosingView


def told_month(
    ledger: Ledger, month: Month, law: Law, settled: Settled, cases: list[Case]
) -> tuple[Told, list[Balance]]:
    """The month as it is told, from the ledger and this run's decisions and suggestions; and the last closing."""
    with ledger.snapshot(), ledger.read() as connection:
        files = state.files_of(connection, month.period)
        told_by_files = [
            *taken.findings_of(connection, month.period),
            *missing_findings(connection, month.period),
            *open_from_before(connection, month.period),
        ]
        posted = lines.settlement_lines(connection, month.period)
        restored = lines.restored_lines(connection, month.period)
        drawn = audits.draws(connection, month.period)
        previous = state.last_closing_before(connection, month.period)
        acts = state.acts_of(connection, month.period)
        importers = state.importer_lines(connection, month.period)
        proposals = proposed.proposals(connection, month.period)
        history = history_of(connection, month.period, proposals)
        signatures = signed.signatures(connection, month.period)
        sealed = signed.last_sealed(connection, signatures)
        runs = [*runs_of(month, law, last_days(state.file_days(connection, month.period)))]
        by_one = extended_by_one(connection, month, law)
        outgoing = read_outgoing(ledger, month)
        memos = memos_issued(connection, month.as_on)
    more = [*by_one, *law_findings(month, law, cases), *master_findings(importers, month.period)]
    more += [*_unanswered(proposals), *overdue_findings(runs), *outgoing_findings(outgoing)]
    findings = month_findings(month, told_by_files, settled.flags, previous, more)
    master = [*master_history(importers)]
    told = Told(month, law, settled, cases, posted, files, findings, acts, master, proposals, runs, signatures)
    told = replace(told, restored=restored, draws=drawn, sealed=sealed, history=history, memos=memos)
    return replace(told, outgoing=outgoing), previous


def _unanswered(known: list[Proposal]) -> list[Finding]:
    """One line for all proposals that wait: the month closes without what they would close."""
    waiting = [one for one in known if one.waits]
    if not waiting:
        return []
    people = ", ".join(sorted({one.maker for one in waiting}))
    return [finding("PROPOSALS_WAIT", "ledger", f"{len(waiting):,} proposals of {people}")]


def closing_of(told: Told, previous: list[Balance], stamp: RunStamp) -> Closing:
    """Everything the closing shows of a month as it is told."""
    lists, month = filled(told), told.month
    if told.signatures:
        told = replace(told, content=content_of(sealed_lists(lists)))
        lists[sign_off.LIST.name] = sign_off.LIST.filled(told)
    view = ClosingView(stamp, month.rates, SHEETS, lists, movements(month), previous, told.sealed)
    waits = today.lines(told, lists, tie_outs(view), SHEETS, told.before)
    return Closing(told, replace(view, lists={**lists, today.LIST.name: today.LIST.with_rows(waits)}))
