"""What a desk has said of its files: limits, hidden rows, kinds not expected, dates, what it waives, jumps of rates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from xl_addin.desk.intake.file_names import DOWNLOADS, WORDS, SourceKind
from xl_addin.domain.errors import DeskError
from xl_addin.domain.waiver import Waiver
from xl_addin.rulebook.policy import RATE_JUMP_PCT
from xl_addin.workbook.extracts.limits import DEFAULT, Limits

INCLUDE, LEAVE_OUT = "include", "leave out"
HIDDEN_ROWS = (INCLUDE, LEAVE_OUT)
MESSAGES = frozenset({*DOWNLOADS, SourceKind.ORM_MESSAGE})
_KINDS = {word.lower(): kind for word, kind in WORDS.items()}  # a word in any capitals


@dataclass(frozen=True, slots=True)
class Terms:
    """The desk's word; `hidden_rows` is "" where it has said nothing, `password` asks once for a file's password."""

    limits: Limits = DEFAULT
    hidden_rows: str = ""
    not_expected: frozenset[SourceKind] = frozenset()
    password: Callable[[str], str] | None = None
    month_first: frozenset[SourceKind] = frozenset()
    waived: tuple[Waiver, ...] = ()
    rate_jump_pct: Decimal = RATE_JUMP_PCT


def kinds_named(words: str, setting: str = "not_expected") -> frozenset[SourceKind]:
    """Kinds of extract by the desk's words, with commas between them; DeskError for another word."""
    named = [word.strip().lower() for word in words.split(",") if word.strip()]
    for word in named:
        if word not in _KINDS:
            raise DeskError(
                f"{word!r} names no kind of extract.",
                f"Setting {setting} of the desk, or option --{setting.replace('_', '-')}.",
                f"Use one or more of: {', '.join(WORDS)}.",
            )
    return frozenset(_KINDS[word] for word in named)


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


_WAIVER = re.compile(r"([0-9]{4}-(?:0[1-9]|1[0-2]))/([^=]+?)(?:/([0-9]+))?\s*=\s*(\S.*)")
WAIVER = "2026-10/orm.csv/3=reversed on 2-Nov-2026, seen by A. Rao"


def waivers_said(words: str) -> tuple[Waiver, ...]:
    """Findings that the bank waives, a line each: month, file, row or none, and why; DeskError for another form."""
    said = [line.strip() for line in words.splitlines() if line.strip()]
    for line in said:
        if not _WAIVER.fullmatch(line):
            raise DeskError(
                f"{line!r} names no finding and why it is waived.",
                "Setting waived of the desk, or option --waived.",
                f"Say month, file, row and the reason, such as {WAIVER!r}; without a row it is the whole file.",
            )
    told = [found for line in said if (found := _WAIVER.fullmatch(line))]
    return tuple(Waiver(one[1], one[2].strip(), int(one[3] or 0), one[4]) for one in told)


def kinds_known(words: str) -> bool:
    """True where every word, with commas between them, names a kind."""
    return all(word.strip().lower() in _KINDS for word in words.split(",") if word.strip())


def word_of(kind: str) -> str:
    """The desk's word for a kind of extract."""
    return next(word for word, one in WORDS.items() if one == kind)
