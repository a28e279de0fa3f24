"""Settlements: lines that wait, for a person or for IDPMS, then lines posted; and the file settlements.csv."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xl_addin.desk.lists.parts import INVOICE_KEY, ORM_KEY, shown
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.acknowledged import line_waits
from xl_addin.desk.month.month import Month
from xl_addin.domain.money import plain
from xl_addin.domain.records import BoeInvoice, OutwardRemittance, SettlementLine
from xl_addin.engine.settlement.pass_words import pass_words
from xl_addin.rulebook.facts import SETTLEMENT, Value
from xl_addin.workbook.lists import Column, List, OfPart, Sheet, day, inr, long, money, status, text, whole

POSTED, PROPOSED, WAITING, TAKEN_BACK = "POSTED", "PROPOSED", "WAITING", "TAKEN_BACK"
FOR_APPROVAL = "FOR APPROVAL"
ACCEPT, REJECT, LOCK = "Accept", "Reject", "Lock"
ANSWER = "Accept or Reject"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A settlement line with both sides of it and the remarks on it."""

    status: str
    line: SettlementLine
    orm: OutwardRemittance
    invoice: BoeInvoice
    said: Mapping[str, Value]
    inr: Decimal | None

    @property
    def about(self) -> tuple[str, str]:
        """Kind and key under which remarks on the line are kept."""
        return about(self.line)

    def waits(self, month: Month) -> bool:
        """Whether its bill of entry or its remittance is not in IDPMS yet."""
        return line_waits(month, self.line)


def about(line: SettlementLine) -> tuple[str, str]:
    """Kind and key under which remarks on a line are kept: both its sides."""
    return SETTLEMENT, f"{line.orm_key} {line.invoice_key}"


def posted_first(told: Told) -> Sequence[ShownLine]:
    """Lines posted in the period in the order posted, then what waits for IDPMS, then proposals."""
    return [*_posted(told), *_waiting(told), *_proposed(told)]


def proposals_first(told: Told) -> Sequence[ShownLine]:
    """What waits for a person, the largest first, stands above what waits for IDPMS, and both above what is done."""
    return [*_largest_first(told, _proposed(told)), *_waiting(told), *_posted(told)]


def _largest_first(told: Told, shown: list[ShownLine]) -> list[ShownLine]:
    """By the INR of the group that a line belongs to; lines of one group stay together."""
    group = {id(one): one.line.group_id or str(place) for place, one in enumerate(shown)}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in shown:
        sums[group[id(one)]] += told.month.inr(one.line.amount_minor, one.line.currency) or 0
    first = {name: place for place, name in enumerate(dict.fromkeys(group.values()))}
    return sorted(shown, key=lambda one: (-sums[group[id(one)]], first[group[id(one)]]))


def _posted(told: Told) -> list[ShownLine]:
    return [*_shown(told, POSTED, told.posted), *_shown(told, TAKEN_BACK, told.restored)]


def _waiting(told: Told) -> list[ShownLine]:
    return [*_shown(told, FOR_APPROVAL, told.settled.batch), *_shown(told, WAITING, told.settled.waiting)]


def _proposed(told: Told) -> list[ShownLine]:
    return _shown(told, PROPOSED, told.settled.suggestions)


def _shown(told: Told, word: str, lines: Sequence[SettlementLine]) -> list[ShownLine]:
    orms, invoices, said = told.month.orms, told.month.invoices, told.month.said
    return [
        ShownLine(
            *(word, line, orms[line.orm_key].record, invoices[line.invoice_key].record, said(*about(line))),
            told.inr(line.amount_minor, line.currency),
        )
        for line in lines
    ]


def _found_by(one: ShownLine) -> str:
    return one.line.found_by


