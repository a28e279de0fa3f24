"""Synthetic months: small ones for tests, large ones for timing. Nothing in them is real."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd

from xl_addin.domain.movements import Balance
from xl_addin.domain.records import TakenFile
from xl_addin.workbook.proof.view import RunStamp

from . import view_frames as frames
from .months import SyntheticMonth


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


def empty(columns: Sequence[str]) -> pd.DataFrame:
    """A frame without rows."""
    return pd.DataFrame(columns=list(columns))


def nil_month() -> SyntheticMonth:
    """A month in which nothing happened, the first one."""
    return SyntheticMonth(
        stamp(),
        {},
        empty(TakenFile._fields),
        empty(frames.CHECKLIST),
        [],
        [],
        empty(frames.ORM),
        empty(frames.INVOICES),
        empty(frames.SETTLEMENTS),
        empty(frames.DECISIONS),
        empty(frames.IMPORTERS),
        empty(frames.FINDINGS),
        empty(frames.RULES),
        empty(("parameter", "value", "meaning")),
    )


def month(orms: int = 40, invoices: int = 60, lines: int = 50, decisions: int = 70, seed: int = 7) -> SyntheticMonth:
    """A month that ties out, with five currencies (GBP has no rate) and hostile texts among the names."""
    dice = random.Random(seed)  # noqa: S311 - data for tests
    importers = frames.importers(dice)
    orm = frames.orms(dice, orms, importers)
    invoice = frames.invoices(dice, invoices, importers)
    settled = frames.settlements(dice, lines, importers)
    moves = frames.movements(dice, orm, invoice, settled)
    before = [Balance(move.side, move.currency, *move.opening) for move in moves]
    return SyntheticMonth(
        stamp=stamp(),
        rates={code: (rate, date(2026, 10, 30)) for code, rate in frames.RATES.items()},
        sources=frames.sources(),
        checklist=frames.checklist(),
        movements=moves,
        previous=before,
        orms=orm,
        invoices=invoice,
        settlements=settled,
        decisions=frames.decisions(dice, decisions, importers, invoice),
        importers=frames.importer_frame(importers),
        findings=frames.findings(dice, 12),
        rules=frames.rules(),
        policy=frames.policy(),
    )
