"""What names the record that a row is about, so that a row that blocked is known again when it comes in well."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from xl_addin.desk.intake.file_names import DOWNLOADS, SourceKind
from xl_addin.desk.intake.gather import Intake
from xl_addin.desk.intake.raw import RawRow, RawSource
from xl_addin.domain.findings import Severity
from xl_addin.domain.identifiers import BoeKey

_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_REMITTANCES = (SourceKind.ORM_LIST, SourceKind.ORM_MESSAGE)
_BILLS = (*DOWNLOADS, SourceKind.MANUAL_BOE)

Blocked = dict[str, dict[str, str]]  # by source and row, the key of the record


def rows_told(raw: list[RawSource], intake: Intake, wanted: Collection[str]) -> dict[str, object]:
    """What a take-in keeps of rows that blocked: those of now, and those of before that have come in well."""
    found = {"blocked": blocked_rows(raw), "well": well_taken(raw, intake, wanted)}
    return {name: value for name, value in found.items() if value}


def blocked_rows(raw: Iterable[RawSource]) -> Blocked:
    """Rows that a blocking finding names, each with what names its record; one whose key cannot be read is left out."""
    found = {}
    for source in raw:
        lines = _blocked_lines(source)
        named = {str(line): key for line, key in _keys(source) if key and line in lines} if lines else {}
        if named:
            found[source.file.name] = named
    return found


def well_taken(raw: Iterable[RawSource], intake: Intake, wanted: Collection[str]) -> list[str]:
    """Which of the wanted keys have come in a row that nothing blocks, about a record that is known by now."""
    if not wanted:
        return []
    known = {_remittance(*str(key).rpartition("/")[::2]) for key in intake.orms.known}
    known |= {_bill(*key) for key in intake.boes.known if isinstance(key, BoeKey)}
    return sorted(
        {
            key
            for source in raw
            for line, key in _keys(source)
            if key in wanted and key.partition("#")[0] in known and line not in _blocked_lines(source)
        }
    )


def _blocked_lines(source: RawSource) -> set[int]:
    return {one.row for one in source.journal.findings if one.severity is Severity.BLOCK and one.row}


def _keys(source: RawSource) -> Iterator[tuple[int, str]]:
    """Line and key of every row; an invoice by the key of its bill of entry and its serial."""
    for raw in source.rows:
        key = _key(source.file.kind, raw)
        serial = raw.text("invoice_serial")
        yield raw.line, f"{key}#{_digits(serial)}" if key and serial else key
        for line, texts in raw.invoices:
            yield line, f"{key}#{_digits(texts.get('invoice_serial', '').strip())}" if key else ""


def _key(kind: SourceKind, raw: RawRow) -> str:
    """What names the record of a row in any file; "" where the row does not tell."""
    said = raw.text("item_kind").upper() if kind is SourceKind.OPENING else ""
    if kind in _REMITTANCES or said == "ORM":
        return _remittance(raw.text("orm_number"), raw.text("ad_code"))
    if kind in _BILLS or said == "INV":
        return _bill(raw.text("boe_number"), raw.text("boe_date"), raw.text("port_code"))
    return ""


def _remittance(number: str, ad_code: str) -> str:
    return f"ORM {number.upper()}/{_digits(ad_code)}" if number and ad_code else ""


def _bill(number: str, day: object, port: str) -> str:
    return f"BOE {_digits(number)}/{_day(str(day))}/{port.upper()}" if number and day and port else ""


def _digits(text: str) -> str:
    """Digits without the zeros that one file keeps and another loses."""
    return text.lstrip("0") if text.isdigit() else text.upper()


def _day(text: str) -> str:
    told = _DAY_FIRST.fullmatch(text)
    return f"{told[3]}-{told[2]:0>2}-{told[1]:0>2}" if told else text