LIST = List(
    "tblSettlements",
    rows=proposals_first,
    key=("Status", *ORM_KEY, *INVOICE_KEY, "ORM amount"),
    passing=("Status",),
    total="Amount INR",
    first=(
        "Sign",
        "Status",
        "Accept or Reject",
        "ORM number",
        "BoE number",
        "ORM currency",
        "ORM amount",
        "Evidence",
        "Remarks",
        "Amount INR",
    ),
    seldom=("Rate", "Tier", "Group"),
    columns=(
        *status("Status", lambda s: s.status, width=11),
        Column(
            ANSWER,
            text,
            lambda s: "",
            10,
            "Proposed: Accept posts, Reject drops, Lock keeps it for later. Posted or waiting: Reject takes it back, "
            "but not what two people settled by hand.",
            words=(ACCEPT, REJECT, LOCK),
            is_user_input=True,
        ),
        Column(
            "Remarks",
            long,
            lambda s: shown("remarks", s.said.get("remarks")),
            16,
            "Reason for a rejection, at most 250 characters.",
            fact="remarks",
            about=lambda s: s.about,
            is_user_input=True,
        ),
        Column("ORM number", text, lambda s: s.orm.orm_number, 17),
        Column("AD code", text, lambda s: s.orm.ad_code, 9),
        Column("BoE number", text, lambda s: s.invoice.boe_number, 10.5),
        Column("BoE date", day, lambda s: s.invoice.boe_date),
        Column("Port", text, lambda s: s.invoice.port_code, 8.5),
        Column("Serial", whole, lambda s: s.invoice.serial, 7),
        Column("Invoice number", text, lambda s: s.invoice.invoice_number, 16),
        Column("IEC", text, lambda s: s.orm.iec, 11.5),
        Column("ORM currency", text, lambda s: s.line.currency, 9),
        Column("ORM amount", money, lambda s: s.line.amount_minor, currency="ORM currency"),
        Column("Amount INR", inr, lambda s: s.inr, help="Of the ORM amount; blank when there is no rate."),
        Column("Invoice currency", text, lambda s: s.line.invoice_currency, 9),
        Column("Invoice amount", money, lambda s: s.line.amount_invoice_minor, currency="Invoice currency"),
        Column("Rate", text, lambda s: s.line.rate, 11),
        Column("Found by", long, OfPart(_found_by, pass_words), 22),
        Column("Tier", text, lambda s: s.line.tier, 9.5),
        Column("Reason", long, lambda s: s.line.reason, 24),
        Column("Evidence", long, lambda s: s.line.evidence, 26),
        Column("Group", text, lambda s: s.line.group_id, 10),
    ),
)

SHEET = Sheet(
    "Settlements",
    "items",
    "Lines proposed for a person, lines that wait for IDPMS, then lines posted in the period.",
    "A proposal is never posted without a person: answer in the blue cells, then press Read answers back.",
    (LIST,),
    4,
    tells="acknowledgement slip",
)

FILE = List(
    "settlements.csv",
    rows=posted_first,
    columns=(
        Column("orm_number", text, lambda s: s.orm.orm_number),
        Column("orm_ad_code", text, lambda s: s.orm.ad_code),
        Column("boe_number", text, lambda s: s.invoice.boe_number),
        Column("boe_date", day, lambda s: s.invoice.boe_date),
        Column("port_code", text, lambda s: s.invoice.port_code),
        Column("invoice_serial", whole, lambda s: s.invoice.serial),
        Column("invoice_number", text, lambda s: s.invoice.invoice_number),
        Column("iec", text, lambda s: s.orm.iec),
        Column("currency", text, lambda s: s.line.currency),
        Column("amount", text, lambda s: plain(s.line.amount_minor, s.line.currency)),
        Column("invoice_currency", text, lambda s: s.line.invoice_currency),
        Column("amount_invoice_currency", text, lambda s: plain(s.line.amount_invoice_minor, s.line.invoice_currency)),
        Column("rate", text, lambda s: s.line.rate),
        Column("pass", text, lambda s: s.line.found_by),
        Column("tier", text, lambda s: s.line.tier),
        Column("reason", text, lambda s: s.line.reason),
        Column("evidence", text, lambda s: s.line.evidence),
        Column("group_id", text, lambda s: s.line.group_id),
        Column("status", text, lambda s: s.status),
    ),
)
