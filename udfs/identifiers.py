"""Identifiers: whether a code has its form, why not, and the key of a bill of entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from udfs._law import plain
from udfs._registry import Argument, Face, worksheet_function
from xl_addin.domain import identifiers
from xl_addin.domain.errors import ValueRefused
from xl_addin.rulebook.registers import known_port


class Formed(NamedTuple):
    """Whether a text has the form of its identifier, and the sentence about it."""

    ok: bool
    why: str


FACES = (
    Face("_OK", "flag", lambda formed: formed.ok, ""),
    Face("_WHY", "text", lambda formed: formed.why, "Why, in one sentence: "),
)


def _formed(parse: Callable[[str], str], text: str | None, name: str) -> Formed:
    try:
        found = parse(text or "")
    except ValueRefused as refused:
        return Formed(False, f"{refused}. {refused.action}")
    return Formed(True, f"{found} has the form of {name}.")


@worksheet_function(
    faces=FACES,
    help="Has the text the form of an IEC: ten digits, or ten characters as a PAN?",
    arguments=(Argument("text", "text", 'Importer-exporter code, as text. Example: "0388012345"'),),
    example='={}("0388012345")',
)
def iec(text: str | None) -> Formed:
    """The form of an importer-exporter code."""
    return _formed(identifiers.parse_iec, text, "an IEC")


@worksheet_function(
    faces=FACES,
    help="Has the text the form of a PAN, with a known holder letter?",
    arguments=(Argument("text", "text", 'Permanent account number. Example: "AAACA1234A"'),),
    example='={}("AAACA1234A")',
)
def pan(text: str | None) -> Formed:
    """The form of a permanent account number."""
    return _formed(identifiers.parse_pan, text, "a PAN")


@worksheet_function(
    faces=FACES,
    help="Has the text the form of an Indian port of discharge (IN, three letters, one character)?",
    arguments=(Argument("text", "text", 'Port code of Customs. Example: "INNSA1"'),),
    example='={}("INNSA1")',
)
def port(text: str | None) -> Formed:
    """The form of a port code; whether the port is on the register of main ports is told beside it."""
    formed = _formed(identifiers.parse_port, text, "a port of discharge")
    if not formed.ok or known_port(text or ""):
        return formed
    return Formed(True, f"{formed.why} It is not on the register of main ports: check it on the bill of entry.")


@worksheet_function(
    faces=FACES,
    help="Has the text the form of an IFSC: four letters, a zero, six characters?",
    arguments=(Argument("text", "text", 'Code of a bank branch. Example: "ABCD0123456"'),),
    example='={}("ABCD0123456")',
)
def ifsc(text: str | None) -> Formed:
    """The form of a bank branch code."""
    return _formed(identifiers.parse_ifsc, text, "an IFSC")


@worksheet_function(
    faces=FACES,
    help="Has the text the form of an AD code: 7 digits, or 14?",
    arguments=(Argument("text", "text", 'AD code of the branch, as text. Example: "0510005"'),),
    example='={}("0510005")',
)
def ad_code(text: str | None) -> Formed:
    """The form of an authorised-dealer code."""
    return _formed(identifiers.parse_ad_code, text, "an AD code")


@worksheet_function(
    faces=plain("text"),
    help="The key of a bill of entry: number, date and port together; never the number alone.",
    arguments=(
        Argument("number", "text", 'Number of 7 digits, as text. Example: "0123456"'),
        Argument("date", "date", "Date of the bill of entry. Example: 2026-05-04"),
        Argument("port", "text", 'Port of discharge. Example: "INNSA1"'),
    ),
    example='={}("0123456", DATE(2026,5,4), "INNSA1")',
)
def boe_key(number: str | None, day: date | None, port_code: str | None) -> str | None:
    """The canonical key, leading zeros put back; a number or port that has not its form is refused."""
    if number is None or day is None or port_code is None:
        return None
    return str(identifiers.BoeKey(identifiers.padded_boe_number(number), day, identifiers.parse_port(port_code)))
