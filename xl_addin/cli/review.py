"""Commands around a person's answers: review, undo, history, explain."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xl_addin.cli.acts import Person
from xl_addin.cli.shared import (
    AsOn,
    DeskFile,
    LedgerPath,
    PolicyFile,
    actor,
    ledger_at,
    settings_of,
    show,
    status_line,
    typed_day,
)

if TYPE_CHECKING:
    from xl_addin.desk.answers.review import Reviewed
    from xl_addin.desk.month.now import Now
    from xl_addin.ledger.store import Actor

DONE, DONE_BLOCKED = 0, 1
Book = Annotated[Path, typer.Argument(help="Closing workbook whose blue cells were filled; saved and closed.")]


def review_command(
    book: Book,
    as_on: AsOn,
    preview: Annotated[
        bool, typer.Option("--preview", help="Only show which decisions would change; keep nothing.")
    ] = False,
    marked: Annotated[
        bool, typer.Option("--marked", help="Also write a copy: green what was taken, red with a note what was not.")
    ] = False,
    person: Person = "",
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Read the blue cells of a closing workbook back: accept or reject suggestions, keep facts and remarks.

    Rows with Propose Y on Write-offs and Small value are put forward, and rows of BoE invoices with Tie to ORM; what is
    answered on Approvals is approved, returned or refused by you, where the bank's policy gives you the power and
    another person proposed it.

    Tells which decisions changed by what was read, the whole list in changes-by-review.csv beside the workbook. Rows
    may be sorted or filtered; removed rows are counted, lost tables told: what is not read is never taken for blank.
    What was changed in other columns is reported, never taken. Close the month again afterwards: the new workbook shows
    the answers. The workbook given is not changed. Look first with --preview: what would be read, which decisions would
    change, how many and with how many INR open; nothing is kept. With --marked a copy lies beside the workbook: blue
    cells green where they were taken or the ledger said so before, red, with a note that says why, where not.

    Exit code: 0 done, 1 done but some cells could not be taken, 2 could not run.
    """
    from xl_addin.desk.acts.four_eyes import acting
    from xl_addin.desk.answers.marked import write_marked
    from xl_addin.desk.answers.preview import preview as previewed
    from xl_addin.desk.answers.report import previewed_lines
    from xl_addin.desk.answers.review import review
    from xl_addin.desk.close.whose import refuse_other_month
    from xl_addin.desk.lists.book import INPUT_SHEETS
    from xl_addin.desk.month.now import month_now
    from xl_addin.workbook.books.file_book import FileBook
    from xl_addin.workbook.books.file_tables import read_lists, read_meta
    from xl_addin.workbook.books.other_files import open_elsewhere

    found = settings_of(desk, beside=book.parent, ledger=ledger, policy=policy)
    law, filled = found.law(), FileBook(book)
    lists, meta = read_lists(filled, INPUT_SHEETS), read_meta(filled)
    refuse_other_month(meta, book.name, as_on)
    head = meta.get("ledger_head", "")
    show(open_elsewhere(book))
    with status_line() as say, ledger_at(found.ledger, say, reading=preview) as opened:
        who = acting(opened, actor(), person)
        read = partial(review, book=book.name, lists=lists, as_on=as_on, law=law, actor=who, head=head, progress=say)
        if preview:
            seen = previewed(opened, as_on, law, read, say)
            show([*previewed_lines(seen), *(write_marked(book, lists, seen.done) if marked else ())])
            raise typer.Exit(DONE_BLOCKED if seen.done.findings else DONE)
        reviewed = read(opened)
        now = month_now(opened, as_on, law, say, short=True) if reviewed.changed else reviewed.before
    show(_told(reviewed, now, book, who, opened.where))
    if marked:
        show(write_marked(book, lists, reviewed))
    raise typer.Exit(DONE_BLOCKED if reviewed.findings else DONE)


def _told(reviewed: Reviewed, now: Now, book: Path, who: Actor, where: str) -> list[str]:
    """The card of a reading, which is laid beside the book, with the decisions that it changed."""
    from xl_addin.cli.cards import kept
    from xl_addin.desk.answers.changed import changed_by
    from xl_addin.desk.answers.report import reviewed_counts, reviewed_lines
    from xl_addin.desk.close.card import CARD_JSON, ResultCard
    from xl_addin.desk.close.outputs import write_changes
    from xl_addin.desk.month.changes import Changes
    from xl_addin.desk.month.changes_told import changed_lines

    changes = changed_by(reviewed, now) if reviewed.changed else Changes()
    done = reviewed_lines(reviewed, changed_lines(changes, write_changes(changes.rows, book.parent)))
    view, counts = now.closing.view, reviewed_counts(reviewed)
    card = ResultCard("Reviewed", f"Reviewed {book.name}", tuple(done), view, now.head, where, who, counts)
    return kept(card, book.parent / CARD_JSON)


