"""Notes the lines that a pass has found and lowers what is open: nothing else changes the book."""

from __future__ import annotations

import numpy as np

from xl_addin.engine.settlement.arrays import Ints, Objects, lay, objects, sum_by
from xl_addin.engine.settlement.book import Book, Deals, Groups, Lines
from xl_addin.engine.settlement.laying import by_name


def _reasons(book: Book, group: Ints, orm: Ints, inv: Ints, size: int) -> Objects:
    """EXACT, TOL (each invoice within its tolerance), PART (an invoice stays open) or OVER, per line."""
    slack = book.config.tolerance_divisor
    left, short = book.orms.open[orm], book.invoices.open[inv]
    wide = (slack * short > book.value[inv]) | ((slack * left > book.value[inv]) & (short == 0))
    worst = np.zeros(size, np.int64)
    np.maximum.at(worst, group, np.where(wide, 2, ((left > 0) | (short > 0)).astype(np.int64)))
    over = np.zeros(size, bool)
    over[group[left > 0]] = True
    named = np.array(["EXACT", "TOL", "PART", "OVER"], dtype=object)
    return objects(named[np.where((worst == 2) & over, 3, worst)[group]])


def _label(book: Book, groups: Groups, step: str) -> Objects:
    """Readable group numbers: the pass and the first remittance of the group."""
    first = np.full(len(groups.auto), len(book.orms.key), dtype=np.int64)
    np.minimum.at(first, groups.orm_group, groups.orm)
    labels = np.full(len(first), "", dtype=object)
    known = np.flatnonzero(first < len(book.orms.key))
    labels[known] = objects(f"{step}:{key}" for key in book.orms.key[first[known]])
    return labels


def _with_seller(book: Book, orm: Ints, inv: Ints, evidence: Objects) -> Objects:
    """The evidence, with who is paid where that is not the supplier whom the invoice shows."""
    supplier, seller, third = book.sold[:, inv]
    paid = book.orms.party[orm]
    known = (paid >= 0) & (paid != supplier)
    who = np.where(known & (paid == seller), 1, np.where(known & (paid == third), 2, 0))
    said = np.array(["", "; paid to the seller that the bill names", "; paid to the bill's third party"], dtype=object)
    return objects(evidence + said[who]) if who.any() else evidence


def post(book: Book, groups: Groups, step: str, tier: str) -> Ints:
    """Lay the money of each undisputed group, lower what is open, note the lines; the markets concerned."""
    wanted = book.undisputed(groups) & (groups.auto | (tier != "AUTO"))
    kept = groups.only(wanted)
    by_orm = np.lexsort((kept.orm, kept.orm_group))
    by_inv = np.lexsort((kept.inv, kept.inv_group))
    orm, inv = kept.orm[by_orm], kept.inv[by_inv]
    laid = lay(kept.orm_group[by_orm], book.orms.open[orm], kept.inv_group[by_inv], book.invoices.open[inv])
    if not len(laid.amount):
        return np.zeros(0, dtype=np.int64)
    if step == "REF" and tier == "SUGGEST":
        laid = by_name(book, orm, kept.orm_group[by_orm], inv, kept.inv_group[by_inv], laid)
    group = kept.orm_group[by_orm][laid.left]
    enter(book, orm[laid.left], inv[laid.right], laid.amount, laid.amount)
    reason = _reasons(book, group, orm[laid.left], inv[laid.right], len(groups.auto))
    if tier == "SUGGEST" and groups.tie is not None:
        reason = np.where(groups.tie[group], "TIE", reason)
    book.lines.append(
        Lines(
            orm[laid.left],
            inv[laid.right],
            laid.amount,
            laid.amount,
            step,
            tier,
            reason,
            _with_seller(book, orm[laid.left], inv[laid.right], groups.evidence[group]),
            _label(book, kept, step)[group],
            objects([""] * len(group)),
        )
    )
    return np.union1d(book.orms.market[orm[laid.left]], book.invoices.market[inv[laid.right]])


def post_deals(book: Book, deals: Deals, step: str) -> Ints:
    """Lower what is open by deals in two currencies, note the lines as suggestions; the markets concerned."""
    orm, inv = deals.orm, deals.inv
    enter(book, orm, inv, deals.amount, deals.amount_invoice)
    group = np.arange(len(orm), dtype=np.int64)
    reason = _reasons(book, group, orm, inv, len(orm))
    label = objects(f"{step}:{key}" for key in book.orms.key[orm])
    amounts = deals.amount, deals.amount_invoice
    book.lines.append(Lines(orm, inv, *amounts, step, "SUGGEST", reason, deals.evidence, label, deals.rate))
    return np.union1d(book.orms.market[orm], book.invoices.market[inv])


def enter(book: Book, orm: Ints, inv: Ints, amount: Ints, amount_invoice: Ints) -> None:
    """Lower what is open on both sides by the amounts of the lines; never below zero."""
    book.orms.open[:] -= sum_by(orm, amount, len(book.orms.key))
    book.invoices.open[:] -= sum_by(inv, amount_invoice, len(book.invoices.key))
    assert (book.orms.open >= 0).all(), "a remittance would be over-used"
    assert (book.invoices.open >= 0).all(), "an invoice would be over-settled"
