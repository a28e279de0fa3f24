"""A sentence that says its essence first: a spilled cell of an older Excel keeps 255 signs of it, a box a few more.

Within the first 250 stand the answer, what was not met, the figures it stands on, what to do, and the paragraph in
short. Behind them comes whatever had no room there, and the full citation; nothing is left out of the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from xl_addin.domain.findings import register
from xl_addin.domain.statuses import statuses
from xl_addin.engine.citation import citation
from xl_addin.engine.rule import ESCALATE, OK, REFER_RBI, Decision
from xl_addin.engine.sentence import told
from xl_addin.rulebook import Provision

ESSENCE_MAX = 250
FRAMES_KEPT = 4096
HEAD_MAX, CITED_MAX = 90, 90
FIGURE_MAX = 60  # a longer one, such as a name that somebody typed, waits behind and keeps no other from its place
FIGURES_MIN, NOTE_MIN = 40, 60  # what figures and what was not met leave each other where both are long
REFERRED = {REFER_RBI, ESCALATE}  # whom it goes to is said in few words: he decides by the figures
TODO_MAX = {True: 50, False: 75}  # of such an answer, of another
DECISION = "decision"
NEXT, CUT, WARNS, PLACE = "; ", "…", "WARN: ", "{"


class Frame(NamedTuple):
    """What sentences of one answer by one basis share, whatever their figures and notes are."""

    head: str  # the answer with its findings, and in few signs
    short: str
    every: str  # all findings, to be told behind where they are many
    todo: tuple[str, ...]
    cited: str
    basis: str
    unmet: bool  # whether the first note says what was not met


def sentence(found: Decision) -> str:
    """The whole sentence of a decision: as it stands where all of it fits, else its essence first."""
    frame = _frame(found.subject, found.status, found.findings, found.basis)
    figures = [told(label, value) for label, value in found.facts if value is not None and value != ""]
    if len(frame.head) + len(frame.basis) < ESSENCE_MAX:
        whole = _joined(frame.head, *figures, *found.notes, *frame.todo[:1], frame.basis)
        if len(whole) < ESSENCE_MAX:
            return f"{whole}."
    return f"{_led(found, frame, figures)}."


def cut(text: str, most: int) -> str:
    """A text of at most so many signs, cut between words where it has any."""
    if len(text) <= most:
        return text
    kept = text[: most - len(CUT)]
    whole, _, part = kept.rpartition(" ")
    return (whole if whole and len(part) < len(kept) // 2 else kept).rstrip(" ,;:(") + CUT


def _joined(*parts: str) -> str:
    return NEXT.join(filter(None, parts))


def _led(found: Decision, frame: Frame, figures: list[str]) -> str:
    """The essence piece by piece, then what had no room in it."""
    notes = found.notes
    unmet = notes[:1] if frame.unmet else ()
    warned = () if unmet else next(((note,) for note in notes if note.startswith(WARNS)), ())
    others = [note for note in notes if note not in unmet + warned]
    act = ""
    if frame.todo:
        act = _fitting(found, frame.todo, ESSENCE_MAX - len(_joined(frame.short, *unmet, *figures, frame.cited)))
    every = _joined(frame.short, *unmet, *figures, *warned, *others, act, frame.cited)
    if len(every) <= ESSENCE_MAX and not frame.every:  # most of them
        return f"{every}{NEXT}{frame.basis}" if frame.basis else every
    room = ESSENCE_MAX - len(_joined(frame.short, act, frame.cited))
    failed = [cut(note, _share(found, figures, room) - len(NEXT)) for note in unmet]
    room -= _taken(failed)
    kept = min(_taken(warned), NOTE_MIN) if found.status == OK else 0
    shown, late, room = _fit(figures, room - kept)
    room += kept
    alarm = [cut(note, room - len(NEXT)) for note in warned if room >= min(_taken(warned), NOTE_MIN)]
    beside, later, _ = _fit(others, room - _taken(alarm))
    whole = [note for note in unmet + warned if note not in failed + alarm]
    first = (frame.short, *failed, *shown, *alarm, *beside, act, frame.cited)
    return _joined(*first, frame.every, *late, *whole, *later, frame.basis)


def _taken(parts: Sequence[str]) -> int:
    return sum(len(NEXT) + len(part) for part in parts)


@lru_cache(maxsize=FRAMES_KEPT)
def _frame(subject: str, status: str, findings: tuple[str, ...], basis: tuple[Provision, ...]) -> Frame:
    cited = f"by {cut(basis[0].cited, CITED_MAX)}" if basis else ""
    todo = () if status == OK else _todo(status, findings[0] if findings else "")
    head = f"{subject}: {status}"
    short, every = head, ""
    if findings and findings != (status,):
        short = head = f"{subject}: {status} ({', '.join(findings)})"
        if len(head) > HEAD_MAX and len(findings) > 1:
            short = f"{subject}: {status} ({findings[0]} and {len(findings) - 1} more)"
            every = f"findings {', '.join(findings)}"
    whole = f"basis: {citation(basis)}" if basis else ""
    return Frame(head, short, every, todo, cited, whole, status != OK and _bars(status))


def _bars(status: str) -> bool:
    """Whether a word is said of a decision, and not of the stage or the standing of an item."""
    word = statuses().get(status)
    return word is None or word.about == DECISION


def _share(found: Decision, figures: Sequence[str], room: int) -> int:
    """How much of the room that note may take: all of it where it fits, but for the figures of what another decides."""
    if found.status not in REFERRED and _taken(found.notes[:1]) <= room:
        return room
    short = [one for one in figures if len(one) <= FIGURE_MAX]
    return max(room - min(_taken(short), FIGURES_MIN), min(room, NOTE_MIN))


def _fit(parts: Sequence[str], room: int) -> tuple[list[str], list[str], int]:
    """The parts up to the first that has no room, in their order, those behind it, and the room that is left."""
    shown: list[str] = []
    late: list[str] = []
    full = False
    for part in parts:
        taken = len(part) + len(NEXT)
        if full or taken > room:
            late.append(part)
            full = full or len(part) <= FIGURE_MAX
        else:
            shown.append(part)
            room -= taken
    return shown, late, room


def _todo(status: str, code: str) -> tuple[str, ...]:
    """What to do, the words of the finding before those of the status."""
    word, row = statuses().get(status), register().get((code, ""))
    texts = (row.remedy if row and PLACE not in row.remedy else "", word.briefly if word else "")
    return tuple(f"do: {text[0].lower()}{text[1:].rstrip('.')}" for text in texts if text)


def _fitting(found: Decision, todo: Sequence[str], room: int) -> str:
    """The first of the words that is short or leaves room for all else; else the last, that of the status."""
    most = max(room - len(NEXT), TODO_MAX[found.status in REFERRED])
    return next((one for one in todo if len(one) <= most), cut(todo[-1], most) if todo else "")
