"""What an amount alone does not decide: who pays on account, or for goods that its purpose rules out, is a person's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from xl_addin.engine.settlement.arrays import Bools, Ints, Objects
from xl_addin.engine.settlement.book import Book, Groups

_ON_ACCOUNT = "but its remarks say that it is paid on account or in part"
_BARRED = "but an advance is paid before its goods come, and documents at most a voyage before them"


def by_amount(book: Book, groups: Groups) -> Groups:
    """The groups, AUTO only where the purpose of every payment allows every bill and none is made on account."""
    on_account = np.zeros(len(groups.auto), dtype=bool)
    on_account[groups.orm_group[book.on_account[groups.orm]]] = True
    barred = ~purpose_agrees(book, groups)
    return replace(groups, auto=groups.auto & ~on_account & ~barred, evidence=_against(groups, on_account, barred))


def _against(groups: Groups, on_account: Bools, barred: Bools) -> Objects:
    """The evidence, with what speaks against it."""
    evidence = groups.evidence.copy()
    for flags, said in ((on_account, _ON_ACCOUNT), (barred, _BARRED)):
        for at in np.flatnonzero(flags).tolist():
            evidence[at] = f"{evidence[at]}; {said}"
    return evidence


def purpose_agrees(book: Book, groups: Groups) -> Bools:
    """Groups in which goods of an advance come after it, and goods paid for not later than by a voyage after it."""
    size, paid, due = len(groups.auto), book.orms.on[groups.orm], book.invoices.on[groups.inv]
    advance = book.orm_frame["is_advance"][groups.orm].astype(bool)
    first, last = _ends(groups.inv_group, due, size)
    last_advance = _ends(groups.orm_group[advance], paid[advance], size)[1]
    first_payment = _ends(groups.orm_group[~advance], paid[~advance], size)[0]
    agrees: Bools = (last_advance <= first) & (last - first_payment <= book.config.goods_after_documents_max)
    return agrees


def _ends(group: Ints, on: Ints, size: int) -> tuple[Ints, Ints]:
    """First and last day of each group; a group without days is open on both sides."""
    first, last = np.full(size, np.iinfo(np.int64).max // 2), np.full(size, np.iinfo(np.int64).min // 2)
    np.minimum.at(first, group, on)
    np.maximum.at(last, group, on)
    return first, last