def undo_command(
    ledger: LedgerPath = "",
    as_on: Annotated[
        date | None,
        typer.Option(
            "--as-on", parser=typed_day, metavar="DAY", help="A day of the month meant; default: the last one."
        ),
    ] = None,
    only_list: Annotated[
        bool, typer.Option("--list", help="Only show what would be taken back; keep nothing.")
    ] = False,
    desk: DeskFile = None,
) -> None:
    """Take back the last act of this month; repeat to go further back. The act stays in the chain, marked.

    Look first with --list: how many lines, which amounts. It counts again with: redo, while nothing else was done. See
    the acts with: history. Files already written (closing workbook, lists) are not changed: close again.
    """
    from xl_addin.desk.answers.undo import to_undo, undo
    from xl_addin.desk.answers.undo_told import lines_of_act

    period = f"{as_on:%Y-%m}" if as_on else ""
    with ledger_at(settings_of(desk, ledger=ledger).ledger, reading=only_list) as opened:
        act = to_undo(opened, period)[0] if only_list else undo(opened, actor(), period)
        told = lines_of_act(opened, act)
    word = "Would be taken back" if only_list else "Taken back"
    show([f"{word}: {act.told}", *(f"  {line}" for line in told)])


def redo_command(
    ledger: LedgerPath = "",
    only_list: Annotated[bool, typer.Option("--list", help="Only show what would count again; keep nothing.")] = False,
    desk: DeskFile = None,
) -> None:
    """Make the act that was taken back last count again; repeat to go on. Only while nothing else was done since."""
    from xl_addin.desk.answers.undo import redo, to_redo
    from xl_addin.desk.answers.undo_told import lines_of_act

    with ledger_at(settings_of(desk, ledger=ledger).ledger, reading=only_list) as opened:
        act = to_redo(opened)[0] if only_list else redo(opened, actor())
        told = lines_of_act(opened, act)
    show([f"{'Would count again' if only_list else 'Counts again'}: {act.told}", *(f"  {line}" for line in told)])


def history_command(ledger: LedgerPath = "", desk: DeskFile = None) -> None:
    """Show every act in the ledger, latest first: what was done, for which day, by whom, and what was taken back."""
    from xl_addin.desk.answers.undo import history

    with ledger_at(settings_of(desk, ledger=ledger).ledger, reading=True) as opened:
        acts = history(opened)
    show([f"{act.told}, by {act.who} at {act.at}" for act in acts] or ["Nothing was done in this ledger yet."])


def today_command(
    as_on: AsOn,
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Tell what waits on a day, the gravest first: the lines of the sheet Today, each with its list and its filter.

    What blocks the sign-off, breaches, overdue and soon due items, records that IDPMS refused, proposals of another
    person, suggestions, facts that lack, and what may be closed. From which amount an overdue item stands on top is
    the bank's to say (today_overdue_inr of the policy). Nothing is written.
    """
    from xl_addin.desk.lists.today import LIST, filter_lines
    from xl_addin.desk.month.now import month_now

    found = settings_of(desk, ledger=ledger, policy=policy)
    law = found.law()
    with status_line() as say, ledger_at(found.ledger, say, reading=True) as opened:
        lines = filter_lines(month_now(opened, as_on, law, say).lists[LIST.name].rows)
    show(lines or [f"Nothing waits on {as_on:%d-%b-%Y}."])


def explain_command(
    item: Annotated[
        str, typer.Argument(help="ORM number, BoE number, BoE number/date/port#serial; or a pass, such as SHARE.")
    ],
    as_on: AsOn,
    ledger: LedgerPath = "",
    policy: PolicyFile = None,
    desk: DeskFile = None,
) -> None:
    """Tell everything the desk knows of one item: amounts, settlements, proposals, every decision with its source."""
    from xl_addin.desk.answers.explain import explain
    from xl_addin.desk.month.now import month_now

    found = settings_of(desk, ledger=ledger, policy=policy)
    law = found.law()
    with status_line() as say, ledger_at(found.ledger, say, reading=True) as opened:
        now = month_now(opened, as_on, law, say)
        lines = explain(opened, now, item, law.policy)
    show(lines)
