"""What a desk has said of the files that it takes in: limits, hidden rows, kinds not expected, order of dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from xl_addin.desk.intake.file_names import WORDS, SourceKind
from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.limits import DEFAULT, Limits

INCLUDE, LEAVE_OUT = "include", "leave out"
HIDDEN_ROWS = (INCLUDE, LEAVE_OUT)
MESSAGES = frozenset({SourceKind.BOE_MASTER, SourceKind.ORM_MESSAGE})


@dataclass(frozen=True, slots=True)
class Terms:
    """The desk's word; `hidden_rows` is "" where it has said nothing, `password` asks once for a file's password."""

    limits: Limits = DEFAULT
    hidden_rows: str = ""
    not_expected: frozenset[SourceKind] = frozenset()
    password: Callable[[str], str] | None = None
    month_first: frozenset[SourceKind] = frozenset()


def kinds_named(words: str, setting: str = "not_expected") -> frozenset[SourceKind]:
    """Kinds of extract by the desk's words, with commas between them; DeskError for another word."""
    named = [word.strip().lower() for word in words.split(",") if word.strip()]
    for word in named:
        if word not in WORDS:
            raise DeskError(
                f"{word!r} names no kind of extract.",
                f"Setting {setting} of the desk, or option --{setting.replace('_', '-')}.",
                f"Use one or more of: {', '.join(WORDS)}.",
            )
    return frozenset(WORDS[word] for word in named)


def month_first_kinds(words: str) -> frozenset[SourceKind]:
    """Kinds whose dates are written month first; DeskError for a message, whose layout has one form of a date."""
    found = kinds_named(words, "month_first")
    if messages := sorted(word_of(kind) for kind in found & MESSAGES):
        raise DeskError(
            f"month_first names {messages[0]}, whose dates are day first by the layout of the message.",
            "Setting month_first of the desk.",
            "Name lists only, such as orm or rates.",
        )
    return found


def kinds_known(words: str) -> bool:
    """True where every word, with commas between them, names a kind."""
    return all(word.strip().lower() in WORDS for word in words.split(",") if word.strip())


def word_of(kind: str) -> str:
    """The desk's word for a kind of extract."""
    return next(word for word, one in WORDS.items() if one == kind)
