"""The passes in order: a new pass is one function and one word here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from xl_addin.engine.settlement.book import Book, Groups
from xl_addin.engine.settlement.pass_amount import amount_1_1, amount_unique, boe_group, boe_unique
from xl_addin.engine.settlement.pass_complete import ref_sum
from xl_addin.engine.settlement.pass_reference import ref, ref_fuzzy
from xl_addin.engine.settlement.pass_sum import bills_1_n, sum_1_n, sum_n_1
from xl_addin.engine.settlement.pass_terms import terms, tolerance_1_1

# A pass reads the book and returns groups; its name in upper case is the name on the line.
PASSES: Final[tuple[Callable[[Book], Groups], ...]] = (
    ref,
    ref_sum,
    ref_fuzzy,
    amount_1_1,
    boe_group,
    amount_unique,
    boe_unique,
    bills_1_n,
    sum_1_n,
    sum_n_1,
    terms,
    tolerance_1_1,
)
