"""Answers that stand in the open lists and not in the ledger: what is kept when the lists are written anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from xl_addin.domain.findings import Finding, Place, finding
from xl_addin.workbook.books.keys import row_keys
from xl_addin.workbook.books.normal import normal_values
from xl_addin.workbook.books.typed import Change, Inputs
from xl_addin.workbook.lists import Filled
from xl_addin.workbook.month.keep import Kept, KeptCell, Places

Lists = Mapping[str, Filled[Any]]


def as_written(then: Lists, now: Lists) -> dict[str, Filled[Any]]:
    """The rows that the lists had when they were written, then those that came since: any of them may be on a sheet."""
    return {name: _joined(then[name], now[name]) for name in now}


def _joined(then: Filled[Any], now: Filled[Any]) -> Filled[Any]:
    if then is now or not then.table.key:
        return then
    known = set(row_keys(then))
    more = [row for key, row in zip(row_keys(now), now.rows, strict=True) if key not in known]
    return then.table.with_rows([*then.rows, *more])


def kept(typed: Inputs, now: Lists, book: str) -> Kept:
    """What the ledger does not have of that which was typed; an answer that met another one meanwhile is told."""
    places = {name: Places(now[name]) for name in {change.table for change in typed.changes}}
    waiting = (_waiting(change, now[change.table], places[change.table], book) for change in typed.changes)
    unread = (KeptCell(one.key, one.column, one.there, one.finding, waits=False) for one in typed.unread)
    return Kept((*(one for one in waiting if one is not None), *unread), typed.astray)


def _waiting(change: Change, now: Filled[Any], places: Places, book: str) -> KeptCell | None:
    cell = KeptCell(change.key, change.column, change.there)
    at = places.find(change.key, follows=change.column.about is not None)
    if at is None:
        return cell
    known = normal_values(now, change.column)[at]
    if known == change.new:
        return None
    return cell if known == change.old else replace(cell, finding=_overtaken(change, known, book))


def _overtaken(change: Change, known: object, book: str) -> Finding:
    found = f"you: {change.new or '(emptied)'}; the ledger: {known or '(blank)'}"
    place = Place(change.sheet, change.sheet_row, change.column.header)
    return finding(
        "ANSWER_OVERTAKEN", book, found, place, expected=f"{change.old or '(blank)'}, as the sheet was written"
    )
