"""Any question of the rules asked in words: fact=value pairs, as on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from difflib import get_close_matches
from typing import Any

from xl_addin.desk.started import typed
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.texts import clean, raised
from xl_addin.engine.law import Law
from xl_addin.engine.questions import ASK, ask, facts_of
from xl_addin.engine.rule import Decision
from xl_addin.rulebook.facts import facts
from xl_addin.rulebook.registers import in_family, parse_flag
from xl_addin.workbook.extracts.cells import amount
from xl_addin.workbook.extracts.day_cells import one_day

REASONS = "reason_words"  # the register whose words stand for families
ROWS = {("extension", "reason"): "extension_reason"}  # a fact that the register of facts has under another name
_COUNT = re.compile(r"[0-9]{1,6}")


def known_question(question: str) -> str:
    """`question` if the rules answer it; else DeskError with the names nearest to it."""
    if question in ASK:
        return question
    raise DeskError(
        f"The rules know no question {question!r}.",
        "Command: rules ask.",
        f"{_nearest(question, ASK)}List all: {typed('rules ask')}",
    )


def ask_in_words(question: str, words: Iterable[str], law: Law) -> Decision:
    """The answer to `question` on facts written fact=value; DeskError tells every word that cannot be used."""
    kinds, faults, told = facts_of(question), list[str](), dict[str, Any]()
    for word in words:
        try:
            name, value = _fact(word, question, kinds)
            if name in told:
                raise ValueRefused(name, "each fact once: two are given")
            told[name] = value
        except ValueRefused as refused:
            faults.append(f"{word!r}: {refused}.")
    if faults:
        todo = f"See its facts: {typed(f'rules ask {question}')}"
        raise DeskError("\n".join(faults), f"Question {question}.", todo)
    return ask(question, law, told)


def _fact(word: str, question: str, kinds: dict[str, str]) -> tuple[str, Any]:
    name, sign, text = word.partition("=")
    if not sign:
        raise ValueRefused(word, "fact=value, such as action_date=2026-10-01")
    if name not in kinds:
        raise ValueRefused(name, f"a fact of the question. {_nearest(name, kinds)}".strip().removesuffix("."))
    if not text.strip():
        return name, None
    return name, _word(question, name, text.strip()) if kinds[name] == "word" else READERS[kinds[name]](text.strip())


def _word(question: str, name: str, text: str) -> str | None:
    """A word as a cell or a sheet reads it: in capitals, and a reason or goods by their family; a code as written."""
    row = facts().get(ROWS.get((question, name), name))
    if row is None or row.kind not in ("word", "currency"):
        return text
    register, _, kind = row.words.partition(":")
    return in_family(text, kind) if register == REASONS else raised(clean(text))


def _nearest(word: str, names: Iterable[str]) -> str:
    near = get_close_matches(word, list(names), n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}? " if near else ""


def _dates(text: str) -> list[date]:
    """Days with commas between them."""
    return [one_day(part.strip()) for part in text.split(",")]


def _count(text: str) -> int:
    if not _COUNT.fullmatch(text):
        raise ValueRefused(text, "a whole number of zero or more")
    return int(text)


def _pairs(one: Callable[[str], Any]) -> Callable[[str], dict[str, Any]]:
    def read(text: str) -> dict[str, Any]:
        pairs = [part.partition(":") for part in text.split(",")]
        if any(not name.strip() or not sign for name, sign, _ in pairs):
            raise ValueRefused(text, "name:value pairs with commas between them")
        return {name.strip(): one(value.strip()) if value.strip() else None for name, _, value in pairs}

    return read


def _amount(text: str) -> Any:
    """An amount; the sign of a difference tells its direction."""
    return -amount(text[1:]).value if text.startswith("-") else amount(text).value


READERS: dict[str, Callable[[str], Any]] = {
    "date": one_day,
    "dates": _dates,
    "amount": _amount,
    "count": _count,
    "flag": parse_flag,
    "answers": _pairs(parse_flag),
    "amounts": _pairs(_amount),
}
