"""Books written once per worker: an ordinary month, a nil month, and a month in which one figure was changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from xl_addin.workbook.books.closing import write_closing

from .books import load
from .months import SyntheticMonth
from .views import month, nil_month


@dataclass(frozen=True)
class Written:
    """A view, the file made of it, and both ways to read it."""

    view: SyntheticMonth
    path: Path

    @cached_property
    def formulas(self) -> Workbook:
        """The book with its formulas."""
        return load(self.path)

    @cached_property
    def values(self) -> Workbook:
        """The book with the values that stand in the file."""
        return load(self.path, values=True)


def broken_month() -> SyntheticMonth:
    """The ordinary month with one minor unit too much in the first open remittance."""
    view = month()
    orms = view.orms.copy()
    orms.loc[0, "outstanding_minor"] += 1
    return replace(view, orms=orms)


MONTHS = {"month": month, "nil": nil_month, "broken": broken_month}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Written]:
    """All three books."""
    folder = tmp_path_factory.mktemp("closing")

    def books() -> Iterator[tuple[str, Written]]:
        for name, make in MONTHS.items():
            view, path = make(), folder / f"{name}.xlsx"
            write_closing(view.book(), path)
            yield name, Written(view, path)

    return dict(books())
