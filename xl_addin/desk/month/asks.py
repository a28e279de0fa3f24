"""What the decisions of a month ask: each fact that is missing, by the question that a person answers once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from xl_addin.desk.month.case import Case
from xl_addin.desk.month.evidence import ANSWERS, CURRENCY_ANSWERS
from xl_addin.desk.month.item import AnyItem, Entry, Party
from xl_addin.desk.month.month import Month
from xl_addin.engine.payment.due import NEED_CONTRACT_DATE
from xl_addin.engine.payment.own_goods import NOT_GIVEN
from xl_addin.engine.rule import CHECK
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.rulebook.facts import BOE, DECISIONS, IMPORTER, INVOICE, fact, facts
from xl_addin.workbook.lists import Question

ASSUMED = (NOT_GIVEN,)  # notes on a fact that a rule does without
BESIDE = ("INFO:", "WARN:")  # notes that never block
_NAMED = re.compile(r"(\w+) is not (?:given|answered)")
_BY_FINDING = {NEED_CONTRACT_DATE: "contract_due"}
_SEEN = ("acknowledged_on", "acknowledgement_reference", "acknowledgement_seen_by")  # all three, or it is not seen
# A fact that a rule names -> the facts whose cells answer it; of one subject alone where it is named.
_SAID_IN: dict[str, tuple[str, ...]] = {
    "current_due": ("contract_due",),
    "former_due": ("shipment_date",),
    "retention": ("retained_amount",),
    "acknowledged": _SEEN,
    "in_idpms": _SEEN,
    "letter_sent": ("registered_letter_date",),
}
_SAID_OF = {
    ("EXTENSION", "reason"): "extension_reason",
    ("EXTENSION", "satisfied"): "extension_satisfied",
}


@dataclass(slots=True)
class Ask:
    """One question that nobody has answered: which decisions wait for it, and the open items that they are about."""

    question: Question
    case: Case  # the first of them
    subjects: dict[str, None] = field(default_factory=dict)
    items: dict[str, Decimal | None] = field(default_factory=dict)  # INR of what is open, by the item's key

    @property
    def fact(self) -> str:
        """The fact that is asked."""
        return self.question[2]


def asks(month: Month, cases: Iterable[Case], of_bill: Collection[str]) -> list[Ask]:
    """Every question behind a CHECK that nobody has answered, each once, in the order of the decisions.

    `of_bill` are the facts that an invoice has from its bill of entry.
    """
    found: dict[Question, Ask] = {}
    for case in cases:
        for name in missing_in(case):
            question = question_of(case, name, of_bill)
            if month.said(*question[:2]).get(name) is not None:
                continue
            ask = found.setdefault(question, Ask(question, case))
            ask.subjects[case.subject] = None
            ask.items |= {one.key: month.inr(one.outstanding_minor, one.currency) for one in open_of(case.item)}
    return [*found.values()]


def missing_in(case: Case) -> tuple[str, ...]:
    """The facts that a decision lacks, as their cells name them; none where it is decided whatever they are."""
    if case.decision.status != CHECK:
        return ()
    named = [_BY_FINDING[code] for code in case.decision.findings if code in _BY_FINDING]
    named += [name for note in case.decision.notes for name in named_in(note)]
    return tuple(dict.fromkeys(name for one in named for name in _cells(case.subject, one) if name in facts()))


def named_in(note: str) -> Iterator[str]:
    """The facts and conditions that a note of a decision says are missing."""
    if note not in ASSUMED and not note.startswith(BESIDE):
        yield from _NAMED.findall(note)


def _cells(subject: str, named: str) -> tuple[str, ...]:
    """The facts whose cells answer what a rule names: a fact, or a condition by its word."""
    name = _words().get(named, named.lower() if named.isupper() else named)
    if own := _SAID_OF.get((subject, name)):
        return (own,)
    return _SAID_IN.get(name, (name,))


@cache
def _words() -> dict[str, str]:
    return {**ANSWERS, **CURRENCY_ANSWERS, "ORDER_OR_TRIPARTITE": "third_party_agreement"}


def question_of(case: Case, name: str, of_bill: Collection[str]) -> Question:
    """What is asked where: the fact of the item, of its bill of entry or importer, or of the decision itself."""
    about = fact(name).about
    if about == IMPORTER:
        return IMPORTER, case.iec, name
    if about in ("DECISION", *DECISIONS):
        return (*case.about, name)
    if case.item.kind == INVOICE and name in of_bill:
        return BOE, getattr(case.item.record, "boe_key", ""), name
    return case.item.kind, case.item.key, name


def open_of(item: AnyItem) -> Iterator[OrmItem | InvoiceItem]:
    """What of an item is open: itself, the open invoices of a bill of entry, nothing of an importer."""
    if isinstance(item, Entry):
        yield from (one for one in item.invoices if one.outstanding_minor > 0)
    elif not isinstance(item, Party):
        yield item
