"""The functions that read the ledger as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.desk.cells.fields import FIELDS
from xl_addin.desk.cells.lists import HEADERS, LISTS, TODAY_HEADERS
from xl_addin.desk.cells.sentences import MOST
from xl_addin.hosts.ledger_cells import FUNCTIONS
from xl_addin.hosts.ledger_cells.answers import OF_DESK

OF_DESK_HELP = {
    "as of": "the as-on day of what the cells show",
    "fresh": "CURRENT; STALE where the ledger has moved since; NOT_KNOWN where another run holds it at this moment",
    "ledger": "the ledger that was read",
    "refreshed at": "when it was read",
}
PAGE = """\
<!-- generated from the tables of fields and lists; do not edit -->
# Cells that read the ledger

Three functions for a sheet of your own, in Excel and in LibreOffice Calc: one figure, one list, one sentence. They
read; nothing that a cell does is written to a ledger.

| Formula | Shows |
|---|---|
{formulas}

**Of which ledger.** Of the one that your own record names, whatever workbook is open: `python desk.py desk --use
FILE` (a desk.toml) or `desk --set ledger=FILE`, once. **As of when.** Of the last *Refresh desk cells* (button of the
tab and of the menu, in any workbook) or `python desk.py cells --as-on DAY`: the month as on the day of Start, in a
workbook without Start as on today, with what matching proposes and the rules decide; the same figures as on the
sheets. What was read is kept in your own folder on this PC (`%LOCALAPPDATA%/ImportDesk/cells`, elsewhere
`~/.cache/import-desk/cells`, yours alone; it may be deleted) until the next press.

**When the ledger has moved since**, values stay as they are: `=DESK("", "fresh")` then shows `STALE`, and every
sentence of DESKWHY says so at its end. Put it, with `=DESK("", "as of")`, beside your table
([decision](decisions/49-a-cell-tells-that-it-is-old.md)).

**What leaves the desk holds none of them.** Closings, copies of values, papers and the functions for browsers have
values, or do not know these names: on a PC without the desk's ledger they show `#N/A`. In Calc a list is an array
formula (Ctrl+Shift+Enter over as many rows as it may have: those beyond it show `#N/A`); in Excel it spills.

## `DESK(key, field)`

The key is an ORM number, a bill of entry, or a key as the sheets have it (`number/date/port#serial`). A name that
stands for several items is `#VALUE!`. Capitals, blanks and strokes of the field do not matter.

| Field | Tells |
|---|---|
{fields}

## `DESKLIST(list, [importer], [currency])`

Below a row of headings ({headers}), the gravest first. The importer is an IEC or the whole name; one of whom the
month has no item is `#N/A`. A list that is empty shows its headings alone.

| List | Holds |
|---|---|
{lists}

`today` has headings of its own: {today}.

## `DESKWHY(key, [about])`

The sentence of a decision (payment, writeoff, small value, extension, advance, follow-up, evidence, …) with figures,
law, paragraph and how sure it is, as *Explain this cell* tells it; settlements of the item with their evidence (the
first {most}); or what a field says. Left out: the decision by which the item stands. Where DESK shows an error,
DESKWHY with the same arguments says why and what to do:

| Error | Because |
|---|---|
| `#N/A` | no ledger is named, is there, or was read yet; the item is not known, or has no such value |
| `#VALUE!` | the name stands for several items |
| `#REF!` | there is no such field, list or question |

An item that was over before the month began is not among them: `explain ITEM` on the command line tells of it.

## How long it takes

*Measured* on the desk sample (12,997 items, 30-Nov-2026, two cores beside other work): Refresh 3 s; the first cell
after a start 0.4 s, in Calc a second with the loading of all functions; 1,000 formulas in Calc 0.1 s, a column of
1,000 keys as one formula 7 ms, a list of 1,024 rows 20 to 30 ms. pandas is not loaded for a cell.

## Try it

On a PC without a desk of its own: `python desk.py demo`, then `python desk.py desk --set
ledger=demo-output/ledger.sqlite`, then `python desk.py cells --as-on 2026-10-31` shows how many items and lists there
are. `desk --set ledger=` takes the word back.
"""


def page() -> str:
    """docs/desk-cells.md."""
    return PAGE.format(
        formulas=_rows((f"`{one.example}`", one.help) for one in FUNCTIONS.values()),
        fields=_rows([*((one.name, one.help) for one in FIELDS), *((one, OF_DESK_HELP[one]) for one in OF_DESK)]),
        lists=_rows((one.name, one.help) for one in LISTS),
        headers=", ".join(HEADERS),
        today=", ".join(TODAY_HEADERS),
        most=MOST,
    )


def _rows(rows: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> str:
    return "\n".join(f"| {name} | {told} |" for name, told in rows)
