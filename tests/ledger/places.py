"""Where the ledgers of a test lie: in files, or in databases in which each person who acts is a user of his own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

from tests.postgres import Server
from xl_addin.ledger import Ledger, Step, copies, open_ledger
from xl_addin.ledger.acts import Act
from xl_addin.ledger.chain import head
from xl_addin.ledger.database import engine_of
from xl_addin.ledger.store import Actor

Open: TypeAlias = Callable[[Path], Ledger]
_open: list[Open] = [lambda path: open_ledger(str(path))]


def opened(path: Path) -> Ledger:
    """The ledger of a path: that file, or the database that stands for it in this test."""
    return _open[-1](path)


class Everybody(Ledger):
    """A ledger in a database to which each actor is connected under his own name, as colleagues at their PCs are."""

    def __init__(self, server: Server, name: str) -> None:
        super().__init__(engine_of(server.address(name)), server.address(name))
        self._server, self._name = server, name
        self._people: dict[str, Ledger] = {}

    def known(self, actor: Actor) -> Actor:
        """As the database knows the connection of this person."""
        return self.of(actor).known(actor)

    def step(
        self, act: Act, as_on: date, actor: Actor, after: str | None = None
    ) -> AbstractContextManager[Step]:  # the same as of a ledger, by the person's connection
        """An act over the connection of this person."""
        return self.of(actor).step(act, as_on, actor, after)

    def of(self, actor: Actor) -> Ledger:
        """The ledger over the connection of this person."""
        if actor.user not in self._people:
            _welcome(self._server, actor.user)
            where = self._server.address(self._name, quote(actor.user, safe=""))
            self._people[actor.user] = Ledger(engine_of(where), where)
        return self._people[actor.user]

    def close(self) -> None:
        """Ends all of their connections."""
        for one in (super(), *self._people.values()):
            one.close()


@cache
def _welcome(server: Server, person: str) -> None:
    """A login with both roles: what a person may do is the bank's policy's to say here."""
    server.welcome(person, "desk_maker, desk_checker")


@contextmanager
def in_databases(server: Server, empty: str) -> Iterator[None]:
    """Inside, `opened` gives a database for each path; what is in the file is in it."""
    ledgers: list[Ledger] = []
    names: dict[Path, str] = {}

    def name_of(path: Path) -> str:
        if not path.exists():
            return server.new(empty)
        name = server.new()
        _copy(path, server.address(name))
        return name

    def open_(path: Path) -> Ledger:
        names[path] = names.get(path) or name_of(path)
        ledgers.append(Everybody(server, names[path]))
        return ledgers[-1]

    _open.append(open_)
    try:
        yield
    finally:
        _open.pop()
        for one in ledgers:
            one.close()


def _copy(path: Path, where: str) -> None:
    source = open_ledger(str(path), reading=True)
    with source.read() as connection:
        last = head(connection)
    copies.into_database(source, where, last)
    source.close()
