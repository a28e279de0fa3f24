"""Invoice and bill-of-entry numbers found in remarks: word sequences looked up, no guessing pattern."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import accumulate

from xl_addin.engine.settlement.config import BOE_WORDS, DEFAULT, OTHER_DOCUMENTS, Config

_BREAKS = re.compile(r"[\s,;:()]+")
_DIGIT = re.compile(r"\d")
_MARKS = re.compile(r"[^0-9A-Z]+")
BOE_DIGITS = 7


def remark_words(remark: str) -> list[str]:
    """Words of an upper-case remark, letters and digits only."""
    return [word for word in (_MARKS.sub("", part) for part in _BREAKS.split(remark)) if word]


Known = Callable[[str], int | None]  # the number of a text that an invoice bears


def _boe_hits(words: list[str], at: int, known: Known) -> list[int]:
    """Bill of entry named by the digits at this place, by number and date when a date follows."""
    number = words[at].lstrip("0")
    for word in words[at + 1 : at + 4]:
        dated = known(f"BOE {number} {word}")
        if dated is not None:
            return [dated]
    announced = (at > 0 and words[at - 1] in BOE_WORDS) or (at > 1 and words[at - 2] in BOE_WORDS)
    plain = known(f"BOE {number}")
    return [plain] if plain is not None and (announced or len(words[at]) == BOE_DIGITS) else []


def _longest(words: list[str], at: int, known: Known, longest: int) -> tuple[int, int]:
    """Number and length in words of the longest known document number that starts here; -1 if none.

    Digits after a word such as PO are the number of another document, in one word or several.
    """
    found = (-1, 1)
    for count, text in enumerate(accumulate(words[at : at + longest]), start=1):
        token = known(text.lstrip("0") if text.isdigit() else text)
        if token is not None:
            found = (token, count)
    token, used = found
    if at and words[at - 1] in OTHER_DOCUMENTS and all(word.isdigit() for word in words[at : at + used]):
        return -1, used
    return token, used


def find_numbers(remark: str, known: Known, longest: int) -> list[int]:
    """Token numbers of all known document numbers in an upper-case remark, in order of appearance."""
    words = remark_words(remark)
    found: list[int] = []
    at = 0
    while at < len(words):
        boe = _boe_hits(words, at, known) if words[at].isdigit() else []
        token, used = (-1, 1) if boe else _longest(words, at, known, longest)
        found += boe or ([token] if token >= 0 else [])
        at += used
    return list(dict.fromkeys(found))


def usable(text: str, config: Config) -> bool:
    """Whether a text may be the number of a document."""
    return len(text) >= config.token_length_min and _DIGIT.search(text) is not None


def unread_texts(remark: str, config: Config, longest: int) -> list[str]:
    """Texts of an upper-case remark that could be a misspelt document number, in comparable form, none too long."""
    words, texts = remark_words(remark), dict[str, None]()
    for at in range(len(words)):
        if at and words[at].isdigit() and words[at - 1] in OTHER_DOCUMENTS:
            continue
        for text in accumulate(words[at : at + config.token_words_max]):
            plain = text.lstrip("0") if text.isdigit() else text
            if config.token_length_strong - 1 <= len(plain) <= longest and _DIGIT.search(plain) is not None:
                texts[plain] = None
    return list(texts)


def may_name(remarks: Iterable[str], config: Config = DEFAULT) -> tuple[set[str], set[str]]:
    """All that remarks could be found to name, whatever is known: document numbers, and numbers of bills of entry."""
    numbers: set[str] = set()
    bills: set[str] = set()
    for remark in set(remarks):
        words = remark_words(remark.upper())
        for at, word in enumerate(words):
            texts = accumulate(words[at : at + config.token_words_max])
            plain = (text.lstrip("0") if text.isdigit() else text for text in texts)
            numbers.update(text for text in plain if usable(text, config))
            if word.isdigit():
                bills.add(word.lstrip("0").zfill(BOE_DIGITS))
    return numbers, bills
