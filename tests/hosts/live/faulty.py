"""A host that turns calls away: a wrapper round any xlwings object, for what Calc never does and Excel does.

It wraps whatever the object gives out, so that every call to the host passes here and can be counted or refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

CALL_REJECTED, SERVER_RETRY_LATER, IN_EDIT_MODE = -2147418111, -2147417846, -2146777998
DISP_E_EXCEPTION, APPLICATION_ERROR = -2147352567, -2146827284


class com_error(Exception):  # noqa: N801 - pywin32's name
    """As pywin32 raises it: code, text, what Excel says, argument."""

    def __init__(self, hresult: int, scode: int = 0, said: str = "") -> None:
        excel = (0, "Microsoft Excel", said, "", 0, scode) if scode else None
        super().__init__(hresult, "text of the system", excel, None)
        self.hresult = hresult


class Wire:
    """What all calls pass: `refuse` raises, or lets a call through."""

    def __init__(self, refuse: Callable[[int, str], Exception | None] = lambda number, name: None) -> None:
        self.refuse = refuse
        self.calls: list[str] = []

    def passed(self, name: str) -> None:
        self.calls.append(name)
        fault = self.refuse(len(self.calls), name)
        if fault is not None:
            raise fault


class Faulty:
    """An object of the host behind a wire."""

    def __init__(self, inner: Any, wire: Wire) -> None:
        object.__setattr__(self, "_inner", inner)
        object.__setattr__(self, "_wire", wire)

    def __getattr__(self, name: str) -> Any:
        self._wire.passed(name)
        return wrapped(getattr(self._inner, name), self._wire)

    def __setattr__(self, name: str, value: Any) -> None:
        self._wire.passed(f"{name}=")
        setattr(self._inner, name, bare(value))

    def __call__(self, *given: Any) -> Any:
        return wrapped(self._inner(*map(bare, given)), self._wire)

    def __iter__(self) -> Iterator[Any]:
        return (wrapped(one, self._wire) for one in self._inner)


def wrapped(value: Any, wire: Wire) -> Any:
    plain = value is None or isinstance(value, bool | int | float | str | tuple | list | dict)
    return value if plain else Faulty(value, wire)


def bare(value: Any) -> Any:
    return value._inner if isinstance(value, Faulty) else value
