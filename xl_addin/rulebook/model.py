"""The loaded rulebook: immutable, answered by bisection, silent about nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.ended import no_value

# The rooms of the house: the same words name parameters, rules, functions, tests and chapters. The last holds the rest.
SUBJECTS = ("payment", "writeoff", "evidence", "advance", "merchanting", "parties", "idpms", "dgft", "general")


class RulebookError(DeskError):
    """Our own files contradict themselves, or leave a citation out; nothing may be decided on them."""


class NotInForce(DeskError):
    """No instrument sets the parameter on the day asked about: the law gives no value there."""


class OutsideHorizon(NotInForce):
    """The day lies before the first encoded day, or too long after the last review of the law."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A quantity that the law may set: its type, unit, meaning, the date that picks its value, and its subject."""

    name: str
    type: str
    unit: str
    meaning: str
    governed_by: str
    subject: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)  # one object for one provision: compared and hashed by identity
class Provision:
    """One value from one paragraph, in force from `effective_from` to `effective_to` (both days included)."""

    parameter: str
    value: Any  # Decimal, int, date, bool, str or tuple of str: checked against parameters.toml at load
    effective_from: date
    effective_to: date | None
    instrument: str
    paragraph: str
    confidence: str
    note: str = ""
    ended_by: str = ""  # instrument and paragraph of the repeal, where there is no successor
    confirmed: str = ""  # by whom, when and by which paper the bank has confirmed it; its mark is C then
    short: str = ""  # the instrument in a few signs, as a cell cites it: MD, AP 65/2016; "" where it has no such name

    @property
    def cited(self) -> str:
        """Instrument and paragraph in short: MD C.1.1; in full where the instrument has no short name."""
        return f"{self.short} {self.paragraph}" if self.short else f"{self.instrument}, {self.paragraph}"


@dataclass(frozen=True, slots=True)
class Line:
    """The provisions of one parameter, oldest first, with their first days for bisection."""

    starts: tuple[date, ...]
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity, so that a day's rules can be cached by rulebook
class Rulebook:
    """All provisions by parameter, and the days between which the encoded law may be asked."""

    lines: Mapping[str, Line]
    known: Mapping[str, Parameter]
    earliest: date
    reviewed_on: date
    latest: date
    version: str

    def in_force(self, parameter: str, on: date) -> Provision:
        """The provision of `parameter` on the day `on`, first and last day included; else NotInForce."""
        found = self.find(parameter, on)
        if found is None:
            raise NotInForce(*no_value(self, parameter, on))
        return found

    def find(self, parameter: str, on: date) -> Provision | None:
        """As `in_force`, but None where the law gives no value; OutsideHorizon still refuses."""
        if not self.earliest <= on <= self.latest:
            raise OutsideHorizon(*self._outside(on))
        line = self._line(parameter)
        at = bisect_right(line.starts, on)
        if not at:
            return None
        provision = line.provisions[at - 1]
        ended = provision.effective_to
        return provision if ended is None or on <= ended else None

    def history(self, parameter: str) -> tuple[Provision, ...]:
        """Every provision of `parameter`, oldest first."""
        return self._line(parameter).provisions

    def parameters(self) -> tuple[Parameter, ...]:
        """Every quantity that the rulebook knows, by name."""
        return tuple(self.known[name] for name in sorted(self.known))

    def _line(self, parameter: str) -> Line:
        try:
            return self.lines[parameter]
        except KeyError:
            raise RulebookError(
                f"The rulebook knows no parameter {parameter!r}.",
                "rulebook/parameters.toml",
                self.nearest(parameter),
            ) from None

    def nearest(self, parameter: str) -> str:
        """What a mistyped name may have meant: names that look like it, or stand in its family."""
        family = parameter.partition(".")[0] + "."
        near = get_close_matches(parameter, self.lines, n=3)
        near = near or [name for name in sorted(self.lines) if name.startswith(family)]
        return f"Did you mean {' or '.join(near)}?" if near else "Pick a name from the list of parameters (rules list)."

    def _outside(self, on: date) -> tuple[str, str, str]:
        if on < self.earliest:
            what = f"The encoded law begins on {self.earliest:%d-%b-%Y}; {on:%d-%b-%Y} lies before it."
            return (
                what,
                "rulebook/parameters.toml, horizon",
                "Check the date; decide older cases by the papers.",
            )
        known = f"The law, reviewed on {self.reviewed_on:%d-%b-%Y}, is answered up to {self.latest:%d-%b-%Y}"
        what = f"{known}; {on:%d-%b-%Y} lies after."
        return (
            what,
            "rulebook/parameters.toml, horizon",
            "Check the date; once the bank has reviewed the law of that time, a file horizon.toml in its own folder of "
            "instruments moves that day.",
        )
