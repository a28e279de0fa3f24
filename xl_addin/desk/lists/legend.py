"""The legend of the book, on Rules: the words on its sheets that are no status, each with its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from xl_addin.engine.ageing import BUCKETS, NO_DATE, OLDEST
from xl_addin.engine.settlement.pass_words import PASS_WORDS, REASON_WORDS, TIER_WORDS
from xl_addin.workbook.lists import Column, List, long, text

AGE, FOUND_BY, AMOUNTS, TIER = "Age bucket", "Found by, in settlements.csv", "Reason of a line", "Tier of a line"


class Word(NamedTuple):
    """A word, what it means, and where it stands."""

    word: str
    meaning: str
    place: str


def words() -> list[Word]:
    """Age buckets, then what stands on a settlement line."""
    lines = ((REASON_WORDS, AMOUNTS), (TIER_WORDS, TIER), (PASS_WORDS, FOUND_BY))
    return [*_ages(), *(Word(*pair, place) for known, place in lines for pair in known.items())]


def _ages() -> Iterator[Word]:
    yield Word(BUCKETS[0][1], "the day has not passed", AGE)
    for (before, _), (longest, name) in pairwise(BUCKETS):
        yield Word(name, f"{before + 1:,} to {longest:,} days past it", AGE)
    yield Word(OLDEST, f"more than {BUCKETS[-1][0]:,} days past it", AGE)
    yield Word(NO_DATE, "no day is in force, so no age is known", AGE)


LEGEND: List[Word] = List(
    "tblLegend",
    rows=lambda _: words(),
    columns=(
        Column("Word of a list", text, lambda w: w.word, 32),
        Column("Meaning there", long, lambda w: w.meaning, 44),
        Column("Where it stands", long, lambda w: w.place, 18),
    ),
)
