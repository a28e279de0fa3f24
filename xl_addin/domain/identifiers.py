"""Identifiers that parse or say why not. All are text; leading zeros count.

The forms of AD code, PAN and IFSC rest on secondary sources: to be verified by the bank's compliance desk.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from xl_addin.domain.errors import ValueRefused

_PAN = re.compile(r"[A-Z]{3}[ABCFGHJLPT][A-Z](?!0000)[0-9]{4}[A-Z]")  # serials run from 0001
_PORT = re.compile(r"IN[A-Z]{3}[0-9A-Z]")
_IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
_ORM = re.compile(r"[A-Z0-9]{1,50}")
_DIGITS = re.compile(r"[0-9]+")

IEC_LENGTH, AD_LENGTHS, BOE_LENGTH = 10, (7, 14), 7


class Iec(str):
    """Importer-exporter code: ten digits (legacy) or the PAN form."""

    __slots__ = ()


class Pan(str):
    """Permanent account number; the fourth letter names the kind of holder."""

    __slots__ = ()


class AdCode(str):
    """Authorised-dealer branch code: 7 digits, or 14 with both parts."""

    __slots__ = ()


class PortCode(str):
    """ICES port of discharge: IN, three letters, one character for the kind of port."""

    __slots__ = ()


class Ifsc(str):
    """Bank branch code of Indian payment systems."""

    __slots__ = ()


class OrmNumber(str):
    """Outward remittance reference: letters and digits."""

    __slots__ = ()


class BoeKey(NamedTuple):
    """A bill of entry is known by number, date and port of discharge together, never by its number alone (K12)."""

    boe_number: str
    boe_date: date
    port_code: str

    def __str__(self) -> str:
        return f"{self.boe_number}/{self.boe_date.isoformat()}/{self.port_code}"

    def invoice_key(self, serial: int) -> str:
        """Key of its invoice with that serial."""
        return f"{self}#{serial}"


def by_serial(key: str) -> tuple[str, int]:
    """What the keys of items are sorted by: the serial of an invoice as a number, so that 10 stands behind 9.

    >>> sorted(["0052545/2026-10-06/INNSA1#10", "0052545/2026-10-06/INNSA1#9"], key=by_serial)[0]
    '0052545/2026-10-06/INNSA1#9'
    """
    entry, _, serial = key.rpartition("#")
    return (entry, int(serial)) if entry and serial.isdecimal() else (key, 0)


def boe_day(key: str) -> date:
    """The day in the key of a bill of entry or of an invoice of it.

    >>> boe_day("0052545/2026-10-06/INNSA1#1")
    datetime.date(2026, 10, 6)
    """
    return date.fromisoformat(key.split("/")[1])


def parse_iec(text: str) -> Iec:
    """An IEC, or ValueRefused that says which form was missed.

    >>> parse_iec(" 0388012345 ")
    '0388012345'
    """
    value = _capitals(text)
    if len(value) == IEC_LENGTH and not _is_nought(value) and (_is_ascii_digits(value) or _PAN.fullmatch(value)):
        return Iec(value)
    raise ValueRefused(
        text,
        "an IEC of 10 digits (not zeros alone), or 10 characters in PAN form with digits from 0001",
        "Copy the IEC from the importer's DGFT certificate.",
    )


def parse_pan(text: str) -> Pan:
    """A PAN, or ValueRefused.

    >>> parse_pan("aaaca1234a")
    'AAACA1234A'
    """
    value = _capitals(text)
    if _PAN.fullmatch(value):
        return Pan(value)
    expected = "a PAN such as AAACA1234A with a known holder letter in place 4 and digits from 0001"
    raise ValueRefused(text, expected, "Check the PAN card.")


def parse_ad_code(text: str) -> AdCode:
    """An AD code of 7 or 14 digits, or ValueRefused.

    >>> parse_ad_code("0510001")
    '0510001'
    """
    value = text.strip()
    if len(value) in AD_LENGTHS and _is_ascii_digits(value) and not _is_nought(value):
        return AdCode(value)
    raise ValueRefused(text, "an AD code of 7 (or 14) digits, not zeros alone", "Copy it from the bill of entry.")


def parse_port(text: str) -> PortCode:
    """An ICES port code, or ValueRefused. Whether the port is on the register is the caller's question.

    >>> parse_port("innsa1")
    'INNSA1'
    """
    value = _capitals(text)
    if _PORT.fullmatch(value):
        return PortCode(value)
    raise ValueRefused(text, "a port of discharge such as INNSA1", "Copy the six characters from the bill of entry.")


def parse_ifsc(text: str) -> Ifsc:
    """An IFSC, or ValueRefused.

    >>> parse_ifsc("abcd0123456")
    'ABCD0123456'
    """
    value = _capitals(text)
    if _IFSC.fullmatch(value):
        return Ifsc(value)
    raise ValueRefused(text, "an IFSC such as ABCD0123456", "Check the branch code.")


def parse_orm_number(text: str) -> OrmNumber:
    """An ORM number of letters and digits, or ValueRefused."""
    value = _capitals(text)
    if _ORM.fullmatch(value) and not _is_nought(value):
        return OrmNumber(value)
    expected = "an ORM number of letters and digits, not zeros alone"
    raise ValueRefused(text, expected, "Copy the reference from the core system as text.")


def parse_boe_number(text: str) -> str:
    """A BoE number of seven digits, or ValueRefused; a shorter one may have lost its leading zeros.

    >>> parse_boe_number("12345")
    Traceback (most recent call last):
    xl_addin.domain.errors.ValueRefused: ...
    """
    value = text.strip()
    if len(value) == BOE_LENGTH and _is_ascii_digits(value) and not _is_nought(value):
        return value
    expected = "a bill of entry number of 7 digits, not zeros alone"
    raise ValueRefused(text, expected, "Copy the number from the BoE master as text.")


def padded_boe_number(text: str) -> str:
    """A BoE number whose leading zeros a spreadsheet may have dropped, or ValueRefused.

    >>> padded_boe_number("12345")
    '0012345'
    """
    value = text.strip()
    return parse_boe_number(value.zfill(BOE_LENGTH) if _is_ascii_digits(value) else value)


def parse_boe_key(number: str, on: date, port: str) -> BoeKey:
    """The three parts that name a bill of entry, each in its form, or ValueRefused for the first that is not.

    >>> str(parse_boe_key("1234567", date(2026, 10, 1), "innsa1"))
    '1234567/2026-10-01/INNSA1'
    """
    return BoeKey(parse_boe_number(number), on, parse_port(port))


def masked_pan(pan: str) -> str:
    """A PAN as it may be shown: the digits and the last letter only; "" for what is no PAN.

    >>> masked_pan("AAACA1234A")
    'XXXXX1234A'
    """
    return f"XXXXX{pan[5:]}" if len(pan) == 10 else ""


def _is_nought(value: str) -> bool:
    """Zeros alone fill a cell that must hold something: they name nobody, and would make one of many."""
    return not value.strip("0")


def _capitals(text: str) -> str:
    """ASCII letters raised. Others are left to be refused: Python makes S of ſ, I of ı, SS of ß and FI of ﬁ."""
    value = text.strip()
    return value.upper() if value.isascii() else value


def _is_ascii_digits(value: str) -> bool:
    return _DIGITS.fullmatch(value) is not None
