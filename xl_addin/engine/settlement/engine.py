"""`match`: settle remittances against invoices, pass by pass, to the fixpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from xl_addin.engine.settlement.arrays import Bools, Columns, Ints, Objects, objects
from xl_addin.engine.settlement.book import Book, Deals, Groups, Lines
from xl_addin.engine.settlement.config import DEFAULT, ENGINE_VERSION, Config
from xl_addin.engine.settlement.flags import find_flags
from xl_addin.engine.settlement.gates import by_amount
from xl_addin.engine.settlement.invariants import check
from xl_addin.engine.settlement.opening import open_book
from xl_addin.engine.settlement.passes import AUTO, PASSES, Pass
from xl_addin.engine.settlement.posting import enter, post, post_deals

LINK_COLUMNS = (
    "orm_key",
    "invoice_key",
    "amount_minor",
    "amount_invoice_minor",
    "pass",
    "tier",
    "reason",
    "evidence",
    "group_id",
    "engine",
    "rate",
)


@dataclass(frozen=True)
class Settlement:
    """Lines, what AUTO and LOCKED lines leave open (in input order), and what a person should look at."""

    links: pd.DataFrame
    orm_residual: Ints
    invoice_residual: Ints
    flags: pd.DataFrame
    work: dict[str, int]  # counted operations by pass


def match(
    orms: pd.DataFrame,
    invoices: pd.DataFrame,
    locked: pd.DataFrame | None = None,
    config: Config = DEFAULT,
    before: Callable[[str], None] = lambda _: None,
    parties: Iterable[tuple[str, str]] = (),
    rates: Iterable[tuple[int, str, str]] = (),
) -> Settlement:
    """Settle remittances (orm_key, iec, currency, on, open_minor, party, country, remarks, is_advance; the desk's
    facts if it has any: deal_rate, text, invoice currency per unit; on_behalf_of_iec) with
    invoices (invoice_key, boe_key, boe_number, boe_date, port_code, serial, invoice_number, supplier,
    country, iec, currency, value_minor, open_minor, terms, freight_minor, insurance_minor, discount_minor,
    other_currency_charges); locked lines (orm_key, invoice_key, amount_minor;
    amount_invoice_minor and rate if in two currencies) come first.

    `parties` are further names of parties, each with the importer who knows it: of items that are over and not given.
    `rates` are the desk's own: day, currency, rupees for one unit.
    Dates are day ordinals, amounts int64 minor units. `before` is told the name of every pass that is about to look;
    what it raises ends the run, of which nothing is left.
    """
    book = open_book(orms, invoices, config, parties, rates)
    opened = book.orms.open.copy(), book.invoices.open.copy()
    _lock(book, locked)
    stale = _all_stale(book, AUTO)
    for stage in AUTO:
        _run(book, "AUTO", stage, stale, before)
    left = book.orms.open.copy(), book.invoices.open.copy()
    _run(book, "SUGGEST", PASSES, _all_stale(book, (PASSES,)), before)
    links = _links(book)
    settlement = Settlement(
        links,
        _as_given(book.orm_frame, left[0]),
        _as_given(book.invoice_frame, left[1]),
        find_flags(book, opened, left),
        dict(book.work.done),
    )
    check(book, opened, left, links)
    return settlement


Stale = dict[str, Bools]  # per pass: the markets that changed since it last looked


def _all_stale(book: Book, stages: Iterable[tuple[Pass, ...]]) -> Stale:
    return {one.key: np.ones_like(book.active) for stage in stages for one in stage}


def _looked_enough(book: Book, looks: dict[str, Ints]) -> None:
    """Leave out the markets at which the pass has looked too often: every line makes all passes look again."""
    key = book.work.step[0]
    looked = looks.setdefault(key, np.zeros(len(book.active), dtype=np.int64))
    looked += book.active
    for market in np.flatnonzero(book.active & (looked > book.config.looks_max)).tolist():
        book.active[market] = False
        payers = book.orms.party[(book.orms.market == market) & (book.orms.open > 0)]
        for party in np.unique(payers).tolist():
            book.work.leave((market, party), f"not looked at again after {book.config.looks_max} rounds")


def _run(book: Book, tier: str, passes: tuple[Pass, ...], stale: Stale, before: Callable[[str], None]) -> None:
    """Run the passes until none adds a line; a suggestion may rest on other suggestions."""
    looks: dict[str, Ints] = {}
    while any(stale[one.key].any() for one in passes):
        for one in passes:
            book.active[:] = stale[one.key]
            stale[one.key][:] = False
            if not book.active.any():
                continue
            before(one.name)
            book.work.look(one.key, one.name)
            _looked_enough(book, looks)
            found = one.step(book)
            if one.is_by_amount and isinstance(found, Groups):
                found = by_amount(book, found)
            if isinstance(found, Deals):
                touched = post_deals(book, found, one.name)
            else:
                touched = post(book, found, one.name, tier)
            for markets in stale.values():
                markets[touched] = True


def _positions(keys: Objects, wanted: pd.Series[str]) -> Ints:
    """Positions of the wanted keys; every one must be known."""
    at = pd.Index(keys).get_indexer(pd.Index(wanted.astype(object))).astype(np.int64)
    assert (at >= 0).all(), "a locked line names an item that is not in the frames"
    return at


def _lock(book: Book, locked: pd.DataFrame | None) -> None:
    """Pass 0: consume posted and confirmed lines, in one currency, before anything else."""
    if locked is None or locked.empty:
        return
    orm, inv = (
        _positions(book.orms.key, locked["orm_key"]),
        _positions(book.invoices.key, locked["invoice_key"]),
    )
    amount = locked["amount_minor"].to_numpy(np.int64)
    own = "amount_invoice_minor"
    amount_invoice = locked[own].to_numpy(np.int64) if own in locked else amount
    enter(book, orm, inv, amount, amount_invoice)
    order = np.lexsort((amount, inv, orm))
    same = np.full(len(orm), "LOCKED", dtype=object)
    groups = objects(f"LOCKED:{key}" for key in book.orms.key[orm])
    evidence = np.full(len(orm), "posted or confirmed before", dtype=object)
    rate = objects(locked["rate"] if "rate" in locked else [""] * len(orm))
    orm, inv, amount, amount_invoice = (column[order] for column in (orm, inv, amount, amount_invoice))
    told = same, evidence, groups[order], rate[order]
    book.lines.append(Lines(orm, inv, amount, amount_invoice, "LOCKED", "LOCKED", *told))


def _links(book: Book) -> pd.DataFrame:
    """All lines as a frame, in the order of the passes."""
    parts = book.lines
    if not parts:
        whole = {"amount_minor": "int64", "amount_invoice_minor": "int64"}
        return pd.DataFrame(dict.fromkeys(LINK_COLUMNS, objects([]))).astype(whole)
    sizes = [len(part.orm) for part in parts]
    orm, inv = (np.concatenate([getattr(part, side) for part in parts]) for side in ("orm", "inv"))
    columns = (
        book.orms.key[orm],
        book.invoices.key[inv],
        np.concatenate([part.amount for part in parts]),
        np.concatenate([part.amount_invoice for part in parts]),
        np.repeat(objects(part.step for part in parts), sizes),
        np.repeat(objects(part.tier for part in parts), sizes),
        np.concatenate([part.reason for part in parts]),
        np.concatenate([part.evidence for part in parts]),
        np.concatenate([part.group for part in parts]),
        np.full(len(orm), ENGINE_VERSION, dtype=object),
        np.concatenate([part.rate for part in parts]),
    )
    return pd.DataFrame(dict(zip(LINK_COLUMNS, columns, strict=True)))


def _as_given(frame: Columns, residual: Ints) -> Ints:
    """Residuals in the row order of the input."""
    out = np.empty(len(residual), dtype=np.int64)
    out[frame["row"]] = residual
    return out
