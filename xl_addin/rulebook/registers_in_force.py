"""Which file each register is read from: as shipped, or the bank's own of the same name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

HOME = Path(__file__).parent / "registers"
SHIPPED: Mapping[str, Path] = {path.name: path for path in sorted(HOME.glob("*.csv"))}
P = ParamSpec("P")
T = TypeVar("T")

_files: dict[str, Path] = dict(SHIPPED)
_forget: list[Callable[[], None]] = []


def register(name: str) -> Path:
    """The file of a register such as "ports.csv"."""
    return _files[name]


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Like `cache`, until other files come in force; for whatever is read out of a register."""
    kept = cache(function)
    _forget.append(kept.cache_clear)
    return cast(Callable[P, T], kept)  # which is called as the function is


def until_registers_change(forget: Callable[[], None]) -> Callable[[], None]:
    """Calls `forget` when other files come in force: for what is kept of an answer that rests on a register."""
    _forget.append(forget)
    return forget


def put_in_force(own: Mapping[str, Path]) -> None:
    """Read the registers of these names from these files, all others as shipped; what was read is forgotten."""
    wanted = {**SHIPPED, **own}
    if wanted == _files == SHIPPED:
        return
    _files.update(wanted)
    for forget in _forget:
        forget()


@contextmanager
def registers_kept() -> Iterator[None]:
    """Whatever the block puts in force, the registers that were in force before are so again after it."""
    before = dict(_files)
    try:
        yield
    finally:
        put_in_force(before)
