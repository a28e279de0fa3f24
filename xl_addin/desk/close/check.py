"""One thing that verify asks, and asking it of what may be damaged anyhow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from xl_addin.domain.errors import DeskError
from xl_addin.ledger.database import DAMAGED, Held, complaint


@dataclass(frozen=True, slots=True)
class Check:
    """One thing verified: what was asked, whether it holds, and the detail a person needs when it does not."""

    question: str
    holds: bool
    detail: str = ""


def asked(question: str, checks: Callable[[], Iterable[Check]]) -> Iterator[Check]:
    """The checks that can be made; what stops them is one more that does not hold.

    A damaged value may stop any reader in any way, so that nothing is too odd to be told here.
    """
    try:
        yield from checks()
    except (Held, MemoryError):
        raise
    except DeskError as error:
        yield Check(question, False, f"{error.what} {error.todo}".strip())
    except DAMAGED as error:
        yield Check(question, False, ". ".join(complaint(error)))
    except Exception as error:
        yield Check(question, False, f"a value in it cannot be read: {type(error).__name__}: {error}")
