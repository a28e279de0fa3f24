"""Books of every form, made by code: the same sheets as .xlsx, .xlsb, .xls, .ods, a web page, the XML of Excel 2003."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from io import BytesIO
from typing import Any

import xlsxwriter

DAY = "dd/mm/yyyy"


@dataclass(frozen=True)
class Num:
    """A number shown in a format; a day is the number of its day shown in a format of days."""

    value: float
    form: str = ""


@dataclass(frozen=True)
class Formula:
    """A formula with the number that was stored as its result."""

    stored: float


@dataclass(frozen=True)
class Page:
    """A sheet: rows of text, numbers, flags, days and formulas (None: blank), rows hidden, state, cells far out."""

    rows: Sequence[Sequence[Any]]
    name: str = "List"
    state: str = ""
    hidden: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    far: dict[tuple[int, int], Any] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[int, int, Any]]:
        """Row, column (from 0) and value of every cell that holds anything, in order."""
        near = {(r, c): value for r, row in enumerate(self.rows) for c, value in enumerate(row) if value is not None}
        return [(r, c, value) for (r, c), value in sorted({**near, **self.far}.items())]


def serial(day: date, system: int = 1900) -> int:
    """The number of a day in a day system."""
    return (day - (date(1899, 12, 30) if system == 1900 else date(1904, 1, 1))).days


# --- .xlsx ---


def xlsx(*pages: Page, system: int = 1900) -> bytes:
    """As Excel writes it."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"date_1904": system == 1904, "in_memory": True}) as book:
        for page in pages:
            sheet = book.add_worksheet(page.name)
            for r, c, value in page.cells:
                _xlsx_cell(book, sheet, r, c, value, system)
            for row in page.hidden:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            if page.state:
                getattr(sheet, {"hidden": "hide", "very hidden": "very_hidden"}[page.state])()
        book.worksheets()[next((n for n, page in enumerate(pages) if not page.state), 0)].activate()
    return made.getvalue()


def _xlsx_cell(book: Any, sheet: Any, row: int, column: int, value: Any, system: int) -> None:
    if isinstance(value, date):
        value = Num(serial(value, system), DAY)
    if isinstance(value, Num):
        sheet.write_number(row, column, value.value, book.add_format({"num_format": value.form or "General"}))
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, "=1+1", None, value.stored)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    else:
        sheet.write(row, column, value)


# --- .xlsb ---

_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _record(kind: int, body: bytes = b"") -> bytes:
    return _seven(kind) + _seven(len(body)) + body


