"""What a signature stands for: every cell of every list of the closing, but for what a run or a signature changes."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from xl_addin.desk.lists import history, rules, sign_off, today
from xl_addin.desk.lists.changes import LIST as CHANGES
from xl_addin.domain.sealed import Sealed
from xl_addin.ledger.payload import canonical
from xl_addin.workbook.books.compare import sealed
from xl_addin.workbook.lists import Filled

# What differs from run to run, or speaks of the signatures themselves.
NOT_SIGNED = {sign_off.LIST.name, history.LIST.name, rules.ACTS.name, CHANGES.name, today.LIST.name}


def sealed_lists(lists: Mapping[str, Filled[Any]]) -> tuple[Sealed, ...]:
    """Each list that is signed, in the order of their names."""
    return tuple(sealed(lists[name]) for name in sorted(lists.keys() - NOT_SIGNED))


def content_of(these: tuple[Sealed, ...]) -> str:
    """One hash over the lists that are signed."""
    return sha256(canonical([list(one) for one in these])).hexdigest()
