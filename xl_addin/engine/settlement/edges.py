"""From the numbers that remittances name to the invoices that bear them, as far as that says anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, Objects, codes, count_by, join
from xl_addin.engine.settlement.config import Config
from xl_addin.engine.settlement.work import affordable


@dataclass(frozen=True)
class Edges:
    """Named invoices: remittance, invoice, the number found, and how much the finding is worth."""

    orm: Ints
    inv: Ints
    token: Ints
    weak: Bools  # short or all-digit number: party or amount has to agree
    home: Bools  # same currency
    words: Objects  # text of each token number


class Said(NamedTuple):
    """Numbers that remittances name and that invoices bear: the item, the code by which both meet, the number."""

    payer: Ints
    wanted: Ints
    number: Ints
    invoice: Ints
    borne: Ints


class Crowd(NamedTuple):
    """A number that was not followed: who names it first, how many name it, and how many invoices bear it."""

    orm: int
    number: int
    named_by: int
    borne_by: int

    def told(self, words: Objects) -> str:
        """What was not tried, in words."""
        named = f"named by {self.named_by:,} remittances" if self.named_by > 1 else "named here"
        return f"number {words[self.number]} stands on {self.borne_by:,} invoices and is {named}: not followed"


class Followed(NamedTuple):
    """Remittance, invoice and number of what was followed; per market the worst number that was not, and by whom."""

    orm: Ints
    inv: Ints
    number: Ints
    crowds: list[Crowd]
    cut: Ints


def follow(said: Said, market: Ints, config: Config) -> Followed:
    """Lead names to invoices: in each market those that lead to the fewest first, as many as that may cost.

    A number on all invoices says nothing, and to follow it from all remittances would take hours.
    """
    both = codes(np.concatenate([said.wanted, said.borne]))
    wanted, borne = both[: len(said.wanted)], both[len(said.wanted) :]
    bearing = count_by(borne, int(both.max(initial=-1)) + 1)[wanted]
    of = market[said.payer]
    named = codes(of, wanted)
    naming = count_by(named, int(named.max(initial=-1)) + 1)[named]
    first = np.unique(named, return_index=True)[1]
    limit = config.named_pairs_max + config.named_pairs_each * count_by(of, int(of.max(initial=-1)) + 1)
    kept = affordable(of[first], (naming * bearing)[first], limit)[named]
    hit, at = join(wanted[kept], borne)
    left = np.flatnonzero(~kept)
    left = left[np.lexsort((said.payer[left], said.number[left], -bearing[left], of[left]))]
    worst = left[np.unique(of[left], return_index=True)[1]]
    rows = zip(*(row[worst].tolist() for row in (said.payer, said.number, naming, bearing)), strict=True)
    crowds = [Crowd(*row) for row in rows]
    return Followed(said.payer[kept][hit], said.invoice[at], said.number[kept][hit], crowds, said.payer[left])
