"""Reads the one table of a file as text, by what the file is: the name says what it holds, its bytes in which form.

Nothing is typed here, no row is lost. Cells of books come as the text a person would type, and say what they were.
"""

from __future__ import annotations

from dataclasses import replace

from xl_addin.domain.content import Content
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.file_forms import BOOKS, BROKEN, FileForm, Opener, form_of
from xl_addin.workbook.extracts.limits import MB, too_large
from xl_addin.workbook.extracts.number_forms import LOST_DIGITS
from xl_addin.workbook.extracts.read_text import text_table
from xl_addin.workbook.extracts.sheets import NO_VALUE
from xl_addin.workbook.extracts.text_table import Note, Reading, TextTable
from xl_addin.workbook.extracts.unlock import unlocked

# The last row that the old and the new format can hold: a full sheet was probably cut.
FULL_SHEETS = (65_536, 1_048_576)
_PLAIN = Reading()

# A cell that says that its value is not there: what to tell, what to do.
_UNREAD = {
    LOST_DIGITS: ("a number that has lost digits", "Format the column as text; export again."),
    NO_VALUE: ("a formula that was never calculated", "Open the book in Excel, save it, and take it in again."),
}
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#ERROR", "#SPILL!", "#CALC!")


def read_table(file: Content, reading: Reading = _PLAIN) -> TextTable:
    """The one table of the file; DeskError when it cannot be read as a whole."""
    if len(file.data) > reading.limits.file_mb_max * MB:
        found = f"The file has {len(file.data) // MB:,} MB."
        raise too_large(found, f"File {file.name}.", "file_mb_max", reading.limits.file_mb_max)
    file = unlocked(file, reading)
    form = form_of(file)
    if form.opens is None:
        table = text_table(file.name, file.data, reading)
    else:
        table = _book(file, form.opens, _promised(file.name, form), reading)
    if len(table.rows) + 1 in FULL_SHEETS:
        raise DeskError(
            f"The table ends at row {len(table.rows) + 1:,}, the last that a sheet can hold: it was probably cut.",
            f"File {file.name}.",
            "Export it in two parts.",
        )
    return _told_by_form(file, form, table)


def unread(text: str) -> tuple[str, str] | None:
    """What is wrong with a cell that says its value is not there, and what to do; None for any other text."""
    if not text.startswith("#"):
        return None
    if text in _ERRORS:
        return f"the sheet's error {text}", "Correct the formula in the book and take it in again."
    return _UNREAD.get(text)


def _told_by_form(file: Content, form: FileForm, table: TextTable) -> TextTable:
    """The table, and a note where the file's ending promises another form."""
    if file.name.lower().endswith(form.endings):
        return table
    ending = file.name.rpartition(".")[2]
    return replace(table, notes=(Note("FILE_FORM_OTHER", form.words, figures=(("ending", ending),)), *table.notes))


def _promised(name: str, form: FileForm) -> str:
    """The ending of a book that the file has, or should have."""
    ending = "." + name.lower().rpartition(".")[2]
    return ending if ending in BOOKS else form.endings[0]


def _book(file: Content, opens: Opener, ending: str, reading: Reading) -> TextTable:
    from lxml import etree

    from xl_addin.workbook.extracts.book_table import book_table

    try:
        return book_table(file.name, opens(file, reading.limits), reading)
    except (*BROKEN, etree.XMLSyntaxError) as error:
        raise DeskError(
            "The book cannot be read.",
            f"File {file.name} is not a complete {ending} book ({error}).",
            "Open it in Excel, save it as .xlsx without a password, then take in again.",
        ) from None
