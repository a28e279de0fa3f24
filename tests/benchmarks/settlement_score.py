"""What settlement lines are worth against the true ones: precision, recall, amounts, passes, misses by cause.

A pair is a remittance and a bill of entry (where several payments meet several invoices of a bill, how they are laid
over them is a convention); the same is told for remittance and invoice. Over-settled is what lines of one item add up
to above what was open on it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from tests.benchmarks.month_frames import MonthFrames
from tests.benchmarks.month_model import DECIMALS, INR_PER_UNIT
from tests.benchmarks.settlement_causes import cause_of

Ints = npt.NDArray[np.int64]
AUTO, SUGGEST = "AUTO", "SUGGEST"


@dataclass(frozen=True)
class Grade:
    """Pairs said, right and true."""

    said: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        """Right among what is said; 1 where nothing is."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Right among what is true."""
        return self.right / self.true if self.true else 1.0


@dataclass(frozen=True)
class Score:
    """All figures of one run; `bill` and `invoice` are AUTO alone, `both` AUTO and suggestions by bill."""

    bill: Grade
    invoice: Grade
    both: Grade
    suggested: Grade
    amount: float  # true money that AUTO lines hold
    amount_both: float
    amount_right: float  # of the money that AUTO lines move, how much is true
    over_settled: int  # items
    passes: dict[str, dict[str, int]] = field(default_factory=dict)
    kinds: dict[str, dict[str, int]] = field(default_factory=dict)
    misses: dict[str, int] = field(default_factory=dict)


class Known:
    """A month with its truth as numbers: a pair is one integer."""

    def __init__(self, frames: MonthFrames) -> None:
        self.frames = frames
        self.orms, self.invoices = pd.Index(frames.orms["orm_key"]), pd.Index(frames.invoices["invoice_key"])
        self.boe_of = pd.factorize(frames.invoices["boe_key"])[0].astype(np.int64)
        money = {code: inr / 10_000 / 10 ** DECIMALS.get(code, 2) for code, inr in INR_PER_UNIT.items()}
        self.weight = frames.orms["currency"].map(money).to_numpy(float)
        self.true = self.pairs_of(frames.truth)

    def pairs_of(self, lines: pd.DataFrame) -> pd.DataFrame:
        """The lines with their places, and both pairs as numbers."""
        orm = self.orms.get_indexer(pd.Index(lines["orm_key"])).astype(np.int64)
        inv = self.invoices.get_indexer(pd.Index(lines["invoice_key"])).astype(np.int64)
        assert (orm >= 0).all(), "a line names a remittance that is not in the month"
        assert (inv >= 0).all(), "a line names an invoice that is not in the month"
        at = {"orm": orm, "inv": inv, "bill": orm * len(self.invoices) + self.boe_of[inv]}
        return lines.assign(**at, line=orm * len(self.invoices) + inv)


def score(frames: MonthFrames, links: pd.DataFrame) -> Score:
    """Grade of `links` (orm_key, invoice_key, amount_minor, tier, pass, as `match` gives them)."""
    known = Known(frames)
    said = known.pairs_of(links)
    sure, near = said[said["tier"] == AUTO], said[said["tier"] == SUGGEST]
    near = near[~near["bill"].isin(sure["bill"])]
    both = pd.concat([sure, near])
    true = known.true
    amount, right = _money(known, sure)
    return Score(
        _grade(sure["bill"], true["bill"]),
        _grade(sure["line"], true["line"]),
        _grade(both["bill"], true["bill"]),
        _grade(near["bill"], true["bill"]),
        amount,
        _money(known, both)[0],
        right,
        _over_settled(known, sure),
        _by_pass(known, said),
        _by_kind(true, sure, both),
        dict(Counter(cause_of(*one) for one in missed(known, both)).most_common()),
    )


def _grade(said: pd.Series, true: pd.Series) -> Grade:
    ours, theirs = said.unique(), true.unique()
    return Grade(len(ours), int(np.isin(ours, theirs).sum()), len(theirs))


def _money(known: Known, said: pd.DataFrame) -> tuple[float, float]:
    """Share of the true money that is said of the right pair, and share of the money said that is true."""
    ours, theirs = (lines.groupby("bill")["amount_minor"].sum() for lines in (said, known.true))
    weight = known.weight[theirs.index.to_numpy() // len(known.invoices)]
    common = np.minimum(theirs.to_numpy(), ours.reindex(theirs.index, fill_value=0).to_numpy())
    moved = float((ours.to_numpy() * known.weight[ours.index.to_numpy() // len(known.invoices)]).sum())
    held = float((common * weight).sum())
    return held / float((theirs.to_numpy() * weight).sum()), held / moved if moved else 1.0


def _over_settled(known: Known, sure: pd.DataFrame) -> int:
    invoice_side = "amount_invoice_minor" if "amount_invoice_minor" in sure else "amount_minor"
    count = 0
    for side, amount, frame in (("orm", "amount_minor", "orms"), ("inv", invoice_side, "invoices")):
        used = sure.groupby(side)[amount].sum()
        count += int((used.to_numpy() > getattr(known.frames, frame)["open_minor"].to_numpy()[used.index]).sum())
    return count


def _by_pass(known: Known, said: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Per tier and pass: pairs said and right, lines said and those whose amount is right to the unit."""
    exact = set(zip(known.true["line"].tolist(), known.true["amount_minor"].tolist(), strict=True))
    told: dict[str, dict[str, int]] = {}
    for (tier, name), lines in said[said["tier"].isin([AUTO, SUGGEST])].groupby(["tier", "pass"], sort=True):
        grade = _grade(lines["bill"], known.true["bill"])
        right = sum(one in exact for one in zip(lines["line"].tolist(), lines["amount_minor"].tolist(), strict=True))
        told[f"{tier} {name}"] = {"said": grade.said, "right": grade.right, "lines": len(lines), "exact": right}
    return told


def _by_kind(true: pd.DataFrame, sure: pd.DataFrame, both: pd.DataFrame) -> dict[str, dict[str, int]]:
    pairs = true.drop_duplicates("bill")
    found = pairs.assign(true=1, auto=pairs["bill"].isin(sure["bill"]), both=pairs["bill"].isin(both["bill"]))
    counts = found.groupby("kind")[["true", "auto", "both"]].sum().astype(int)
    return {str(kind): {str(name): int(count) for name, count in row.items()} for kind, row in counts.iterrows()}


def missed(known: Known, said: pd.DataFrame) -> list[tuple[dict[str, Any], list[dict[str, Any]], str]]:
    """The true pairs that nothing names: the remittance, the invoices of the bill that it pays, the kind of case."""
    lost = known.true[~known.true["bill"].isin(said["bill"])]
    orms, invoices = known.frames.orms, known.frames.invoices
    payers, bills = (
        dict(zip(at, frame.iloc[at].to_dict("records"), strict=True))
        for at, frame in ((lost["orm"].unique().tolist(), orms), (lost["inv"].unique().tolist(), invoices))
    )
    out: dict[int, tuple[dict[str, Any], list[dict[str, Any]], str]] = {}
    for pair, orm, inv, kind in lost.sort_values("bill", kind="stable")[["bill", "orm", "inv", "kind"]].itertuples(
        index=False, name=None
    ):
        out.setdefault(pair, (payers[orm], [], kind))[1].append(bills[inv])
    return [*out.values()]
