"""What issuing did, as lines for the terminal and the card."""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.desk.papers.issue import Made

SHOWN = 12


def made_lines(made: Made, *, only_list: bool = False) -> Iterator[str]:
    """What was issued with its numbers and files; what was left out, each with its reason."""
    if made.before:
        yield f"Issued before, saying the same: {len(made.before):,}, {made.before[0]} and on. See: papers again"
    if not made.papers:
        yield f"No {made.what or 'paper'} to issue: nothing waits for one."
    else:
        kind = made.papers[0].draft.kind
        first, last = made.papers[0].number, made.papers[-1].number
        span = first if first == last else f"{first} to {last.rpartition('/')[2]}"
        word = "Would be issued" if only_list else f"Issued in act {made.seq}"
        yield f"{word}: {len(made.papers):,} x {kind.meaning}, {span}."
        yield from _some([f"  {one.number}  {one.draft.item_key}" for one in made.papers])
    if made.folder is not None:
        yield f"Files: {len(made.files):,} in {made.folder}, and the register papers.csv."
    yield from _some([f"  not issued: {one}" for one in made.left])


def _some(lines: list[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"  … and {len(lines) - SHOWN:,} more."
