"""What IDPMS says of a record, in plain words: class, cause and repair of an error code, from the bank's own tables."""

from __future__ import annotations

from typing import NamedTuple

from xl_addin.messages.layouts import tables
from xl_addin.messages.model import ErrorCode

SUCCESS, OTHER = "SUCCESS", "other"
_MANY = "*"  # ends a row that stands for every code that begins so


class Explained(NamedTuple):
    """A code as it came, with its class, what is wrong, the repair, and how the record is filed again."""

    code: str
    of_class: str
    meaning: str
    repair: str
    refile: str
    known: bool


def explained(code: str) -> Explained:
    """What a code of a reply means; one that no row knows is of the class "other" and shown as it came.

    >>> explained("EM_HDR_005").of_class, explained("DUMMY_ERR_01").known
    ('format', False)
    """
    row = _row(code)
    told = tables().classes[row.of_class if row else OTHER]
    meaning = " ".join(filter(None, (told.meaning, f"({row.meaning})" if row and row.meaning else "")))
    return Explained(code, told.name, meaning, (row and row.repair) or told.repair, told.refile, row is not None)


def codes_in(text: str) -> tuple[str, ...]:
    """The codes of an errorCode, in their order; SUCCESS in capitals however it was written.

    >>> codes_in(" E1, E2,,"), codes_in("Success"), codes_in("")
    (('E1', 'E2'), ('SUCCESS',), ())
    """
    found = (part.strip() for part in text.split(","))
    return tuple(SUCCESS if part.upper() == SUCCESS else part for part in found if part)


def was_taken(codes: tuple[str, ...]) -> bool | None:
    """Whether codes say that a record was taken; None where there are none. Whatever stands beside SUCCESS refuses."""
    return set(codes) == {SUCCESS} if codes else None


def _row(code: str) -> ErrorCode | None:
    """The row of a code: its own, else the one with the longest beginning of it."""
    rows = tables().errors
    begun = [one for one in rows if one.endswith(_MANY) and code.startswith(one[:-1])]
    return rows.get(code) or rows.get(max(begun, key=len, default=""))
