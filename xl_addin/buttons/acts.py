"""The buttons that go on the ledger: take in, match, read answers back, decide, close, undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from xl_addin.buttons.card import Card, labelled
from xl_addin.buttons.month import Month, open_month
from xl_addin.buttons.stamp import mark_of
from xl_addin.buttons.work import Work
from xl_addin.desk.acts.scope import Scope
from xl_addin.desk.acts.settling import settle_by_policy
from xl_addin.desk.answers import review as reviewing
from xl_addin.desk.answers import undo
from xl_addin.desk.answers.changed import changed_by
from xl_addin.desk.answers.report import kept_lines, reviewed_counts
from xl_addin.desk.answers.undo_told import lines_of_act
from xl_addin.desk.close import close_month as closing
from xl_addin.desk.close.card import files_lines
from xl_addin.desk.close.close_month import Closed
from xl_addin.desk.close.outputs import write_changes
from xl_addin.desk.close.print_month import print_month
from xl_addin.desk.close.report import (
    closed_card,
    decided_lines,
    settled_counts,
    settled_lines,
    taken_counts,
    taken_in_lines,
)
from xl_addin.desk.intake import take_in
from xl_addin.desk.lists.book import DECISION_LISTS
from xl_addin.desk.lists.today import SHEET as TODAY
from xl_addin.desk.lists.today import told_lines
from xl_addin.desk.month.changes_told import changed_lines
from xl_addin.domain.dates import period_of
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import told_line
from xl_addin.workbook.books.port import BookLists

REPLIES_TOLD = 10  # of what is wrong in replies; all of it is counted


def take_in_files(work: Work) -> Card:
    """Reads the month's extracts into the ledger and writes the lists; a file known already adds nothing."""
    folder = work.folder
    with open_month(work, sources=folder, create=True) as month:
        taken = take_in.take_in(month.ledger, folder, work.as_on, month.actor, work.progress, work.settings.terms())
        told = [*taken_in_lines(taken), *map(told_line, taken.replies.findings[:REPLIES_TOLD])]
        return month.card(
            f"Taken in: {taken.rows_read} rows, {taken.rows_refused} refused", told, counts=taken_counts(taken)
        )


def today(work: Work) -> Card:
    """Writes the lists as the ledger stands and tells what waits; posts nothing, and leaves the person on Today."""
    with open_month(work) as month:
        waits = month.now().lists[TODAY.tables[0].name].rows
        card = month.card(f"Today: {len(waits)} lines wait", told_lines(waits))
        shown = month.lists[TODAY.tables[0].name]
        work.book.go_to(shown.sheet, shown.header_row + 1, shown.first_column)
        return card


def print_lists(work: Work) -> Card:
    """Writes the print set of the month as it stands now beside the closing."""
    with open_month(work) as month:
        path = work.out / f"print-{period_of(work.as_on)}.pdf"
        pages = print_month(month.now().closing.view, path)
        return month.card(f"Print set: {pages} pages", [f"Written: {path}"])


def match(work: Work) -> Card:
    """Posts what the evidence decides alone, proposes the rest and writes the lists."""
    with open_month(work) as month:
        settled = settle_by_policy(month.ledger, work.as_on, month.law, month.actor, work.progress)
        return month.card(
            f"Matched: {settled.posted} lines posted", settled_lines(settled), counts=settled_counts(settled)
        )


def review(work: Work) -> Card:
    """Reads the blue cells into the ledger: accepted lines are posted, facts and remarks kept."""
    with open_month(work, keep=False) as month:
        reviewed = read_back(work, month, month.inputs)
        month.typed = reviewed.typed
        headline = f"Reviewed: {len(reviewed.findings)} cells need a look"
        told = [*kept_lines(reviewed), *changes_told(work, month, reviewed)]
        return month.card(headline, told, reviewed.findings, counts=reviewed_counts(reviewed))


