"""What one process does: match a bucket. And what is told of a whole run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import pandas as pd

from xl_addin.cluster.parquet import FOUND, WHOLE, as_hash, digest
from xl_addin.engine.settlement import match
from xl_addin.engine.settlement.config import ENGINE_VERSION
from xl_addin.engine.settlement.engine import LINK_COLUMNS


def settle_bucket(
    orms: pd.DataFrame,
    invoices: pd.DataFrame,
    parties: Iterable[tuple[str, str]] = (),
    guests: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Lines and flags of one bucket (see `buckets.plan`) as one frame; `parties` are names known of its importers.

    `guests` are remittances of other buckets that pay for an importer of this one; what repeats them is told at home.
    """
    if guests is not None and len(guests):
        orms = pd.concat([orms, guests], ignore_index=True)
    found = match(orms, invoices, parties=parties)
    lines, flags = found.links[[*LINK_COLUMNS]], found.flags
    if guests is not None:
        flags = flags[~((flags["flag"] == "DUPLICATE_ORM") & flags["orm_key"].isin(guests["orm_key"]))]
    both = pd.concat([lines, flags], ignore_index=True)
    return whole_frame(both)


def whole_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with every column of what is found, gaps filled: no amount is nothing, no word is empty."""
    columns = {}
    for name, kind in FOUND.items():
        column = frame[name] if name in frame else pd.Series("", index=frame.index, dtype=object)
        if kind == WHOLE:
            columns[name] = pd.to_numeric(column).fillna(0).astype("int64")
        else:
            columns[name] = column.astype(object).where(column.notna(), "").astype(object)
    return pd.DataFrame(columns)


@dataclass
class Tally:
    """Counts, amounts and the hash of what was found, added up over buckets."""

    lines: dict[str, int] = field(default_factory=dict)  # by pass and tier
    flags: int = 0
    hash: int = 0

    def add(self, found: pd.DataFrame) -> None:
        """Count the lines and flags of one bucket."""
        is_flag = found["flag"] != ""
        self.flags += int(is_flag.sum())
        counted = found[~is_flag].groupby(["tier", "pass"]).size()
        for key, count in counted.items():
            name = "{} {}".format(*cast(tuple[str, str], key))
            self.lines[name] = self.lines.get(name, 0) + int(count)
        self.hash += digest(found.itertuples(index=False, name=None))

    def merge(self, other: Tally) -> None:
        """Add what another bucket was counted to."""
        for name, count in other.lines.items():
            self.lines[name] = self.lines.get(name, 0) + count
        self.flags += other.flags
        self.hash += other.hash

    def told(self) -> Mapping[str, Any]:
        """The record of a run."""
        return {
            "engine": ENGINE_VERSION,
            "lines": dict(sorted(self.lines.items())),
            "flags": self.flags,
            "hash": as_hash(self.hash),
        }
