"""Headers as people leave them: letters in another case and blanks around them name the same column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def plain_header(text: str) -> str:
    """A header by what it says: runs of blanks are one, the case of letters does not count."""
    return " ".join(text.split()).casefold()


def places_of(wanted: Iterable[str], headers: Sequence[str]) -> dict[str, list[int]]:
    """Where each wanted header stands: under its very name, else under one that only blanks and case tell from it."""
    exact: dict[str, list[int]] = {}
    alike: dict[str, list[int]] = {}
    for at, header in enumerate(headers):
        exact.setdefault(header, []).append(at)
        alike.setdefault(plain_header(header), []).append(at)
    return {header: exact.get(header) or alike.get(plain_header(header), []) for header in wanted}
