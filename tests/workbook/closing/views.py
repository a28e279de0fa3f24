"""Synthetic months: small ones for tests, large ones for timing. Nothing in them is real."""

from __future__ import annotations

import random
from datetime import date, datetime

import pandas as pd

from xl_addin.workbook.closing import view as v
from xl_addin.workbook.closing.view import ClosingView, RunStamp

from . import view_frames as frames


def stamp(**changes: object) -> RunStamp:
    """The stamp of a run."""
    facts: dict[str, object] = {
        "bank": "Coromandel Commercial Bank",
        "ad_code": "0009001",
        "period": "2026-10",
        "as_on": frames.AS_ON,
        "regime": "REG2026",
        "run_id": "2026-10-R001 & co",
        "made_at": datetime(2026, 11, 2, 18, 45, 10, tzinfo=frames.INDIA),
        "made_by": "import-desk-maker",
        "versions": {"program": "0.1.0", "rules": "2026-11-01"},
        "ledger_head": "9f" * 32,
        "ledger_chain_ok": True,
    }
    return RunStamp(**(facts | changes))  # type: ignore[arg-type]


def empty(columns: tuple[str, ...]) -> pd.DataFrame:
    """A frame without rows."""
    return pd.DataFrame(columns=list(columns))


def nil_month() -> ClosingView:
    """A month in which nothing happened, the first one."""
    return ClosingView(
        stamp(),
        {},
        empty(v.SOURCES),
        empty(v.CHECKLIST),
        empty(v.MOVEMENTS),
        empty(v.PREVIOUS),
        empty(v.ORM),
        empty(v.INVOICES),
        empty(v.SETTLEMENTS),
        empty(v.DECISIONS),
        empty(v.IMPORTERS),
        empty(v.FINDINGS),
        empty(v.RULES),
        empty(("parameter", "value", "meaning")),
    )


def month(orms: int = 40, invoices: int = 60, lines: int = 50, decisions: int = 70, seed: int = 7) -> ClosingView:
    """A month that ties out, with five currencies (GBP has no rate) and hostile texts among the names."""
    dice = random.Random(seed)  # noqa: S311 - data for tests
    importers = frames.importers(dice)
    orm = frames.orms(dice, orms, importers)
    invoice = frames.invoices(dice, invoices, importers)
    settled = frames.settlements(dice, lines, importers)
    moves = frames.movements(dice, orm, invoice, settled)
    before = [
        {name: move[name] for name in ("side", "currency")}
        | {"closing_count": move["opening_count"], "closing_minor": move["opening_minor"]}
        for move in moves
    ]
    return ClosingView(
        stamp=stamp(),
        rates={code: (rate, date(2026, 10, 30)) for code, rate in frames.RATES.items()},
        sources=frames.sources(),
        checklist=frames.checklist(),
        movements=pd.DataFrame(moves, columns=list(v.MOVEMENTS)),
        previous=pd.DataFrame(before, columns=list(v.PREVIOUS)),
        orms=orm,
        invoices=invoice,
        settlements=settled,
        decisions=frames.decisions(dice, decisions, importers, invoice),
        importers=frames.importer_frame(importers),
        findings=frames.findings(dice, 12),
        rules=frames.rules(),
        policy=frames.policy(),
    )
