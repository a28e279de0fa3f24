"""Settle: match what is open, post what the evidence decides alone, propose the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import RowMapping

from xl_addin.desk.month import Month, is_live, read_month
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.records import ADVANCE_PURPOSE
from xl_addin.engine.settlement import ENGINE_VERSION, match
from xl_addin.ledger import Ledger, chain, state, tables
from xl_addin.ledger.state import SETTLE, Item
from xl_addin.ledger.store import Actor

AUTO, SUGGEST, LOCKED = "AUTO", "SUGGEST", "LOCKED"
WAITING = (SUGGEST, LOCKED)  # lines that wait for a person


@dataclass(frozen=True, slots=True)
class Settled:
    """What matching did: lines posted now, suggestions that wait for a person, things noticed, the month after it.

    `suggestions` has the columns of the engine's links; `flags` those of its flags.
    """

    posted: int
    suggestions: pd.DataFrame
    flags: pd.DataFrame
    month: Month


def settle(ledger: Ledger, as_on: date, actor: Actor, progress: Progress = silent) -> Settled:
    """Matches the month's open items and posts AUTO lines in one transaction.

    AUTO lines rest on a reference or on an amount that fits in one way only; the bank's standing instruction to post
    them is that it runs this command. Suggestions are never posted here. A second run posts nothing.
    """
    with ledger.read() as connection:
        known = chain.head(connection)
    month = read_month(ledger, as_on)
    links, flags = _links(ledger, month, progress)
    fresh = links[links["tier"] == AUTO]
    if len(fresh):
        progress(f"Posting {len(fresh)} settlement lines")
        rows = posting_rows(fresh, month)
        with ledger.step("SETTLE", as_on, actor, after=known) as step:
            step.add(tables.postings, rows)
            step.detail = {"engine": ENGINE_VERSION, "lines": len(fresh)}
        _settle_in(month, rows)
    return Settled(len(fresh), links[links["tier"].isin(WAITING)], flags, month)


def propose(ledger: Ledger, as_on: date, progress: Progress = silent) -> Settled:
    """The month with its suggestions as `settle` would leave them, nothing posted: what the sheets show again."""
    month = read_month(ledger, as_on)
    links, flags = _links(ledger, month, progress)
    return Settled(0, links[links["tier"].isin(WAITING)], flags, month)


def _links(ledger: Ledger, month: Month, progress: Progress) -> tuple[pd.DataFrame, pd.DataFrame]:
    """New links and flags of the engine, without what a person has refused."""
    told = "Matching remittances with bills of entry"
    progress(told)
    with ledger.read() as connection:
        posted = state.settlement_lines(connection, month.period)
        refused = state.rejected(connection, month.period)
        held = _still_open(state.held_lines(connection, month.period), month)
    locked = _locked([*posted, *held])
    result = match(orm_frame(month), invoice_frame(month), locked, before=lambda name: progress(f"{told}: {name}"))
    fresh = result.links[result.links["tier"] != LOCKED]
    return pd.concat([_without(fresh, refused), _held_links(held, fresh)], ignore_index=True), result.flags


def _still_open(held: list[RowMapping], month: Month) -> list[RowMapping]:
    """Held proposals whose amounts are still open on both sides, earliest first; the others have lapsed."""
    taken: dict[str, int] = {}
    kept = []
    for row in held:
        sides = ((month.orms, "orm_key", "amount_minor"), (month.invoices, "invoice_key", "amount_invoice_minor"))
        wanted = {row[key]: taken.get(row[key], 0) + row[amount] for _, key, amount in sides}
        items = [items.get(row[key]) for items, key, _ in sides]
        if all(item and is_live(item) and wanted[item.key] <= item.outstanding_minor for item in items):
            taken.update(wanted)
            kept.append(row)
    return kept


def _held_links(held: list[RowMapping], like: pd.DataFrame) -> pd.DataFrame:
    """Held proposals as links of the engine, in the columns of `like`."""
    rows = [{name: row.get(name, "") for name in like.columns} | {"tier": LOCKED} for row in held]
    return pd.DataFrame(rows, columns=like.columns).astype(like.dtypes.to_dict())


def _without(links: pd.DataFrame, refused: set[tuple[str, str]]) -> pd.DataFrame:
    """The links without any group that joins a pair which a person has refused."""
    if not refused or not len(links):
        return links
    pairs = zip(links["orm_key"], links["invoice_key"], strict=True)
    bad = set(links["group_id"][[pair in refused for pair in pairs]])
    return links[~links["group_id"].isin(bad)]


def _settle_in(month: Month, rows: list[dict[str, Any]]) -> None:
    """Brings the month in hand up to what was just posted: the ledger need not be read again."""
    for row in rows:
        month.orms[row["orm_key"]].settled_minor += row["amount_minor"]
        month.invoices[row["invoice_key"]].settled_minor += row["amount_invoice_minor"]


def orm_frame(month: Month) -> pd.DataFrame:
    """Live ORMs as the matching engine reads them, with the desk's facts; open is before this period's settlements."""
    items = [item for item in month.orms.values() if is_live(item)]
    facts = [month.fact("ORM", item.key) for item in items]
    return pd.DataFrame(
        {
            "orm_key": _texts(items, "orm_key"),
            "iec": _texts(items, "iec"),
            "currency": _texts(items, "currency"),
            "on": _days(items, "payment_date"),
            "open_minor": _open(items),
            "party": _texts(items, "beneficiary"),
            "country": _texts(items, "beneficiary_country"),
            "remarks": _texts(items, "remarks"),
            "is_advance": pd.Series([item.version["purpose_code"] == ADVANCE_PURPOSE for item in items], dtype=bool),
            "deal_rate": _fact_texts(facts, "deal_rate"),
            "on_behalf_of_iec": _fact_texts(facts, "on_behalf_of_iec"),
        }
    )


def invoice_frame(month: Month) -> pd.DataFrame:
    """Live invoices as the matching engine reads them."""
    items = [item for item in month.invoices.values() if is_live(item)]
    names = ("invoice_key", "boe_key", "boe_number", "port_code", "invoice_number", "iec", "currency", "terms")
    columns: dict[str, Any] = {name: _texts(items, name) for name in names}
    columns |= {"supplier": _texts(items, "supplier"), "country": _texts(items, "supplier_country")}
    columns |= {"boe_date": _days(items, "boe_date"), "serial": _ints([item.version["serial"] for item in items])}
    columns |= {"value_minor": _ints([item.version["value_minor"] for item in items]), "open_minor": _open(items)}
    for charge in ("freight", "insurance", "discount"):
        columns[f"{charge}_minor"] = _ints([_own_charge(item, charge) for item in items])
    columns["other_currency_charges"] = pd.Series([_foreign_charge(item) for item in items], dtype=bool)
    return pd.DataFrame(columns)


def _texts(items: list[Item], name: str) -> pd.Series[str]:
    return pd.Series([item.version[name] for item in items], dtype="str")


def _fact_texts(facts: list[RowMapping | None], name: str) -> pd.Series[str]:
    return pd.Series([str(fact[name] or "") if fact else "" for fact in facts], dtype="str")


def _ints(values: list[int]) -> pd.Series[int]:
    return pd.Series(values, dtype="int64")


def _days(items: list[Item], name: str) -> pd.Series[int]:
    return _ints([item.version[name].toordinal() for item in items])


def _open(items: list[Item]) -> pd.Series[int]:
    return _ints([item.outstanding_minor + item.settled_minor for item in items])


def _own_charge(item: Item, name: str) -> int:
    same = item.version[f"{name}_currency"] == item.currency
    return int(item.version[f"{name}_minor"] or 0) if same else 0


def _foreign_charge(item: Item) -> bool:
    row = item.version
    return any(row[f"{n}_currency"] not in (None, item.currency) for n in ("freight", "insurance", "discount"))


def _locked(lines: list[Any]) -> pd.DataFrame | None:
    if not lines:
        return None
    return pd.DataFrame(
        {
            "orm_key": pd.Series([row["orm_key"] for row in lines], dtype="str"),
            "invoice_key": pd.Series([row["invoice_key"] for row in lines], dtype="str"),
            "amount_minor": _ints([row["amount_minor"] for row in lines]),
            "amount_invoice_minor": _ints([row["amount_invoice_minor"] for row in lines]),
            "rate": pd.Series([row["rate"] or "" for row in lines], dtype="str"),
        }
    )


def posting_rows(links: pd.DataFrame, month: Month) -> list[dict[str, Any]]:
    """Links of the engine as rows of the ledger."""
    names = (
        "orm_key",
        "invoice_key",
        "amount_minor",
        "amount_invoice_minor",
        "pass",
        "tier",
        "reason",
        "evidence",
        "group_id",
        "rate",
    )
    rows = [dict(zip(names, line, strict=True)) for line in links[list(names)].itertuples(index=False, name=None)]
    for row in rows:
        row.update(
            posting=SETTLE,
            currency=month.orms[row["orm_key"]].currency,
            engine_version=ENGINE_VERSION,
            invoice_currency=month.invoices[row["invoice_key"]].currency,
            amount_minor=int(row["amount_minor"]),
            amount_invoice_minor=int(row["amount_invoice_minor"]),
        )
    return rows
