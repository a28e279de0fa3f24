"""The buttons that change nothing: explain, go to the exception, verify."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from xl_addin.buttons.card import Card, Line, labelled
from xl_addin.buttons.month import open_month
from xl_addin.buttons.places import chosen_row, exception_or_item, names_in_row
from xl_addin.buttons.sheets import read_lists
from xl_addin.buttons.work import Work
from xl_addin.desk.answers.explain import explain
from xl_addin.desk.close import verify
from xl_addin.desk.close.check import Check, asked
from xl_addin.desk.close.run_json import RUN_JSON
from xl_addin.desk.month.now import month_now
from xl_addin.ledger import chain

BROKEN_TOLD, CONTROL = 20, "Control: "


def explain_row(work: Work) -> Card:
    """Tells everything the desk knows of the item of the chosen row, on the card; changes nothing."""
    _, sheet, cells = chosen_row(work.book, read_lists(work.book))
    names = names_in_row(sheet, cells, date1904=work.book.date1904)
    with open_month(work, keep=False, writes=False) as month:
        now = month_now(month.ledger, work.as_on, month.law, work.say)  # it may be over since long ago
        told = [line for name in names for line in explain(month.ledger, now, name)]
    return Card(f"Explained: {' and '.join(names) or 'a blank row'}", labelled("Known", told), is_shown=True)


def go_to_exception(work: Work) -> Card:
    """From an item to its exception, from an exception to the item that it names; changes nothing."""
    place = exception_or_item(work, read_lists(work.book))
    work.book.go_to(*place)
    return Card(f"{place[0]}, row {place[1]}")


def verify_all(work: Work) -> Card:
    """Checks the ledger's chain, every invariant and the closing folder; changes nothing."""
    out = work.out if (work.out / RUN_JSON).is_file() else None
    work.refuse_no_ledger()
    checks = verify.verify_at(work.where, out, work.progress, work.progress, law=work.law())
    checks += asked("The sheets can be held against the ledger", lambda: _sheets(work))
    broken = sum(not check.holds for check in checks)
    lines = (*verify_lines(checks), ("Closing folder", str(out) if out else _no_closing(work.out)))
    return Card(f"Verified: {len(checks)} checks, {broken} broken", lines, is_shown=True)


def _sheets(work: Work) -> Iterator[Check]:
    """Whether the sheets show the ledger's last act; lists that were never written show nothing."""
    shown = work.shown
    if shown.head:
        with work.ledger(reading=True) as ledger, ledger.read() as connection:
            known, last = chain.full_hash(connection, shown.head), chain.head(connection)
        way = f"no; {work.labels['decide']} writes them anew" if known else "no, they are of another ledger"
        yield Check("The sheets of this book show the ledger's last act", known == last, way)


def _no_closing(folder: Path) -> str:
    """A folder without run.json holds no finished closing."""
    if any(folder.glob("closing-*.xlsx")):
        return f"{folder}: the closing there was not finished (no {RUN_JSON}); close again"
    return "none was written for this month yet"


def verify_lines(checks: Iterable[Check]) -> tuple[Line, ...]:
    """Broken checks first, each with its detail."""
    known = list(checks)
    broken = [f"{one.question}: {one.detail}" for one in known if not one.holds]
    ties = [one for one in known if one.question.startswith(CONTROL)]
    holding = [one.question for one in known if one.holds and one not in ties]
    if ties:
        holding.append(f"{sum(one.holds for one in ties)} of {len(ties)} tie-outs on Control of the closing workbook.")
    return (*labelled("BROKEN", broken[:BROKEN_TOLD]), *labelled("Holds", holding))
