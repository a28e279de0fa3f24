"""The buttons: a few lines each over a use case of the desk and the open book, whoever holds it (Excel, Calc)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from xl_addin.buttons import around as macro_desk
from xl_addin.buttons.card import LABELS, Card, Stopped, error_card, labelled, put_card
from xl_addin.buttons.month import Month, open_month
from xl_addin.buttons.places import chosen_row, exception_or_item, names_in_row
from xl_addin.buttons.sheets import read_lists
from xl_addin.buttons.told import close_lines, verify_lines
from xl_addin.buttons.work import Shell, Work
from xl_addin.desk import close_month as closing
from xl_addin.desk import review as reviewing
from xl_addin.desk import settle, take_in, undo, verify
from xl_addin.desk.explain import explain
from xl_addin.desk.report import decided_lines, settled_lines, taken_in_lines
from xl_addin.desk.report_review import reviewed_lines
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.book import Book
from xl_addin.workbook.month.layout import DECISION_TABLES


def take_in_files(work: Work) -> Card:
    """Take in: reads the month's extracts into the ledger and writes the lists; a file known already adds nothing."""
    folder = work.folder
    with open_month(work, create=True) as month:
        taken = take_in.take_in(month.ledger, folder, work.as_on, work.shell.actor, work.progress)
        return month.card(f"Taken in: {taken.rows_read} rows, {taken.rows_refused} refused", taken_in_lines(taken))


def match(work: Work) -> Card:
    """Match: posts what the evidence decides alone, proposes the rest and writes the lists."""
    with open_month(work) as month:
        settled = settle.settle(month.ledger, work.as_on, work.shell.actor, work.progress)
        return month.card(f"Matched: {settled.posted} lines posted", settled_lines(settled))


def review(work: Work) -> Card:
    """Review: reads the blue cells into the ledger: accepted lines are posted, facts and remarks kept."""
    with open_month(work, keep=False) as month:
        reviewed = _review(work, month)
        told = reviewed_lines(reviewed)[:-1] if reviewed.changed else reviewed_lines(reviewed)
        return month.card(f"Reviewed: {len(reviewed.findings)} cells need a look", told, reviewed.findings)


def _review(work: Work, month: Month) -> reviewing.Reviewed:
    if month.head and month.head != month.ledger_head():
        raise DeskError(
            "The sheets are older than what was done in the ledger since.",
            f"Book {work.book.name}.",
            f"Press {LABELS['decide']}: the sheets are written anew and new answers stay in their cells. Look at them, "
            f"then press {LABELS['review']}.",
        )
    return reviewing.review(
        month.ledger,
        work.book.name,
        month.inputs,
        work.as_on,
        month.law,
        work.shell.actor,
        head=month.head,
        date1904=work.book.date1904,
        progress=work.progress,
    )


def decide(work: Work) -> Card:
    """Decide: asks the rules of the day about every open item and writes the decision sheets; posts nothing."""
    with open_month(work) as month:
        cases = month.now().cases
        return month.card(f"Decided: {len(cases)} answers", decided_lines(cases), only=DECISION_TABLES)


def explain_row(work: Work) -> Card:
    """Explain: tells everything the desk knows of the item of the chosen row, on the card; changes nothing."""
    _, sheet, cells = chosen_row(work.book, read_lists(work.book))
    names = names_in_row(sheet, cells, date1904=work.book.date1904)
    with open_month(work, keep=False, writes=False) as month:
        now = month.now()
        told = [line for name in names for line in explain(month.ledger, now, name)]
    return Card(f"Explained: {' and '.join(names) or 'a blank row'}", labelled("Known", told), is_shown=True)


def go_to_exception(work: Work) -> Card:
    """Go to: from an item to its exception, from an exception to the item that it names; changes nothing."""
    place = exception_or_item(work.book, read_lists(work.book))
    work.book.go_to(*place)
    return Card(f"{place[0]}, row {place[1]}")


def undo_last(work: Work) -> Card:
    """Undo: takes back the last act of this month, step by step to its beginning; it stays in the chain, marked."""
    with open_month(work) as month:
        act = undo.undo(month.ledger, work.shell.actor)
        return month.card("Taken back", [act.told, "Press it again to go further back."])


def close_month(work: Work) -> Card:
    """Close month: takes in what is new, matches, decides, and writes the closing workbook and its lists."""
    folder = work.folder
    with open_month(work) as month:
        order = closing.CloseOrder(folder, work.out, work.as_on, work.shell.actor, work.bank)
        closed = closing.close_month(month.ledger, order, month.law, work.progress)
        return month.card(f"Closed: {closed.blocking} findings block the sign-off", close_lines(closed))


def verify_all(work: Work) -> Card:
    """Verify: checks the ledger's chain, every invariant and the closing folder; changes nothing."""
    with work.ledger() as ledger:
        out = work.out if (work.out / closing.RUN_JSON).is_file() else None
        checks = verify.verify(ledger, out, work.progress)
    broken = sum(not check.holds for check in checks)
    return Card(f"Verified: {len(checks)} checks, {broken} broken", verify_lines(checks, out), is_shown=True)


Macro = Callable[[Work], Card]
MACROS: Mapping[str, Macro] = {
    "take_in": take_in_files,
    "match": match,
    "review": review,
    "decide": decide,
    "explain": explain_row,
    "go_to_exception": go_to_exception,
    "undo": undo_last,
    "close_month": close_month,
    "verify": verify_all,
    "freeze": macro_desk.freeze,
    "diagnostics": macro_desk.diagnostics,
    "reset_sample": macro_desk.reset_sample,
    "help": lambda work: macro_desk.help_card({LABELS[name]: macro_help(name) for name in MACROS}),
}
NO_CARD = ("go_to_exception",)  # the card keeps what was said last
_HELP = {"help": "Help: tells on the card what each button does; changes nothing."}


def macro_help(command: str) -> str:
    """One sentence: what the button does and what it writes."""
    told = _HELP.get(command) or (MACROS[command].__doc__ or "").split("\n", maxsplit=1)[0]
    return told.partition(": ")[2]


def run(command: str, book: Book, shell: Shell) -> Card:
    """Does what a button says and writes the card. Esc gives a card that says so; DeskError goes on to the host."""
    macro = MACROS.get(command)
    if macro is None:
        raise DeskError(f"There is no command {command!r}.", "Import Desk tab.", f"Known: {', '.join(MACROS)}.")
    title = LABELS[command]
    try:
        card = macro(Work(book, shell))
    except Stopped as stopped:
        card = error_card(title, stopped)
    except DeskError as error:
        with suppress(DeskError):  # the first error counts; a book without a card shows it in the host's message
            put_card(book, error_card(title, error))
        raise
    finally:
        book.status("")
    if command not in NO_CARD:
        put_card(book, card)
    return card
