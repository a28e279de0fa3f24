"""What the lists are filled from: the month with what matching, the rules and the checks said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic

from xl_addin.desk.month.acknowledged import in_idpms, waiting_invoices
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.changes import Changes
from xl_addin.desk.month.history import ActShown
from xl_addin.desk.month.month import Month, open_items
from xl_addin.desk.month.reported import InIdpms
from xl_addin.desk.month.runs import Run
from xl_addin.desk.month.settle import Settled
from xl_addin.desk.produce.outgoing import NO_OUTGOING, Outgoing
from xl_addin.domain.findings import Finding
from xl_addin.domain.records import SettlementLine, TakenFile
from xl_addin.domain.sealed import Sealed
from xl_addin.engine.general.standing import standing
from xl_addin.engine.idpms.bars import NOT_ACKNOWLEDGED
from xl_addin.engine.law import Law
from xl_addin.engine.parties.identity import MasterChange
from xl_addin.ledger.acts import Act
from xl_addin.ledger.audits import Draw
from xl_addin.ledger.events import Record
from xl_addin.ledger.items import Item
from xl_addin.ledger.proposed import Proposal
from xl_addin.ledger.signed import Signature

_PAISE = Decimal("0.01")
NO_CHANGES = Changes()
NO_CASES: Mapping[str, Case] = {}


@dataclass(frozen=True, slots=True)
class Open(Generic[Record]):
    """An open item, as it stands on its list on the day."""

    item: Item[Record]
    inr: Decimal | None  # of what is open
    as_on: date
    flags: str
    law: Law
    ties: tuple[str, ...] = ()  # of an invoice: remittances that people tie to it
    idpms: InIdpms | None = None  # by what IDPMS has it
    case: Case | None = None  # of a remittance: the decision on which an act of the row is proposed

    @property
    def proposal(self) -> str:
        """Number of the open proposal that holds it."""
        return self.case.proposal if self.case else ""

    def standing(self, subject: str) -> str:
        """How it stands towards the date that was decided on a subject."""
        return standing(self.law, self.item.decided[subject], self.as_on)


@dataclass(frozen=True, slots=True)
class Told:
    """A month as it is told: what stands in the ledger, what is proposed, what was decided and what was found."""

    month: Month
    law: Law
    settled: Settled
    cases: Sequence[Case]
    posted: Sequence[SettlementLine]
    files: Sequence[TakenFile]
    findings: Sequence[Finding]
    acts: Sequence[tuple[Act, int, int]]  # of the month: how many, how many of them taken back
    master: Sequence[MasterChange] = ()  # what changed in the importer master since the ledger began
    proposals: Sequence[Proposal] = ()  # every one up to the period, with what was said of it
    runs: Sequence[Run] = ()  # the run sheet of IDPMS
    signatures: Mapping[str, Signature] = field(default_factory=dict)  # by role
    sealed: Sequence[Sealed] = ()  # what the last signature stands for, list by list
    content: str = ""  # hash of what the closing says, where anybody has signed
    changes: Changes = NO_CHANGES  # decisions that say another thing than at the closing before
    draws: Sequence[Draw] = ()  # audit samples, up to the period
    history: Sequence[ActShown] = ()  # every act of the month, after one line for those before it
    outgoing: Outgoing = NO_OUTGOING  # files for IDPMS and what waits for one
    restored: Sequence[SettlementLine] = ()  # settled by hand, and taken back in the period
    before: Mapping[str, int] = field(default_factory=dict)  # how many waited at the closing before, by line of Today
    memos: Mapping[tuple[str, str], str] = field(default_factory=dict)  # number of the memo issued of each referral

    def of(self, subject: str) -> list[Case]:
        """The decisions on one subject, in the order in which they were made."""
        return [case for case in self.cases if case.subject == subject]

    def inr(self, minor: int, currency: str) -> Decimal | None:
        """INR to the paisa; None where no rate is known."""
        return paise(self.month.inr(minor, currency))

    def opened(self, known: Mapping[str, Item[Record]], cases: Mapping[str, Case] = NO_CASES) -> list[Open[Record]]:
        """Open items of one side with what stands beside them, oldest first."""
        flags, as_on, month = self.flags, self.month.as_on, self.month
        return [
            Open(
                *(item, self.inr(item.outstanding_minor, item.currency), as_on, flags.get(item.key, ""), self.law),
                case=cases.get(item.key),
                idpms=in_idpms(month, item),
            )
            for item in open_items(known)
        ]

    @property
    def flags(self) -> dict[str, str]:
        """What matching noticed of each item, by its key, each word once; and which invoices wait for IDPMS."""
        found: dict[str, dict[str, None]] = {}
        for flag in self.settled.flags:
            for key in filter(None, (flag.orm_key, flag.invoice_key)):
                found.setdefault(key, {})[flag.flag] = None
        for item in waiting_invoices(self.month):
            found.setdefault(item.key, {})[NOT_ACKNOWLEDGED] = None
        return {key: " ".join(words) for key, words in found.items()}


def paise(value: Decimal | None) -> Decimal | None:
    """INR cut to the paisa."""
    return value.quantize(_PAISE) if value is not None else None
