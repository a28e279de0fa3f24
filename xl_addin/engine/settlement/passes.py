"""The passes in order: a new pass is one function and one row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from xl_addin.engine.settlement.book import Book, Deals, Groups
from xl_addin.engine.settlement.pass_account import account
from xl_addin.engine.settlement.pass_amount import amount_1_1, amount_unique, boe_group, boe_unique
from xl_addin.engine.settlement.pass_complete import ref_sum, ref_sum_loose, ref_sum_small
from xl_addin.engine.settlement.pass_facts import bills_elsewhere, cross_currency, equal_elsewhere, named_elsewhere
from xl_addin.engine.settlement.pass_few import sum_1_n, sum_n_1_few
from xl_addin.engine.settlement.pass_likely import bills_1_n_likely, sum_n_1_likely
from xl_addin.engine.settlement.pass_market import at_market
from xl_addin.engine.settlement.pass_near import near_1_1, only_1_1
from xl_addin.engine.settlement.pass_others import by_bill, by_remarks
from xl_addin.engine.settlement.pass_reference import ref, ref_fuzzy, ref_fuzzy_few, ref_part
from xl_addin.engine.settlement.pass_share import share
from xl_addin.engine.settlement.pass_sum import bills_1_n, sum_n_1
from xl_addin.engine.settlement.pass_terms import terms, tolerance_1_1


@dataclass(frozen=True)
class Pass:
    """A step that reads the book and returns groups, and the name that its lines carry."""

    name: str
    step: Callable[[Book], Groups | Deals]
    is_by_amount: bool = False  # no number is named: the purpose and the remarks must agree with the amount

    @property
    def key(self) -> str:
        """Name of the step, one for each pass."""
        return self.step.__name__


# One to one, or one bill.
PLAIN: Final[tuple[Pass, ...]] = (
    Pass("REF", ref),
    Pass("REF_FUZZY", ref_fuzzy),
    Pass("AMOUNT_1_1", amount_1_1, is_by_amount=True),
    Pass("BOE_GROUP", boe_group, is_by_amount=True),
    Pass("AMOUNT_UNIQUE", amount_unique, is_by_amount=True),
    Pass("BOE_UNIQUE", boe_unique, is_by_amount=True),
)
# Sums that agree.
SUMS: Final[tuple[Pass, ...]] = (
    Pass("BILLS_1_N", bills_1_n, is_by_amount=True),
    Pass("SUM_N_1", sum_n_1, is_by_amount=True),
    Pass("SUM_N_M", account, is_by_amount=True),
    Pass("TERMS", terms, is_by_amount=True),
)
WHOLE: Final[tuple[Pass, ...]] = (*PLAIN, Pass("REF_SUM", ref_sum), *SUMS)
# What leaves a rest: only when nothing explains the whole.
PARTS: Final[tuple[Pass, ...]] = (Pass("REF", ref_part), Pass("REF_FUZZY", ref_fuzzy_few))
# What a person must accept in any case: facts that the desk gave, sums of few, amounts that are only near.
FACTS: Final[tuple[Pass, ...]] = (
    Pass("CROSS_CURRENCY", cross_currency),
    # who pays for another: by reference, else by equal amount, else by a whole bill
    Pass("THIRD_PARTY", named_elsewhere),
    Pass("THIRD_PARTY", equal_elsewhere),
    Pass("THIRD_PARTY", bills_elsewhere),
)
NEAR: Final[tuple[Pass, ...]] = (
    Pass("SUM_1_N", sum_1_n),
    Pass("SUM_N_1", sum_n_1_few),
    Pass("CROSS_CURRENCY", at_market),
    Pass("THIRD_PARTY", by_bill),
    Pass("THIRD_PARTY", by_remarks),
    Pass("SHARE", share),
    Pass("BILLS_1_N", bills_1_n_likely, is_by_amount=True),
    Pass("SUM_N_1", sum_n_1_likely, is_by_amount=True),
    Pass("TOLERANCE_1_1", tolerance_1_1),
    Pass("NEAR_1_1", near_1_1),
    Pass("ONLY_1_1", only_1_1),
)

PASSES: Final[tuple[Pass, ...]] = (*FACTS, *WHOLE, Pass("REF_SUM", ref_sum_loose), *PARTS, *NEAR)
# Each stage runs to its end before the next begins.
AUTO: Final[tuple[tuple[Pass, ...], ...]] = (
    (*PLAIN, Pass("REF_SUM", ref_sum_small), *SUMS),
    WHOLE,
    (*WHOLE, *PARTS),
)
