"""What was said of the last close, so that the same month is closed again without saying it twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from xl_addin.desk.atomic import atomic_text
from xl_addin.domain.addresses import without_password

FILE = "last-close.json"  # beside the record of the user
MUST = ("source", "as_on", "out")


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a close; what was not said is None or empty."""

    source: Path | None = None
    as_on: date | None = None
    out: Path | None = None
    ledger: str = ""
    policy: Path | None = None
    previous: Path | None = None
    bank: str = ""
    calendar: Path | None = None
    centre: str = ""
    desk: Path | None = None
    not_expected: tuple[str, ...] = ()
    hidden_rows: str = ""
    waived: tuple[str, ...] = ()

    def lacking(self) -> list[str]:
        """Those of the folder, the day and the output folder that were not said."""
        return [name for name in MUST if getattr(self, name) is None]

    def must(self) -> tuple[Path, date, Path]:
        """Folder of extracts, day and output folder of words that lack none of them."""
        if self.source is None or self.as_on is None or self.out is None:
            raise ValueError(self.lacking())
        return self.source, self.as_on, self.out

    def after(self, last: Said) -> Said:
        """As it was said last, but for what is said now."""
        return Said(*(getattr(self, one.name) or getattr(last, one.name) for one in fields(Said)))

    def words(self) -> Iterator[str]:
        """As it would be typed, a day by the name of its month."""
        yield f'"{self.source}"' if " " in str(self.source) else str(self.source)
        for name in (one.name for one in fields(Said)[1:]):
            value = getattr(self, name)
            for one in value if isinstance(value, tuple) else (value,) if value else ():
                text = f"{one:%d-%b-%Y}" if isinstance(one, date) else str(one)
                yield f"--{name.replace('_', '-')} " + (f'"{text}"' if " " in text else text)


def last_said(file: Path) -> Said | None:
    """The words of the last close; None where there was none, or where the file cannot be used."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        given = json.loads(file.read_text("utf-8"))
        said = Said(**{one.name: _read(one.name, given[one.name]) for one in fields(Said)})
        return None if said.lacking() else said
    return None


def keep_said(file: Path, said: Said) -> None:
    """Keeps the words, paths in full; words that hold a password are not kept, nor are those before them."""
    if without_password(said.ledger) != said.ledger:
        file.unlink(missing_ok=True)
        return
    content = {one.name: _kept(one.name, getattr(said, one.name)) for one in fields(Said)}
    atomic_text(file, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


_PATHS = frozenset({"source", "out", "policy", "previous", "calendar", "desk"})


def _kept(name: str, value: Any) -> Any:
    if name in _PATHS or (name == "ledger" and value and "://" not in value):
        return str(Path(value).absolute()) if value else None
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, value: Any) -> Any:
    if name in _PATHS:
        return Path(value) if value else None
    if name == "as_on":
        return date.fromisoformat(value)
    return tuple(map(str, value)) if isinstance(value, list) else str(value or "")
