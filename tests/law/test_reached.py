"""Code that only tests call is none: what nobody reaches through a function, a button, a command or a host goes."""

from __future__ import annotations

from tests.law.doors import behind
from tests.law.reach import graph, reached
from xl_addin.engine.questions import ASK

# What a person or a host starts: their own code is entered from outside.
SHELLS = tuple(f"xl_addin.{name}." for name in ("cli", "hosts", "publish", "kit", "buttons", "sample", "__main__"))
# What a library enters: the steps that Alembic runs, the spellings that SQLAlchemy asks for.
ENTERED = ("xl_addin.ledger.migrations.versions.", "xl_addin.ledger.payload:_as_")
PACKAGES = tuple(f"xl_addin.{name}." for name in ("engine", "rulebook", "domain", "messages", "ledger", "disk"))


def test_every_part_of_the_law_the_ledger_and_the_nouns_is_reached_from_outside() -> None:
    names = graph().names
    starts = {name for name in names if name.startswith((*SHELLS, *ENTERED, "udfs.")) or name.endswith(":<module>")}
    asked = {symbol for question in ASK for symbol in behind(f"command rules ask {question}")}
    known = reached(frozenset(starts | asked))
    unused = {name for name in names if name.startswith(PACKAGES) and not name.endswith(":__all__")} - known
    assert sorted(unused) == []
