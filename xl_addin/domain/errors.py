"""Errors that a person can act on: what happened, where, what to do."""

from __future__ import annotations

from xl_addin.domain.addresses import without_password


class DeskError(Exception):
    """A command cannot go on. `what`, `where` and `todo` are full sentences for the desk, and show no password."""

    def __init__(self, what: str, where: str = "", todo: str = "") -> None:
        super().__init__(without_password(what))
        self.what, self.where, self.todo = (without_password(part) for part in (what, where, todo))

    def __str__(self) -> str:
        return "\n".join(part for part in (self.what, self.where, self.todo) if part)


class ValueRefused(ValueError):
    """A cell's text is not what its column holds: `found` and `expected` in the desk's words."""

    def __init__(self, found: object, expected: str, action: str = "") -> None:
        super().__init__(f"found {found!r}; expected {expected}")
        self.found, self.expected, self.action = str(found), expected, action
