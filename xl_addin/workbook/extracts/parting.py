"""Text whose columns no separator parts that is read: what parts them instead is named, with the line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from xl_addin.domain.errors import DeskError
from xl_addin.workbook.extracts.head import Fields, parted

_KNOWN_MIN = 2  # columns of the layout by which a line is known for the headers
_GAPS_MIN = 2  # runs of blanks in a line of columns at fixed places
_NO_SIGNS = " \t_\"'"  # blanks, and what stands within or around a header
_GAP = re.compile(r"\S(?=\s{2,}\S)")
_LIST = "comma, semicolon, tab, |, ^ or ~"
_FIXED = (
    f"Export the list with a separator ({_LIST}) or as .xlsx; or open it in Excel (Data, From Text, Fixed width), set "
    "every column to Text, and save as .xlsx."
)


def refuse_other_parting(name: str, lines: Sequence[str], delimiter: str, fields: Fields) -> None:
    """DeskError where the first lines are parted by another sign, by blanks, or stand at fixed places."""
    for line in lines:
        if _names(parted(line, delimiter), fields):
            return
        if sign := next(_signs(line, fields), ""):
            raise DeskError(
                f"The columns are parted by {sign!r}, which is not read as a separator.",
                f"File {name}, the line {line.strip()[:60]!r}.",
                f"Export the list with a separator ({_LIST})"
                + (f"; or write sep={sign} as the first line of the file." if sign.isprintable() else "."),
            )
        if _by_blanks(line, fields):
            raise _fixed(name, f"the line {line.strip()[:60]!r}")
    if lines and all(delimiter not in line and len(_GAP.findall(line)) >= _GAPS_MIN for line in lines):
        raise _fixed(name, f"from the line {lines[0].strip()[:60]!r}")


def _fixed(name: str, place: str) -> DeskError:
    return DeskError(
        "No separator stands between the columns: blanks part them, or they stand at fixed places.",
        f"File {name}, {place}.",
        _FIXED,
    )


def _signs(line: str, fields: Fields) -> Iterator[str]:
    """Signs between which the line names columns of the layout."""
    met = (sign for sign in dict.fromkeys(line) if not sign.isalnum() and sign not in _NO_SIGNS)
    return (sign for sign in met if _names(line.split(sign), fields))


def _by_blanks(line: str, fields: Fields) -> bool:
    splits: tuple[Callable[[str], list[str]], ...] = (lambda one: re.split(r"\s{2,}", one.strip()), str.split)
    return any(_names(split(line), fields) for split in splits)


def _names(cells: Sequence[str], fields: Fields) -> bool:
    return len(fields(tuple(cells))) >= _KNOWN_MIN
