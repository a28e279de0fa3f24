"""Names in the letters, words and order that payment messages leave of them."""

from __future__ import annotations

import re
import unicodedata

_TITLE = re.compile(r"^\s*(?:M\s*/\s*S\b|MESSRS\b|MESSERS\b)[\s.]*")
_DROPPED = re.compile(r"[.'`’]")
_SPACED = re.compile(r"[^0-9A-Z]+")
# Letters that are no letter with a mark.
_LETTERS = str.maketrans({"Ø": "O", "Æ": "AE", "Œ": "OE", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "TH", "ı": "I"})
_MARKS = re.compile("[\u0300-\u036f]")
_SPELT_OUT = re.compile("([AOU])E")
_SPELT_OUT_MIN = 5  # a shorter word is a code, in which AE is not Ä
_ANDS = {"AND", "UND"}
# Words that are cut as one writes: the long form stands for both.
_SHORT_FORMS = {
    "INTL": "INTERNATIONAL",
    "INTNL": "INTERNATIONAL",
    "ENGG": "ENGINEERING",
    "MFG": "MANUFACTURING",
    "INDS": "INDUSTRIES",
    "BROS": "BROTHERS",
}


def plain_letters(text: str) -> str:
    """Capitals without marks: 'Müller' is 'MULLER'."""
    capitals = text.upper()
    if capitals.isascii():
        return capitals
    return _MARKS.sub("", unicodedata.normalize("NFKD", capitals.translate(_LETTERS)))


def _one_spelling(word: str) -> str:
    """A long form for a short one; one letter for two where a message has no marks: 'MUELLER' is 'MULLER'."""
    if len(word) >= _SPELT_OUT_MIN and word.isalpha():
        word = _SPELT_OUT.sub(r"\1", word)
    return _SHORT_FORMS.get(word, word)


def _joined(words: list[str]) -> list[str]:
    """Single letters in a row are one word: 'G M B H' is 'GMBH'."""
    out: list[str] = []
    is_open = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and is_open:
            out[-1] += word
        else:
            out.append(word)
        is_open = single
    return out


def name_words(name: str) -> list[str]:
    """Words of a name in one spelling: without a title, without the word for '&'."""
    text = _TITLE.sub("", plain_letters(name)).replace("&", " AND ")
    words = _joined(_SPACED.sub(" ", _DROPPED.sub("", text)).split())
    return [_one_spelling(word) for word in words if word not in _ANDS] or words