def changes_told(work: Work, month: Month, reviewed: reviewing.Reviewed) -> Iterator[str]:
    """The decisions that what was read has changed; the whole list stands beside the closing, or beside this book."""
    if reviewed.changed:
        changes = changed_by(reviewed, month.now())
        where = write_changes(changes.rows, work.out if work.out.is_dir() else work.shell.home)
        yield from changed_lines(changes, where)


def read_back(work: Work, month: Month, inputs: BookLists, scope: Scope = Scope.ALL) -> reviewing.Reviewed:
    """Reads blue cells of the open book; DeskError where its sheets are not of now."""
    fault = not_of_now(work, month)
    if fault:
        raise DeskError(
            fault,
            f"Book {work.book.name}.",
            f"Press {work.labels['decide']}: the sheets are written anew and new answers stay in their cells. Look at "
            "them, then press this button again.",
        )
    return reviewing.review(
        month.ledger,
        work.book.name,
        inputs,
        work.as_on,
        month.law,
        month.actor,
        head=month.head,
        scope=scope,
        progress=work.progress,
    )


def not_of_now(work: Work, month: Month) -> str:
    """What the sheets were written by that is no longer so; "" where they are of now."""
    shown = work.shown
    if shown.head and month.head != month.ledger_head():
        return "The sheets are older than what was done in the ledger since."
    if shown.as_on and shown.as_on != work.as_on:
        return f"The sheets were written as on {shown.as_on:%d-%b-%Y}, Start says {work.as_on:%d-%b-%Y}."
    if shown.law and shown.law != mark_of(month.law):
        return "The sheets were written by another state of the law or of the bank's policy."
    return ""


def decide(work: Work) -> Card:
    """Asks the rules of the day about every open item and writes the decision sheets; posts nothing."""
    with open_month(work) as month:
        cases = month.now().cases
        return month.card(f"Decided: {len(cases)} answers", decided_lines(cases), only=DECISION_LISTS)


def undo_last(work: Work) -> Card:
    """Takes back the last act of this month, step by step to its beginning; it stays in the chain, marked."""
    with open_month(work) as month:
        act, known = undo.to_undo(month.ledger, period_of(work.as_on))
        told = lines_of_act(month.ledger, act)
        if not work.shell.agrees(_asked("Take back", act, told, "Redo undoes that.")):
            return Card("Not taken back", labelled("It still counts", [act.told, *told]))
        undo.undo(month.ledger, month.actor, period_of(work.as_on), known)
        return month.card(
            "Taken back", [act.told, *told, "What was done before it still counts; Redo takes this back."]
        )


def _asked(what: str, act: undo.Done, told: Sequence[str], way_back: str) -> str:
    """What is asked before an act is taken back, or counts again: what it did, by whom and when."""
    when = datetime.fromisoformat(act.at)
    return "\n".join((f"{what} act {act.told}?", "", *told, f"Done by {act.who} on {when:%d-%b-%Y %H:%M}.", way_back))


def redo_last(work: Work) -> Card:
    """Makes the act that was taken back last count again, while nothing else was done since; asks first."""
    with open_month(work) as month:
        act, _, known = undo.to_redo(month.ledger)
        told = lines_of_act(month.ledger, act)
        if not work.shell.agrees(_asked("Let count again", act, told, f"{work.labels['undo']} undoes that.")):
            return Card("Not done again", labelled("It stays taken back", [act.told, *told]))
        undo.redo(month.ledger, month.actor, known)
        return month.card("Counts again", [act.told, *told])


def close_month(work: Work) -> Card:
    """Takes in what is new, matches, decides, and writes the closing workbook and its lists."""
    folder = work.folder
    with open_month(work, sources=folder) as month:
        order = closing.CloseOrder(folder, work.out, work.as_on, month.actor, work.bank, work.settings.terms())
        closed = closing.close_month(month.ledger, order, month.law, work.progress)
        return month.card(f"Closed: {closed.blocking} findings block the sign-off", close_lines(closed))


def close_lines(closed: Closed) -> Iterator[str]:
    """The close as its card tells it, with its files; what moved and what waits is told of every act."""
    card = closed_card(closed)
    yield from card.done
    yield from files_lines(card.files)
    yield f"Closing run: {closed.run_id}"
