"""Which form a file really has, by its bytes: its ending may promise another."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

from xl_addin.domain.content import Content
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.limits import MB, TREE_MB_MAX, Limits
from xl_addin.workbook.extracts.package import open_package
from xl_addin.workbook.extracts.sheets import Book

COMPOUND = b"\xd0\xcf\x11\xe0"
_HEAD = 4_096
Opener = Callable[[Content, Limits], Book]


class FileForm(NamedTuple):
    """A form of file: its name in words, the endings that promise it, what opens it (None: text)."""

    words: str
    endings: tuple[str, ...]
    opens: Opener | None


def _xlsx(file: Content, limits: Limits) -> Book:
    from xl_addin.workbook.extracts.read_xlsx import XlsxBook

    return XlsxBook(file.name, file.data, limits)


def _xlsb(file: Content, limits: Limits) -> Book:
    from xl_addin.workbook.extracts.read_xlsb import XlsbBook

    return XlsbBook(file.name, file.data, limits)


def _ods(file: Content, limits: Limits) -> Book:
    from xl_addin.workbook.extracts.read_ods import OdsBook

    return OdsBook(file.name, file.data, limits)


def _xls(file: Content, _: Limits) -> Book:
    from xl_addin.workbook.extracts.read_xls import XlsBook

    return XlsBook(file.name, file.data)


def _refuse_large_tree(file: Content) -> None:
    if len(file.data) > TREE_MB_MAX * MB:
        raise DeskError(
            f"The file has {len(file.data) // MB:,} MB; of this form at most {TREE_MB_MAX} are read.",
            f"File {file.name}.",
            "Open it in Excel, save it as .xlsx, and take in again.",
        )


def _html(file: Content, _: Limits) -> Book:
    from xl_addin.workbook.extracts.read_html import HtmlBook

    _refuse_large_tree(file)
    return HtmlBook(file.name, file.data)


def _xml_2003(file: Content, _: Limits) -> Book:
    from xl_addin.workbook.extracts.read_xml_2003 import Xml2003Book

    _refuse_large_tree(file)
    return Xml2003Book(file.name, file.data)


TEXT = FileForm("text", (".csv", ".tsv", ".txt", ".prn", ".dat", ".passmbeack", ".failmbeack", ".csvack", ".ack"), None)
XLSX = FileForm("an Excel book", (".xlsx", ".xlsm"), _xlsx)
XLSB = FileForm("a binary Excel book (.xlsb)", (".xlsb",), _xlsb)
XLS = FileForm("an old Excel book (.xls)", (".xls",), _xls)
ODS = FileForm("an OpenDocument spreadsheet (.ods)", (".ods",), _ods)
HTML = FileForm("a web page", (".html", ".htm"), _html)
XML_2003 = FileForm("an XML spreadsheet of Excel 2003", (".xml",), _xml_2003)

BOOKS = (*XLSX.endings, *XLSB.endings, *XLS.endings, *ODS.endings)

# Forms that hold no table which can be read: how they begin, what they are, what to do.
_OTHER = (
    (b"\x1f\x8b", "packed with gzip", "Unpack it"),
    (b"7z\xbc\xaf", "packed with 7-Zip", "Unpack it"),
    (b"Rar!", "packed with RAR", "Unpack it"),
    (b"%PDF", "a PDF", "Export the list as a book or a CSV"),
    (b"ID;P", "a SYLK file", "Open it in Excel, save it as .xlsx"),
    (b"TABLE\r\n0,1", "a DIF file", "Open it in LibreOffice, save it as .xlsx"),
    (b"{\\rtf", "a text of Word", "Export the list as a book or a CSV"),
    (b"MIME-Version:", "a web archive", "Open it in Excel, save it as .xlsx"),
    *((bytes((9, kind)), "a book older than Excel 97", "Open it, save it as .xlsx") for kind in (0, 2, 4, 8)),
)
_INSIDE = (".csv", ".txt", ".tsv", ".xml", ".xlsx", ".xls", ".xlsb", ".ods")  # what people pack
BROKEN = (
    *(OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError),
    *(KeyError, IndexError, ValueError, ArithmeticError, struct.error),
)


def form_of(file: Content) -> FileForm:
    """The form of the file by its bytes; DeskError for one that holds no table, named as what it is."""
    data = file.data
    if not data:
        raise DeskError("The file is empty.", f"File {file.name}.", "Export it again from the source system.")
    if data[:2] == b"PK":
        return _packaged(file)
    if data.startswith(COMPOUND):
        return XLS
    for mark, what, todo in _OTHER:
        if data.startswith(mark):
            raise DeskError("The file holds no table that can be read.", f"File {file.name} is {what}.", f"{todo}.")
    return _marked_up(file) or TEXT


def _packaged(file: Content) -> FileForm:
    try:
        names = {name.lower() for name in open_package(file.data).namelist()}
    except BROKEN:
        return XLSX  # broken: its reader says so
    if "content.xml" in names:
        return ODS
    if "xl/workbook.bin" in names:
        return XLSB
    if any(name.endswith(_INSIDE) and "/" not in name for name in names - {"[content_types].xml"}):
        raise DeskError(
            "The file holds no table that can be read.", f"File {file.name} is a ZIP archive.", "Unpack it."
        )
    return XLSX


def _marked_up(file: Content) -> FileForm | None:
    """A web page or a spreadsheet in XML; None for a file that does not begin with a tag."""
    head = file.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    if not head.startswith(b"<"):
        return None
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head:
        return XML_2003
    if head.startswith(b"<?xml") and b"<html" not in head and b"<table" not in head:
        raise DeskError(
            "The file is XML, not a table.",
            f"File {file.name}.",
            "If it is an IDPMS message, its name ends with .orm.xml or .obe.xml; else save it as .xlsx.",
        )
    return HTML
