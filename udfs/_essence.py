"""A sentence that says its essence first: a spilled cell of an older Excel keeps 255 signs of it, a box a few more.

Within the first 250 stand the answer, what was not met, the figures it stands on, what to do, and the paragraph in
short. Behind them comes whatever had no room there, and the full citation; nothing is left out of the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from xl_addin.domain.findings import register
from xl_addin.domain.statuses import statuses
from xl_addin.engine.rule import ESCALATE, OK, REFER_RBI, Decision
from xl_addin.engine.sentence import told

ESSENCE_MAX = 250
HEAD_MAX, CITED_MAX = 90, 90
FIGURE_MAX = 60  # a longer one, such as a name that somebody typed, waits behind and keeps no other from its place
FIGURES_MIN, NOTE_MIN = 40, 60  # what figures and what was not met leave each other where both are long
REFERRED = {REFER_RBI, ESCALATE}  # whom it goes to is said in few words: he decides by the figures
TODO_MAX = {True: 50, False: 75}  # of such an answer, of another
DECISION = "decision"
NEXT, CUT, WARNS, PLACE = "; ", "…", "WARN: ", "{"


def sentence(found: Decision) -> str:
    """The whole sentence of a decision: as it stands where all of it fits, else its essence first."""
    todo, basis = _todo(found), f"basis: {found.citation}" if found.basis else ""
    whole = f"{_joined(found.grounds, *todo[:1], basis)}."
    return whole if len(whole) <= ESSENCE_MAX else f"{_joined(*_led(found, todo), basis)}."


def cut(text: str, most: int) -> str:
    """A text of at most so many signs, cut between words where it has any."""
    if len(text) <= most:
        return text
    kept = text[: most - len(CUT)]
    whole, _, part = kept.rpartition(" ")
    return (whole if whole and len(part) < len(kept) // 2 else kept).rstrip(" ,;:(") + CUT


def _joined(*parts: str) -> str:
    return NEXT.join(filter(None, parts))


def _led(found: Decision, todo: Sequence[str]) -> list[str]:
    """The essence piece by piece, then what had no room in it."""
    head, every = _head(found)
    figures = [told(label, value) for label, value in found.facts if value is not None and value != ""]
    cited = f"by {cut(found.basis[0].cited, CITED_MAX)}" if found.basis else ""
    unmet, warned = _weighty(found)
    act = _fitting(found, todo, ESSENCE_MAX - len(_joined(head, *unmet, *figures, cited)))
    room = ESSENCE_MAX - len(_joined(head, act, cited))
    failed = [cut(note, _share(found, figures, room) - len(NEXT)) for note in unmet]
    room -= _taken(failed)
    kept = min(_taken(warned), NOTE_MIN) if found.ok else 0
    shown, late, room = _fit(figures, room - kept)
    alarm = [cut(note, room + kept - len(NEXT)) for note in warned if room + kept >= min(_taken(warned), NOTE_MIN)]
    others = [note for note in found.notes if note not in (*unmet, *warned)]
    beside, later, _ = _fit(others, room + kept - _taken(alarm))
    whole = [note for note in (*unmet, *warned) if note not in (*failed, *alarm)]
    return [head, *failed, *shown, *alarm, *beside, act, cited, every, *late, *whole, *later]


def _taken(parts: Sequence[str]) -> int:
    return sum(len(NEXT) + len(part) for part in parts)


def _head(found: Decision) -> tuple[str, str]:
    """The answer with its findings, and all of them to be told behind where they are many."""
    answer, codes = f"{found.subject}: {found.status}", found.findings
    if not codes or codes == (found.status,):
        return answer, ""
    head = f"{answer} ({', '.join(codes)})"
    if len(head) <= HEAD_MAX or len(codes) == 1:
        return head, ""
    return f"{answer} ({codes[0]} and {len(codes) - 1} more)", f"findings {', '.join(codes)}"


def _weighty(found: Decision) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was not met or is not known first of all; or the warning beside an answer that bars nothing."""
    if found.status != OK and _bars(found.status):
        return found.notes[:1], ()
    return (), next(((note,) for note in found.notes if note.startswith(WARNS)), ())


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
    for part in parts:
        taken, full = len(NEXT) + len(part), any(len(one) <= FIGURE_MAX for one in late)
        (late if full or taken > room else shown).append(part)
        room -= 0 if full or taken > room else taken
    return shown, late, room


def _todo(found: Decision) -> Sequence[str]:
    """What to do, the words of the finding before those of the status; nothing where the act is allowed."""
    return () if found.status == OK else _todos(found.status, found.findings[0] if found.findings else "")


@lru_cache(maxsize=4096)
def _todos(status: str, code: str) -> tuple[str, ...]:
    word, row = statuses().get(status), register().get((code, ""))
    texts = (row.remedy if row and PLACE not in row.remedy else "", word.briefly if word else "")
    return tuple(f"do: {text[0].lower()}{text[1:].rstrip('.')}" for text in texts if text)


def _fitting(found: Decision, todo: Sequence[str], room: int) -> str:
    """The first of the words that is short or leaves room for all else; else the last, that of the status."""
    most = max(room - len(NEXT), TODO_MAX[found.status in REFERRED])
    return next((one for one in todo if len(one) <= most), cut(todo[-1], most) if todo else "")
