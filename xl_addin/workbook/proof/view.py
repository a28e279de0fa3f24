"""What the closing workbook shows, ready to be laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xl_addin.domain.movements import Balance, Movement
from xl_addin.domain.sealed import Sealed
from xl_addin.workbook.lists import Filled, Sheet


@dataclass(frozen=True, slots=True)
class RunStamp:
    """Who closed what, when, with which versions."""

    bank: str
    ad_code: str
    period: str  # YYYY-MM
    as_on: date
    regime: str
    run_id: str
    made_at: datetime  # Indian time
    made_by: str
    versions: dict[str, str]
    ledger_head: str  # hash of the last action in the chain
    ledger_chain_ok: bool
    law: str = ""  # what tells the law and the policy of the run from others
    auto_lines: str = ""  # whether lines that the evidence decides are posted by it, under which row of the policy
    by_policy: str = ""  # which proposals a row of the policy has posted without a person
    answered: str = ""  # how people answered the proposals so far, pass by pass
    rounding: str = ""  # by which rule of the bank amounts go that a message cannot hold
    mark: str = ""  # what every sheet says of the ledger: that it is for training, that one person acts alone


@dataclass(frozen=True, slots=True)
class ClosingView:
    """Everything the workbook shows. `rates` maps a currency to INR per unit used for the INR column, with its date."""

    stamp: RunStamp
    rates: Mapping[str, tuple[Decimal, date]]
    sheets: tuple[Sheet, ...]
    lists: Mapping[str, Filled[Any]]  # every list of the sheets, by name
    movements: Sequence[Movement]
    previous: Sequence[Balance]  # the last closing; nothing in the first month
    sealed: Sequence[Sealed] = ()  # what was signed, list by list
