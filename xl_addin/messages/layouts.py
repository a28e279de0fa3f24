"""The layouts of the IDPMS messages, out of fields.csv and layouts.toml: spelt as on the wire, mistakes included.

`layout("BES")`, or by its word in a file name `layout("bes")`, is what reader, writer and checks ask. What a message
holds is a row of fields.csv; nothing of it stands in code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from xl_addin.messages.model import Layout, Tables
from xl_addin.messages.tables import read_tables

_own: list[Tables] = []


def tables() -> Tables:
    """The tables in force: the bank's own, else those shipped."""
    return _own[0] if _own else shipped()


def layout(token: str) -> Layout:
    """The layout of a message by its code or by its word in a file name; KeyError for one that is not known."""
    return tables().by_word[token.casefold()]


def layouts() -> Mapping[str, Layout]:
    """Every layout in force by the code of its message."""
    return tables().layouts


def use_bank_messages(folder: Path | None) -> None:
    """Puts a bank's tables in force for this process (None: those shipped); DeskError tells each fault of them."""
    if folder is None:
        _own.clear()
        return
    from xl_addin.messages.bank import refuse_unfit  # what looks at tables loads where a bank has its own

    _own[:] = [refuse_unfit(folder)]


@contextmanager
def messages_kept() -> Iterator[None]:
    """Whatever the block puts in force, the tables that were in force before are so again after it."""
    before = list(_own)
    try:
        yield
    finally:
        _own[:] = before


@cache
def shipped() -> Tables:
    """The tables as shipped, whatever is in force: for the headers of lists, which are no bank's."""
    return read_tables()
