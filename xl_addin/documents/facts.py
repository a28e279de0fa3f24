"""What a paper says of its case: fields by name and tables by name, all of it text as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Grid(NamedTuple):
    """A table of a paper: headings, rows, how many rows at its end are totals, which columns are amounts.

    `none` is said in its place where it has no row.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    amounts: tuple[int, ...] = ()
    totals: int = 0
    none: str = "none"


@dataclass(frozen=True, slots=True)
class Facts:
    """Fields and tables of one paper, and what it stands on: the act, the decision and the paragraph of each.

    `mark` stands above everything else on each page: that a paper is for training.
    """

    fields: Mapping[str, str]
    grids: Mapping[str, Grid] = field(default_factory=dict)
    citations: tuple[str, ...] = ()
    mark: str = ""

    def text(self) -> str:
        """All of it as one text, the same for the same facts."""
        grids = {name: grid._asdict() for name, grid in self.grids.items()}
        said = {"fields": dict(self.fields), "grids": grids, "citations": self.citations, "mark": self.mark}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def facts_of(text: str) -> Facts:
    """The facts that `Facts.text` wrote."""
    said = json.loads(text)
    grids = {name: _grid(told) for name, told in said["grids"].items()}
    return Facts(said["fields"], grids, tuple(said["citations"]), said["mark"])


def _grid(told: dict[str, Any]) -> Grid:
    rows = tuple(tuple(row) for row in told["rows"])
    return Grid(tuple(told["headings"]), rows, tuple(told["amounts"]), told["totals"], told["none"])
