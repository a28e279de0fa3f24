"""A book that is read a second time: it still shows the month as it was before its own answers were taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from xl_addin.desk.answers.fill_down import questions_in
from xl_addin.desk.answers.undo import Done
from xl_addin.desk.lists.proposed import PROPOSE
from xl_addin.desk.lists.settlements import ACCEPT, ANSWER, REJECT
from xl_addin.desk.month.now import Now, month_now
from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger
from xl_addin.ledger.past import as_of
from xl_addin.rulebook.facts import fact
from xl_addin.workbook.books.inputs import read_inputs
from xl_addin.workbook.books.keys import row_keys
from xl_addin.workbook.books.port import BookLists
from xl_addin.workbook.books.typed import Change, Inputs
from xl_addin.workbook.month.keep import BLANK, Places


def read_again(
    ledger: Ledger, book: str, lists: BookLists, written: Done, now: Now, as_on: date, law: Law, typed_on: date
) -> Inputs:
    """Answers are held against the ledger as it is now, rows and figures against the act `written`.

    An answer in a row that its own first reading has changed or ended is taken where it is about the item, and told
    where it asks for something else than was done. A cell that is blank withdraws nothing that another cell of the book
    says: that one was read first.
    """
    with as_of(ledger, written.seq) as past:
        then = read_inputs(book, lists, month_now(past, as_on, law).lists, as_on=as_on, typed_on=typed_on)
    said = {question for one in then.changes if one.new not in BLANK for question in questions_in(one)}
    read = read_inputs(book, lists, now.lists, as_on=as_on, typed_on=typed_on, compare=False).changes
    current = [one for one in read if one.new not in BLANK or one.column.question(one.row) not in said]
    known = {name: set(row_keys(now.lists[name])) for name in {one.table for one in then.changes}}
    passed = [one for one in then.changes if one.key not in known[one.table]]
    told = [told for one in passed if one.column.header == ANSWER and (told := _undone(one, now, book))]
    more = (one for one in passed if one.column.header != ANSWER and not _is_known(one, now))
    return replace(then, changes=(*current, *more), findings=(*then.findings, *told))


def _is_known(change: Change, now: Now) -> bool:
    """Whether the ledger has the answer of a row that is not on the list any more."""
    question = change.column.question(change.row)
    if question is None:
        return change.column.header != PROPOSE
    kind, key, name = question
    return fact(name).text(now.settled.month.said(kind, key).get(name)) == fact(name).text(change.new)


def _undone(change: Change, now: Now, book: str) -> Finding | None:
    """What asks for something else than the first reading did: the line is posted now, or it is not proposed."""
    is_posted = Places(now.lists[change.table]).find(change.key, follows=True) is not None
    if change.new == (ACCEPT if is_posted else REJECT):
        return None
    place = Place(change.sheet, change.sheet_row, ANSWER)
    was = "the line is posted by now" if is_posted else "the line is proposed no more"
    return finding("ANSWER_TOO_LATE", book, f"{change.new}; {was}", place)
