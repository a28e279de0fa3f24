"""Why a true pair was not found, by what the papers say of it: the first cause that holds."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any

from tests.benchmarks.month_people import FORWARDERS

_LEGAL = frozenset("CO LTD LIMITED COMPANY INC INCORPORATED GMBH AG KK FZE PTE SRL WLL MBH GESELLSCHAFT AND".split())  # noqa: SIM905
_TITLES = re.compile(r"^(M/S\.?|MESSRS)\s+")
_SAYS_A_NUMBER = re.compile(r"\b(INV|INVOICE|BOE)\b.*\d")
_ALIKE = 0.9
_HIDDEN = {name.upper() for name in FORWARDERS}
BY_KIND = {
    "EXACT_1_1": "equal amounts of one party",
    "THIRD_PARTY": "equal amounts of one party",  # the importer itself after all
    "CROSS_CCY": "equal amounts of one party",
    "PAID_TWICE": "two payments for one invoice",
    "NAMES_TWO": "names two invoices, pays one",
    "N_1": "instalments of one invoice",
    "ONE_N": "one payment for several bills",
    "ONE_BOE_N_INV": "one payment for a bill of several invoices",
    "N_M": "several payments for several bills",
    "ON_ACCOUNT": "round payments on account",
    "PARTIAL": "part paid",
    "SHORT_GT5": "short by more than 5 %",
    "TOL_1_1": "short by up to 5 %",
    "CHARGES_1_1": "wire charge kept",
    "DISCOUNT_1_1": "discount taken",
    "FREIGHT_1_1": "freight paid with it",
    "OVERPAY": "paid too much",
}


def bare(text: str) -> str:
    """Letters and digits in upper case, accents dropped."""
    plain = unicodedata.normalize("NFKD", text.upper().replace("ß", "SS"))
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def words_of(name: str) -> list[str]:
    """Words of a party's name without title, legal form and accents."""
    words = [bare(word) for word in _TITLES.sub("", name.upper()).split()]
    return [word for word in words if word and word not in _LEGAL]


def cause_of(orm: dict[str, Any], invoices: list[dict[str, Any]], kind: str) -> str:
    """The first thing that stood in the way of finding these invoices for this remittance."""
    first = invoices[0]
    if orm["iec"] != first["iec"]:
        return "another importer pays"
    if orm["currency"] != first["currency"]:
        return "another currency"
    remarks = bare(orm["remarks"])
    numbers = [bare(one["invoice_number"]).lstrip("0") for one in invoices] + [str(first["boe_number"])]
    if any(number and number in remarks for number in numbers):
        return f"named, {BY_KIND[kind]}"
    if _SAYS_A_NUMBER.search(orm["remarks"]):
        return "a number is named that is not this one's"
    return _by_party(orm, first) or BY_KIND[kind]


def _by_party(orm: dict[str, Any], invoice: dict[str, Any]) -> str:
    if not orm["party"]:
        return "no party named"
    if invoice.get("seller"):
        return "a forwarder, the seller named"
    if invoice["supplier"].upper() in _HIDDEN:
        return "a forwarder, the seller not named"
    return "" if alike(orm["party"], invoice["supplier"]) else "the name is written in another way"


def alike(one: str, other: str) -> bool:
    """True where anybody would read one name: the same words, cut short, or a letter or two apart."""
    first, second = ("".join(words_of(name)) for name in (one, other))
    cut = first.startswith(second) or second.startswith(first)
    return cut or SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