def _seven(value: int) -> bytes:
    out = bytearray()
    while True:
        value, low = value >> 7, value & 0x7F
        out.append(low | (0x80 if value else 0))
        if not value:
            return bytes(out)


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(*pages: Page, system: int = 1900) -> bytes:
    """As Excel writes it, with its texts in the cells."""
    forms = _forms(pages)
    states = {"": 0, "hidden": 1, "very hidden": 2}
    bundle = b"".join(
        _record(156, struct.pack("<II", states[page.state], n) + _wide(f"rId{n}") + _wide(page.name))
        for n, page in enumerate(pages, 1)
    )
    book = _record(131) + _record(153, struct.pack("<II", int(system == 1904), 0) + _wide("")) + _record(143) + bundle
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.bin": book + _record(144) + _record(132),
        "xl/styles.bin": _xlsb_styles(forms),
        "xl/_rels/workbook.bin.rels": _relations(len(pages)),
        **{f"xl/worksheets/sheet{n}.bin": _xlsb_sheet(page, forms, system) for n, page in enumerate(pages, 1)},
    }
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    """A package of these parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def _relations(count: int) -> bytes:
    one = '<Relationship Id="rId{0}" Type="' + _RELS + '/worksheet" Target="worksheets/sheet{0}.bin"/>'
    inner = "".join(one.format(n) for n in range(1, count + 1))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'.encode()


def _forms(pages: Iterable[Page]) -> list[str]:
    """Formats that the pages use, General first."""
    used = ["", DAY, *(v.form for page in pages for _, _, v in page.cells if isinstance(v, Num))]
    return list(dict.fromkeys(used))


def _xlsb_styles(forms: list[str]) -> bytes:
    own = b"".join(_record(44, struct.pack("<H", 164 + n) + _wide(form)) for n, form in enumerate(forms) if form)
    styles = (struct.pack("<HH", 0, 164 + n if form else 0) + b"\0" * 12 for n, form in enumerate(forms))
    return own + _record(617) + b"".join(_record(47, style) for style in styles) + _record(618)


def _xlsb_sheet(page: Page, forms: list[str], system: int) -> bytes:
    out, last = [_record(129), _record(145)], -1
    for r, c, value in page.cells:
        if r != last:
            hidden = 0x10 if r + 1 in page.hidden else 0
            out.append(_record(0, struct.pack("<IIHBBBI", r, 0, 300, 0, hidden, 0, 0)))
            last = r
        out.append(_xlsb_cell(c, value, forms, system))
    out.append(_record(146))
    out += [_record(176, struct.pack("<IIII", *box)) for box in page.merged]
    return b"".join([*out, _record(130)])


def _xlsb_cell(column: int, value: Any, forms: list[str], system: int) -> bytes:
    if isinstance(value, date):
        value = Num(serial(value, system), DAY)
    if isinstance(value, Formula):
        return _record(9, struct.pack("<IIdH", column, 0, value.stored, 0) + b"\0" * 8)
    if isinstance(value, bool):
        return _record(4, struct.pack("<IIB", column, 0, value))
    if isinstance(value, str):
        return (
            _record(3, struct.pack("<IIB", column, 0, 0x07))
            if value == "#DIV/0!"
            else _record(6, struct.pack("<II", column, 0) + _wide(value))
        )
    number = value if isinstance(value, Num) else Num(value)
    style = forms.index(number.form)
    if number.value == int(number.value) and abs(number.value) < 2**28:
        return _record(2, struct.pack("<IIi", column, style, int(number.value) << 2 | 2))
    return _record(5, struct.pack("<IId", column, style, number.value))


# --- .xls ---


def xls(*pages: Page, system: int = 1900) -> bytes:
    """As Excel 97 to 2003 writes it, texts in the cells."""
    forms = _forms(pages)
    states = {"": 0, "hidden": 1, "very hidden": 2}
    sheets = [_xls_sheet(page, forms, system) for page in pages]
    styles = b"".join(
        _short(0xE0, struct.pack("<HH", 0, 164 + n if form else 0) + b"\0" * 16) for n, form in enumerate(forms)
    )
    begin = _short(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + _short(
        0x22, struct.pack("<H", system == 1904)
    )
    begin += b"".join(
        _short(0x41E, struct.pack("<H", 164 + n) + _long_text(form)) for n, form in enumerate(forms) if form
    )
    names = [
        struct.pack("<BB", states[page.state], 0) + struct.pack("<BB", len(page.name), 0) + page.name.encode()
        for page in pages
    ]
    place = len(begin) + len(styles) + sum(len(name) + 8 for name in names) + 4
    bundle = b""
    for name, sheet in zip(names, sheets, strict=True):
        bundle += _short(0x85, struct.pack("<I", place) + name)
        place += len(sheet)
    return compound({"Workbook": begin + styles + bundle + _short(0x0A) + b"".join(sheets)})


def _short(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _long_text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _xls_sheet(page: Page, forms: list[str], system: int) -> bytes:
    cells = page.cells
    rows = sorted({r for r, _, _ in cells})
    size = (0, rows[-1] + 1, 0, max(c for _, c, _ in cells) + 1) if cells else (0, 0, 0, 0)
    out = [
        _short(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)),
        _short(0x200, struct.pack("<IIHHH", *size, 0)),
    ]
    for r in rows:
        options = 0x100 | (0x20 if r + 1 in page.hidden else 0)
        out.append(_short(0x208, struct.pack("<HHHHHHHH", r, 0, size[3], 255, 0, 0, options, 0)))
    out += [_xls_cell(r, c, value, forms, system) for r, c, value in cells]
    if page.merged:
        boxes = b"".join(struct.pack("<HHHH", *box) for box in page.merged)
        out.append(_short(0xE5, struct.pack("<H", len(page.merged)) + boxes))
    return b"".join([*out, _short(0x0A)])


def _xls_cell(row: int, column: int, value: Any, forms: list[str], system: int) -> bytes:
    place = struct.pack("<HH", row, column)
    if isinstance(value, date):
        value = Num(serial(value, system), DAY)
    if isinstance(value, Formula):
        return _short(0x06, place + struct.pack("<HdHIH", 0, value.stored, 0, 0, 3) + b"\x1e\x01\x00")
    if isinstance(value, bool):
        return _short(0x205, place + struct.pack("<HBB", 0, value, 0))
    if isinstance(value, str):
        return (
            _short(0x205, place + struct.pack("<HBB", 0, 7, 1))
            if value == "#DIV/0!"
            else _short(0x204, place + struct.pack("<H", 0) + _long_text(value))
        )
    number = value if isinstance(value, Num) else Num(value)
    return _short(0x203, place + struct.pack("<Hd", forms.index(number.form), number.value))


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams, each padded so that it needs no small sectors."""
    padded = {
        name: data + b"\0" * (-len(data) % 512 if len(data) >= 4096 else 4096 - len(data))
        for name, data in streams.items()
    }
    table, body, entries = [], b"", [_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)]
    for name, data in padded.items():
        first, count = len(table), len(data) // 512
        table += [*range(first + 1, first + count), 0xFFFFFFFE]
        body += data
        entries.append(_entry(name, 2, first, len(data)))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * 512, b"\0")
    start = len(table)
    table += [*range(start + 1, start + len(directory) // 512), 0xFFFFFFFE]
    sectors = -(-(len(table) + 1) // 127)
    fat = len(table)
    table += [0xFFFFFFFD] * sectors
    table += [0xFFFFFFFF] * (-len(table) % 128)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, sectors, start, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(fat, fat + sectors), *[0xFFFFFFFF] * (109 - sectors))
    return head + body + directory + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, first: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    head = (
        text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + struct.pack("<III", *[0xFFFFFFFF] * 2, child)
    )
    return head + b"\0" * 36 + struct.pack("<IQ", first, size)


# --- .ods ---

_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def ods(*pages: Page, system: int = 1900) -> bytes:
    """As LibreOffice writes it; it writes days out, whatever the day system."""
    tables = "".join(_ods_table(page) for page in pages)
    styles = (
        '<number:number-style style:name="N1"><number:number number:min-integer-digits="7"/></number:number-style>'
        '<style:style style:name="id" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="off" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed({"mimetype": kind, "META-INF/manifest.xml": b"<m/>", "content.xml": content.encode()})


def _ods_table(page: Page) -> str:
    cells = {(r, c): value for r, c, value in page.cells}
    out, last = [], -1
    for r in sorted({r for r, _ in cells}):
        if r - last > 1:
            out.append(
                f'<table:table-row table:number-rows-repeated="{r - last - 1}"><table:table-cell/></table:table-row>'
            )
        out.append(_ods_row({c: v for (row, c), v in cells.items() if row == r}, r + 1 in page.hidden))
        last = r
    style = ' table:style-name="off"' if page.state else ""
    return f'<table:table table:name="{page.name}"{style}><table:table-column/>{"".join(out)}</table:table>'


def _ods_row(cells: dict[int, Any], hidden: bool) -> str:
    out, last = [], -1
    for c, value in sorted(cells.items()):
        if c - last > 1:
            out.append(f'<table:table-cell table:number-columns-repeated="{c - last - 1}"/>')
        out.append(_ods_cell(value))
        last = c
    shown = ' table:visibility="filter"' if hidden else ""
    return f"<table:table-row{shown}>{''.join(out)}</table:table-row>"


def _ods_cell(value: Any) -> str:
    if isinstance(value, bool):
        told = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, date):
        told = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, Formula):
        told = f'table:formula="of:=1+1" office:value-type="float" office:value="{value.stored}"'
    elif value == "#DIV/0!":
        told = 'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"'
    elif isinstance(value, str):
        told = 'office:value-type="string"'
    else:
        number = value if isinstance(value, Num) else Num(value)
        style = ' table:style-name="id"' if number.form else ""
        told = f'office:value-type="float" office:value="{number.value}"{style}'
    shown = f"<text:p>{escape(value)}</text:p>" if isinstance(value, str) else ""
    return f"<table:table-cell {told}>{shown}</table:table-cell>"


# --- a web page, the XML of Excel 2003 ---


def page_html(*pages: Page, system: int = 1900) -> bytes:
    """Tables as many systems save them under the name of a book."""
    tables = []
    for page in pages:
        rows = []
        for n, row in enumerate(page.rows, 1):
            off = ' style="display:none"' if n in page.hidden else ""
            cells = "".join(f"<td>{escape(_shown(value))}</td>" for value in row)
            rows.append(f"<tr{off}>{cells}</tr>")
        tables.append(f"<table border=1{' style=display:none' if page.state else ''}>{''.join(rows)}</table>")
    return f"<html><head><meta charset=utf-8></head><body>{''.join(tables)}</body></html>".encode()


def _shown(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Num):
        return str(int(value.value)).zfill(len(value.form)) if value.form.startswith("0") else str(value.value)
    if isinstance(value, Formula):
        return str(value.stored)
    return "" if value is None else str(value).upper() if isinstance(value, bool) else str(value)


def xml_2003(*pages: Page, system: int = 1900) -> bytes:
    """As Excel 2003 saves an XML spreadsheet."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheets = "".join(_xml_sheet(page) for page in pages)
    styles = '<Style ss:ID="id"><NumberFormat ss:Format="0000000"/></Style>'
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}" '
        f'xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles>{styles}</Styles>{sheets}</Workbook>'
    ).encode()


def _xml_sheet(page: Page) -> str:
    rows = []
    for n, row in enumerate(page.rows, 1):
        cells = "".join(_xml_cell(c, value) for c, value in enumerate(row, 1) if value is not None)
        off = ' ss:Hidden="1"' if n in page.hidden else ""
        rows.append(f'<Row ss:Index="{n}"{off}>{cells}</Row>')
    states = {"hidden": "SheetHidden", "very hidden": "SheetVeryHidden"}
    shown = (
        f"<x:WorksheetOptions><x:Visible>{states[page.state]}</x:Visible></x:WorksheetOptions>" if page.state else ""
    )
    return f'<Worksheet ss:Name="{page.name}"><Table>{"".join(rows)}</Table>{shown}</Worksheet>'


def _xml_cell(column: int, value: Any) -> str:
    kinds: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
        (bool, "Boolean", lambda v: str(int(v))),
        (date, "DateTime", lambda v: f"{v.isoformat()}T00:00:00.000"),
        (Num, "Number", lambda v: str(v.value)),
        (Formula, "Number", lambda v: str(v.stored)),
        (str, "Error" if value == "#DIV/0!" else "String", escape),
        (object, "Number", str),
    )
    _, kind, spelt = next(one for one in kinds if isinstance(value, one[0]))
    style = ' ss:StyleID="id"' if isinstance(value, Num) and value.form else ""
    return f'<Cell ss:Index="{column}"{style}><Data ss:Type="{kind}">{spelt(value)}</Data></Cell>'


Maker = Callable[..., bytes]
MAKERS: dict[str, Maker] = {
    "orm.xlsx": xlsx,
    "orm.xlsm": xlsx,
    "orm.xlsb": xlsb,
    "orm.xls": xls,
    "orm.ods": ods,
}
PAGES: dict[str, Maker] = {"page.xls": page_html, "2003.xls": xml_2003}
