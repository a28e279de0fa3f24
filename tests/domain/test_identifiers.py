"""Identifiers: what each form accepts, and why it refuses the rest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_addin.domain import identifiers as ids
from xl_addin.domain.errors import ValueRefused

Parse = Callable[[str], str]
PARSERS: dict[str, Parse] = {
    "IEC": ids.parse_iec,
    "PAN": ids.parse_pan,
    "AD code": ids.parse_ad_code,
    "port": ids.parse_port,
    "IFSC": ids.parse_ifsc,
    "ORM number": ids.parse_orm_number,
    "BoE number": ids.parse_boe_number,
}

VALID = [
    ("IEC", "0388000222", "0388000222"),
    ("IEC", "ZZBTM0005J", "ZZBTM0005J"),
    ("IEC", " zzbtm0005j ", "ZZBTM0005J"),
    ("PAN", "ZZXCM0006I", "ZZXCM0006I"),
    *(("PAN", f"AAA{kind}A1234A", f"AAA{kind}A1234A") for kind in "ABCFGHJLPT"),
    ("AD code", "0009001", "0009001"),
    ("AD code", "00090010000001", "00090010000001"),
    ("port", "INNSA1", "INNSA1"),
    ("port", "indel4", "INDEL4"),
    ("port", "INSEZA", "INSEZA"),
    ("IFSC", "ABCD0123456", "ABCD0123456"),
    ("IFSC", "abcd0a1b2c3", "ABCD0A1B2C3"),
    ("ORM number", "IBA26030000001", "IBA26030000001"),
    ("ORM number", "1", "1"),
    ("ORM number", "A" * 50, "A" * 50),
    ("BoE number", "0052545", "0052545"),
    ("port", "INSEZ0", "INSEZ0"),
]
INVALID = [
    ("IEC", "0000000000", "zeros that fill the cell: they name nobody"),
    ("AD code", "0000000", "zeros that fill the cell"),
    ("AD code", "00000000000000", "zeros that fill the cell"),
    ("ORM number", "000000", "zeros that fill the cell"),
    ("BoE number", "0000000", "zeros that fill the cell"),
    ("IEC", "38800022", "a lost leading zero (case 3)"),
    ("IEC", "03880002221", "eleven digits"),
    ("IEC", "ZZBXM0005J", "the holder letter X does not exist"),
    ("IEC", "ZZBTM00O5J", "an O for a zero (case 15)"),
    ("IEC", "०३८८०००२२२", "Devanagari digits (case 6)"),
    ("IEC", "038800022²", "a superscript (case 6)"),
    ("IEC", "ſZBTM0005J", "a long s is no S (case 6)"),
    ("IEC", "ZZBTM0005\u200b", "an invisible space (case 29)"),
    ("PAN", "AAAXA1234A", "the holder letter X does not exist"),
    ("PAN", "AAAPA1234", "nine characters"),
    ("PAN", "AAAPA12345", "a digit at the end"),
    ("PAN", "ıAAPA1234A", "a dotless i is no I (case 6)"),
    ("AD code", "9001", "lost leading zeros (case 3)"),
    ("AD code", "00090011", "eight digits"),
    ("AD code", "000-9001", "a dash (case 15)"),
    ("AD code", "0009001.0", "a number's decimals"),
    ("AD code", "٠٠٠٩٠٠١", "Arabic-Indic digits (case 6)"),
    ("AD code", "1_000_0", "underscores (case 7)"),
    ("port", "NSA1", "IN is missing"),
    ("port", "INNS11", "a digit for a letter"),
    ("port", "INNSA", "five characters"),
    ("port", "INNSA11", "seven characters"),
    ("port", "ınNSA1", "a dotless i is no I (case 6)"),
    ("IFSC", "ABCD1123456", "place 5 is not zero"),
    ("IFSC", "ABC00123456", "three letters"),
    ("ORM number", "", "nothing at all"),
    ("ORM number", "IBA-2603", "a dash (case 15)"),
    ("ORM number", "IBA 2603", "a space inside (case 15)"),
    ("ORM number", "A" * 51, "51 characters"),
    ("ORM number", "1.23E+15", "a number in E-notation (case 1)"),
    ("ORM number", "ORM😀1", "an emoji (case 34)"),
    ("ORM number", "STRAßE1", "ß is not SS (case 6)"),
    ("ORM number", "ﬁ12345", "a ligature is not FI (case 29)"),
    ("BoE number", "52545", "lost leading zeros (case 3)"),
    ("BoE number", "00525450", "eight digits"),
    ("BoE number", "005254A", "a letter"),
    ("BoE number", "００５２５４５", "full-width digits (case 6)"),
]


@pytest.mark.parametrize(("kind", "text", "value"), VALID)
def test_a_well_formed_identifier_is_read(kind: str, text: str, value: str) -> None:
    assert PARSERS[kind](text) == value


@pytest.mark.parametrize(("kind", "text", "why"), INVALID, ids=[f"{k}: {why}" for k, _, why in INVALID])
def test_an_identifier_out_of_form_is_refused_with_what_was_found_and_what_to_do(
    kind: str, text: str, why: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        PARSERS[kind](text)
    assert refused.value.found == text
    assert refused.value.expected
    assert refused.value.action


@pytest.mark.parametrize(
    ("kind", "expected", "action"),
    [
        (
            "IEC",
            "an IEC of 10 digits (not zeros alone), or 10 characters in PAN form with digits from 0001",
            "Copy the IEC from the importer's DGFT certificate.",
        ),
        (
            "PAN",
            "a PAN such as AAACA1234A with a known holder letter in place 4 and digits from 0001",
            "Check the PAN card.",
        ),
        ("AD code", "an AD code of 7 (or 14) digits, not zeros alone", "Copy it from the bill of entry."),
        ("port", "a port of discharge such as INNSA1", "Copy the six characters from the bill of entry."),
        ("IFSC", "an IFSC such as ABCD0123456", "Check the branch code."),
        (
            "ORM number",
            "an ORM number of letters and digits, not zeros alone",
            "Copy the reference from the core system as text.",
        ),
        (
            "BoE number",
            "a bill of entry number of 7 digits, not zeros alone",
            "Copy the number from the BoE master as text.",
        ),
    ],
)
def test_a_refusal_says_what_was_expected_and_what_to_do(kind: str, expected: str, action: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        PARSERS[kind]("no, this is none")
    assert str(refused.value) == f"found 'no, this is none'; expected {expected}"
    assert (refused.value.expected, refused.value.action) == (expected, action)


@given(st.sampled_from(sorted(PARSERS)), st.text(max_size=20))
def test_any_text_is_read_in_plain_capitals_or_refused(kind: str, text: str) -> None:
    try:
        value = PARSERS[kind](text)
    except ValueRefused:
        return
    assert value.isascii()
    assert value == text.strip().upper()
    assert PARSERS[kind](value) == value


def test_a_bill_of_entry_is_named_by_number_date_and_port_together() -> None:
    key = ids.BoeKey("0052545", date(2026, 8, 20), "INNSA1")
    assert str(key) == "0052545/2026-08-20/INNSA1"
    assert key != ids.BoeKey("0052545", date(2026, 8, 20), "INCOK6")


def test_the_parts_of_a_bill_of_entry_are_read_together_or_refused() -> None:
    on = date(2026, 8, 20)
    assert ids.parse_boe_key(" 0052545 ", on, "innsa1") == ids.BoeKey("0052545", on, "INNSA1")
    for number, port in (("52545", "INNSA1"), ("0052545", "NSA1")):
        with pytest.raises(ValueRefused):
            ids.parse_boe_key(number, on, port)


def test_a_pan_is_shown_by_its_digits_and_last_letter_and_anything_else_not_at_all() -> None:
    assert ids.masked_pan("ZZBTM0005J") == "XXXXX0005J"
    assert [ids.masked_pan(text) for text in ("", "ZZBTM0005", "ZZBTM0005JJ")] == ["", "", ""]


def test_an_invoice_is_known_by_its_bill_of_entry_and_serial() -> None:
    key = ids.BoeKey("0052545", date(2026, 10, 6), "INNSA1")
    assert (str(key), key.invoice_key(2)) == ("0052545/2026-10-06/INNSA1", "0052545/2026-10-06/INNSA1#2")
