"""Our own parts of the add-in's package: the ribbon, the sheet of help while typing, and whose it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_rowcol_to_cell

from xl_addin import __version__
from xl_addin.excel.intellisense import SHEET
from xl_addin.excel.transport import XLWINGS_VERSION

RIBBON_PART = "customUI/customUI14.xml"
RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
WORKBOOK, SHEET_PART, RELATIONS = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"
CORE, APP = "docProps/core.xml", "docProps/app.xml"
TITLE = "Import Desk"
STAMP = f"{TITLE} {__version__}, for xlwings {XLWINGS_VERSION}"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MADE = "2026-01-01T00:00:00Z"  # fixed: the same content gives the same file


def patched(parts: Mapping[str, bytes], ribbon: str, help_rows: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """The package with the ribbon, the help sheet, and our name instead of the donor's."""
    found = dict(parts)
    found[RIBBON_PART] = ribbon.encode()
    found[RELATIONS] = _replaced(
        found[RELATIONS],
        "</Relationships>",
        f'<Relationship Id="rIdRibbon" Type="{RIBBON_TYPE}" Target="{RIBBON_PART}"/></Relationships>',
    )
    found[WORKBOOK] = _replaced(found[WORKBOOK], '<sheet name="Sheet1"', f'<sheet name="{SHEET}"')
    found[SHEET_PART] = _with_rows(found[SHEET_PART], help_rows)
    found[CORE], found[APP] = _CORE.encode(), _APP.encode()
    return found


def _replaced(part: bytes, old: str, new: str) -> bytes:
    """The part with its one `old` replaced; a donor of another shape is a programmer's mistake."""
    text = part.decode()
    if text.count(old) != 1:
        raise AssertionError(f"the donor has {text.count(old)} times {old!r}; its shape is not known")
    return text.replace(old, new).encode()


def _with_rows(part: bytes, rows: Sequence[Sequence[str]]) -> bytes:
    last = xl_rowcol_to_cell(len(rows) - 1, max(map(len, rows)) - 1)
    filled = _replaced(part, "<sheetData/>", f"<sheetData>{''.join(_rows(rows))}</sheetData>")
    return _replaced(filled, '<dimension ref="A1"/>', f'<dimension ref="A1:{last}"/>')


def _rows(rows: Iterable[Sequence[str]]) -> Iterable[str]:
    for down, cells in enumerate(rows):
        told = "".join(
            f'<c r="{xl_rowcol_to_cell(down, across)}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for across, text in enumerate(cells)
            if text
        )
        yield f'<row r="{down + 1}">{told}</row>'


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
