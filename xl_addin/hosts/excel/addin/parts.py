"""Our own parts of the add-in's package: the ribbon, the sheet of help while typing, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_rowcol_to_cell

from xl_addin import __version__
from xl_addin.hosts.excel.functions.intellisense import SHEET

RIBBON_PART = "customUI/customUI14.xml"
RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
WORKBOOK, SHEET_PART, RELATIONS = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"
BOOK_RELATIONS, STRINGS, TYPES = "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "[Content_Types].xml"
CORE, APP = "docProps/core.xml", "docProps/app.xml"
TITLE = "Import Desk"
STAMP = f"{TITLE} {__version__}"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MADE = "2026-01-01T00:00:00Z"  # fixed: the same content gives the same file


def patched(parts: Mapping[str, bytes], ribbon: str, help_rows: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """The package with the ribbon, the help sheet, and our name instead of the donor's."""
    found = dict(parts)
    texts = sorted({text for row in help_rows for text in row if text})
    found[RIBBON_PART], found[STRINGS] = ribbon.encode(), _strings(help_rows, texts).encode()
    found[CORE], found[APP] = _CORE.encode(), _APP.encode()
    found[RELATIONS] = _ended(found[RELATIONS], "</Relationships>", _relation("rIdRibbon", RIBBON_TYPE, RIBBON_PART))
    found[BOOK_RELATIONS] = _ended(
        found[BOOK_RELATIONS], "</Relationships>", _relation("rIdStrings", _STRINGS_TYPE, "sharedStrings.xml")
    )
    found[TYPES] = _ended(
        found[TYPES], "</Types>", f'<Override PartName="/{STRINGS}" ContentType="{_STRINGS_CONTENT}"/>'
    )
    found[WORKBOOK] = _replaced(found[WORKBOOK], '<sheet name="Sheet1"', f'<sheet name="{SHEET}"')
    found[SHEET_PART] = _with_rows(found[SHEET_PART], help_rows, {text: at for at, text in enumerate(texts)})
    return found


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'


def _ended(part: bytes, end: str, last: str) -> bytes:
    """The part with one more element before its end."""
    return _replaced(part, end, last + end)


def _replaced(part: bytes, old: str, new: str) -> bytes:
    """The part with its one `old` replaced; a donor of another shape is a programmer's mistake."""
    text = part.decode()
    if text.count(old) != 1:
        raise AssertionError(f"the donor has {text.count(old)} times {old!r}; its shape is not known")
    return text.replace(old, new).encode()


def _with_rows(part: bytes, rows: Sequence[Sequence[str]], places: Mapping[str, int]) -> bytes:
    last = xl_rowcol_to_cell(len(rows) - 1, max(map(len, rows)) - 1)
    filled = _replaced(part, "<sheetData/>", f"<sheetData>{''.join(_rows(rows, places))}</sheetData>")
    return _replaced(filled, '<dimension ref="A1"/>', f'<dimension ref="A1:{last}"/>')


def _rows(rows: Iterable[Sequence[str]], places: Mapping[str, int]) -> Iterator[str]:
    for down, cells in enumerate(rows):
        told = "".join(
            f'<c r="{xl_rowcol_to_cell(down, across)}" t="s"><v>{places[text]}</v></c>'
            for across, text in enumerate(cells)
            if text
        )
        yield f'<row r="{down + 1}">{told}</row>'


def _strings(rows: Iterable[Sequence[str]], texts: Sequence[str]) -> str:
    used = sum(bool(text) for row in rows for text in row)
    told = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    return f'{_XML}<sst xmlns="{_MAIN}" count="{used}" uniqueCount="{len(texts)}">{told}</sst>'


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRINGS_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_STRINGS_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
_CORE = (
    f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    f"<dc:title>{TITLE}</dc:title><dc:creator>{TITLE}</dc:creator><dc:description>{STAMP}</dc:description>"
    f"<cp:lastModifiedBy>{TITLE}</cp:lastModifiedBy>"
    f'<dcterms:created xsi:type="dcterms:W3CDTF">{_MADE}</dcterms:created>'
    f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_MADE}</dcterms:modified>'
    f"<cp:version>{__version__}</cp:version></cp:coreProperties>"
)
_APP = (
    f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    "<Application>Microsoft Excel</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop>"
    '<HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant>'
    "<vt:variant><vt:i4>1</vt:i4></vt:variant></vt:vector></HeadingPairs>"
    f'<TitlesOfParts><vt:vector size="1" baseType="lpstr"><vt:lpstr>{SHEET}</vt:lpstr></vt:vector></TitlesOfParts>'
    "<LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged>"
    "<AppVersion>16.0300</AppVersion></Properties>"
)
