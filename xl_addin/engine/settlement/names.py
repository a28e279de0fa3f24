"""Party names and document numbers in a form that can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise, takewhile

from xl_addin.engine.settlement.config import LEGAL_FORMS

_DROPPED = re.compile(r"[.'`’]")
_SPACED = re.compile(r"[^0-9A-Z]+")
_LETTERS_MIN = 5  # shorter words are codes, where one letter makes another party


def party_words(name: str) -> tuple[str, ...]:
    """Words of a party name without trailing legal forms: 'Ab Cd Co., Ltd.' is ('AB', 'CD')."""
    words = _SPACED.sub(" ", _DROPPED.sub("", name.upper())).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return tuple(words)


def document_token(number: str) -> str:
    """Letters and digits of a document number in upper case; an all-digit number loses its leading zeros."""
    token = number.upper()
    if not token.isalnum():
        token = "".join(filter(str.isalnum, token))
    return token.lstrip("0") if token.isdigit() else token


def one_edit_apart(first: str, second: str) -> bool:
    """True when at most one letter was changed, added, lost, or two neighbours swapped."""
    if abs(len(first) - len(second)) > 1:
        return False
    start = 0
    shorter = min(len(first), len(second))
    while start < shorter and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    swapped = len(a) == len(b) and len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _gaps(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name with each long word without digits left out in turn: what a misspelt name has in common."""
    for place, word in enumerate(words):
        if len(word) >= _LETTERS_MIN - 1 and word.isalpha() and len(words) > 1:
            yield (*words[:place], "", *words[place + 1 :])


def _misspelt(names: Iterable[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of names that differ in one letter of one long word."""
    shared: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for name in names:
        for gap in _gaps(name):
            shared.setdefault(gap, []).append(name)
    for gap, alike in shared.items():
        place = gap.index("")
        for first, second in ((a, b) for i, a in enumerate(alike) for b in alike[i + 1 :]):
            one, other = first[place], second[place]
            if max(len(one), len(other)) >= _LETTERS_MIN and one_edit_apart(one, other):
                yield first, second


def _cut_short(names: Iterable[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs where one name, of two words or more, goes on in one way only; the longer ones may go on again."""
    ordered = sorted(names)
    for place, name in enumerate(ordered):
        if len(name) < 2:
            continue
        longer = [*takewhile(partial(_begins, name), ordered[place + 1 :])]
        # a name that continues in two ways could be either party
        if longer and all(_begins(one, other) for one, other in pairwise(longer)):
            yield name, longer[0]


def _begins(name: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return other[: len(name)] == name


def same_party(names: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """One name for all the spellings of each party of an importer: misspelt and shortened names join the full one."""
    known = sorted(set(names))
    parent = {name: name for name in known}

    def root(name: tuple[str, ...]) -> tuple[str, ...]:
        while parent[name] != name:
            name = parent[name]
        return name

    for first, second in (*_misspelt(known), *_cut_short(known)):
        low, high = sorted((root(first), root(second)))
        parent[high] = low
    return {name: root(name) for name in known}
