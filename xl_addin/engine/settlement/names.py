"""Party names and document numbers in a form that can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain, combinations, pairwise, takewhile

from xl_addin.engine.settlement.config import LEGAL_FORMS
from xl_addin.engine.settlement.spelling import name_words

_FEW = 8  # words that are compared each with each
_NO_SIGNS = {code: None for code in range(128) if not chr(code).isalnum()}
_BETWEEN = "\n"  # numbers that are read together
_NO_SIGNS_BETWEEN = {code: None for code in _NO_SIGNS if chr(code) != _BETWEEN}
_LETTERS_MIN = 5  # shorter words are codes, where one letter makes another party
_SURE = 2  # words; in a longer name a word of four letters may have lost one


def party_words(name: str) -> tuple[str, ...]:
    """Words of a party name without trailing legal forms: 'Ab Cd Co., Ltd.' is ('AB', 'CD')."""
    words = name_words(name)
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return tuple(words)


def document_token(number: str) -> str:
    """Letters and digits of a document number in upper case; an all-digit number loses its leading zeros."""
    token = number.upper()
    if not token.isalnum():
        token = token.translate(_NO_SIGNS) if token.isascii() else "".join(filter(str.isalnum, token))
    return token.lstrip("0") if token.isdigit() else token


def document_tokens(numbers: Sequence[str]) -> list[str]:
    """The same of many numbers, all letters and signs in one go."""
    text = _BETWEEN.join(numbers)
    if not text.isascii() or text.count(_BETWEEN) != len(numbers) - 1:
        return [document_token(number) for number in numbers]
    tokens = text.upper().translate(_NO_SIGNS_BETWEEN).split(_BETWEEN)
    return [token.lstrip("0") if token.isdigit() else token for token in tokens]


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


Gap = tuple[int, int, int, int]  # words of a name, place of the one left out, hashes of what stands before and after


def _gaps(words: tuple[str, ...]) -> Iterator[Gap]:
    """The name with each word that may be misspelt left out in turn: what a misspelt name has in common."""
    least = _LETTERS_MIN - (2 if len(words) > _SURE else 1)
    before, after = ([*accumulate(side, _hashed, initial=0)] for side in (words, reversed(words)))
    for place, word in enumerate(words):
        if len(word) >= least and word.isalpha() and len(words) > 1:
            yield len(words), place, before[place], after[len(words) - place - 1]


def _hashed(so_far: int, word: str) -> int:
    return hash((so_far, word))


def _misspelt(names: Iterable[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of names that differ in one letter of one long word, or that lost a letter of a shorter one."""
    shared: dict[Gap, list[tuple[str, ...]]] = {}
    for name in names:
        for gap in _gaps(name):
            shared.setdefault(gap, []).append(name)
    for gap, alike in shared.items():
        place = gap[1]
        for first, second in near_each_other([name[place] for name in alike]):
            name, other = alike[first], alike[second]
            slip = _is_slip(name[place], other[place], len(name))
            if slip and name[:place] == other[:place] and name[place + 1 :] == other[place + 1 :]:
                yield name, other


def _is_slip(word: str, other: str, of_words: int) -> bool:
    """Whether words that are one edit apart may be one: a long one, or where the rest is alike that lost a letter."""
    longer = max(len(word), len(other))
    return longer >= _LETTERS_MIN or (of_words > _SURE and longer == _LETTERS_MIN - 1 and len(word) != len(other))


def near_each_other(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Places of all pairs of words that are one edit apart, by what is left of them without one of their signs."""
    for first, second in _sharing_all_but_a_sign(words) if len(words) > _FEW else combinations(range(len(words)), 2):
        if one_edit_apart(words[first], words[second]):
            yield first, second


def _sharing_all_but_a_sign(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    by_rest: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        for rest in {word, *(word[:cut] + word[cut + 1 :] for cut in range(len(word)))}:
            by_rest.setdefault(rest, []).append(at)
    for alike in by_rest.values():
        yield from combinations(alike, 2)


def _reordered(names: Iterable[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of the same words in another order."""
    first: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in names:
        other = first.setdefault(tuple(sorted(name)), name)
        if other != name:
            yield other, name


def _cut_short(names: Iterable[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs where one name, of two words or more, goes on in one way only; the longer ones may go on again."""
    ordered = sorted(names)
    for place, name in enumerate(ordered):
        if len(name) < 2:
            continue
        longer = takewhile(partial(_begins, name), (ordered[at] for at in range(place + 1, len(ordered))))
        first = next(longer, None)
        # a name that continues in two ways could be either party
        if first is not None and all(_begins(one, other) for one, other in pairwise(chain((first,), longer))):
            yield name, first


def _begins(name: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return other[: len(name)] == name


def same_party(names: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """One name for all the spellings of each party of an importer: misspelt and shortened names join the full one."""
    known = sorted(set(names))
    parent = {name: name for name in known}

    def root(name: tuple[str, ...]) -> tuple[str, ...]:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for first, second in (*_reordered(known), *_misspelt(known), *_cut_short(known)):
        low, high = sorted((root(first), root(second)))
        parent[high] = low
    return {name: root(name) for name in known}
