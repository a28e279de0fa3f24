"""What may be proposed: decisions of the month that close something, with what would be closed of each item."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xl_addin.desk.month.case import IF_ACCEPTED, Case
from xl_addin.desk.month.item import Entry, Party
from xl_addin.desk.month.month import Month
from xl_addin.domain.money import grouped
from xl_addin.domain.records import Answer, SettlementLine
from xl_addin.engine.law import Law
from xl_addin.engine.rule import CHECK, ESCALATE, OK, Decision, missing
from xl_addin.ledger.acts import BY_NAME, CLOSURES, REOPEN, SMALL_VALUE, Closure
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.ledger.payload import canonical
from xl_addin.ledger.proposed import OF_IMPORTERS, Proposal
from xl_addin.rulebook.policy import policy_rows

AD = "AD"  # what a cut-over is about: an AD code
POSTABLE = (OK, ESCALATE)
_ASKED = missing("satisfied").note
_BESIDE = ("INFO:", "WARN:")  # notes that never block
OWNER = "owner"
SUBJECTS = {closure.subject: closure for closure in CLOSURES.values() if closure.subject}


@dataclass(frozen=True, slots=True)
class Line:
    """What would be closed of one invoice or remittance, in minor units."""

    kind: str
    key: str
    currency: str
    minor: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A decision that may be acted on: the act, what it would close, its INR, and the hash of what it rests on."""

    closure: Closure
    case: Case
    lines: tuple[Line, ...]
    inr: Decimal | None
    seen: str
    ties: tuple[SettlementLine, ...] = ()  # of a settlement by hand: its lines
    bars: tuple[str, ...] = ()  # what speaks against it, where that was asked here
    says: tuple[tuple[str, str], ...] = ()  # facts of the proposal itself, as the ledger keeps them
    remarks: str = ""
    by_letter: bool = False  # RBI has approved it by a letter that is named
    answers: tuple[Answer, ...] = ()  # what an approval answers
    satisfies: tuple[str, str, str] = ("", "", "satisfied")  # where an approval writes that the AD is satisfied
    about: tuple[str, str] = ("", "")  # of an act on no item of the month: what it is about
    branchless: bool = False  # of a batch over several branches

    @property
    def item(self) -> tuple[str, str]:
        """Kind and key of the item."""
        return self.about if any(self.about) else (self.case.item.kind, self.case.item.key)

    @property
    def branch(self) -> str:
        """AD code of the item."""
        record = self.case.item.record
        if self.about[0] == AD:
            return self.about[1]
        return "" if self.branchless else str(getattr(record, "ad_code", ""))

    @property
    def owner(self) -> str | None:
        """Owner of the item's importer, "" where nobody told; None where the act is of no importer."""
        return str(self.case.item.answers.get(OWNER, "")) if self.item[0] in OF_IMPORTERS else None

    @property
    def code(self) -> str:
        """The adjustment indicator that its reason calls for; "" where it has none."""
        told = next((value for label, value in self.case.decision.facts if label == "closure code"), "")
        return dict(self.says).get("code") or str(told or "")


def candidates(month: Month, law: Law, cases: list[Case]) -> Iterator[Candidate]:
    """Every decision of the month that closes something and stands as it is: none that waits for a settlement."""
    mark = law_mark(law)
    for case in cases:
        closure = SUBJECTS.get(case.subject)
        if closure is None or isinstance(case.item, Party) or not is_postable(case.decision):
            continue
        if IF_ACCEPTED in case.decision.notes:
            continue
        lines = lines_of(closure, case)
        if lines:
            yield Candidate(closure, case, lines, inr_of(month, lines), _seen(closure, case, lines, mark))
    for item in month.items:
        if item.closed_ever_minor > 0:
            yield _reopened(month, item, mark)


def is_postable(found: Decision) -> bool:
    """Whether another person may approve what was decided: allowed, beyond a bound, or short of satisfaction alone."""
    return found.status in POSTABLE or lacks_satisfaction(found)


def lacks_satisfaction(found: Decision) -> bool:
    """Whether the AD's satisfaction is all that a decision lacks: an approval answers it."""
    blocking = [note for note in found.notes if not note.startswith(_BESIDE)]
    return found.status == CHECK and blocking == [_ASKED]


def _reopened(month: Month, item: OrmItem | InvoiceItem, mark: str) -> Candidate:
    """All that was written off or closed of an item, to be opened again: it always may, with another's approval."""
    lines = (Line(item.kind, item.key, item.currency, item.closed_ever_minor),)
    case = Case(REOPEN.word, item, Decision(REOPEN.meaning, OK))
    return Candidate(REOPEN, case, lines, inr_of(month, lines), _seen(REOPEN, case, lines, mark))


def amounts_of(lines: Iterable[Line]) -> str:
    """What would be closed in words, line by line."""
    return ", ".join(f"{line.currency} {grouped(line.minor, line.currency)}" for line in lines)


def lines_of(closure: Closure, case: Case) -> tuple[Line, ...]:
    """A difference of one item; of an entry each invoice with all that is open of it."""
    item = case.item
    if isinstance(item, Entry):
        open_now = [one for one in item.invoices if one.outstanding_minor > 0]
        return tuple(Line(one.kind, one.key, one.currency, one.outstanding_minor) for one in open_now)
    if isinstance(item, Party):
        return ()
    minor = item.outstanding_minor if closure is SMALL_VALUE else case.amount_minor
    return (Line(item.kind, item.key, item.currency, minor),) if minor > 0 else ()


def inr_of(month: Month, lines: tuple[Line, ...]) -> Decimal | None:
    """INR of what would be closed; None where a rate is missing."""
    parts = [month.inr(line.minor, line.currency) for line in lines]
    return None if None in parts else sum((part for part in parts if part is not None), Decimal(0))


def law_mark(law: Law) -> str:
    """One text for the law and the policy that a decision was made under."""
    return hashlib.sha256(canonical([law.rules.version, policy_rows(law.policy)])).hexdigest()


def seen_of(closure: Closure, case: Case, lines: tuple[Line, ...], law: Law) -> str:
    """Hash of what a person sees of a decision and decides on."""
    return _seen(closure, case, lines, law_mark(law))


def _seen(closure: Closure, case: Case, lines: tuple[Line, ...], mark: str) -> str:
    """Hash of what a person sees and decides on: amounts, facts, the decision with its rules, the law."""
    found, facts = case.decision, case.item.answers
    told: list[Any] = [
        closure.word,
        [[line.kind, line.key, line.currency, line.minor] for line in lines],
        [found.status, *found.findings],
        [[rule.parameter, str(rule.value), rule.instrument, rule.paragraph] for rule in found.basis],
        [[name, str(facts[name])] for name in sorted(facts)],
        mark,
    ]
    return hash_of(told)


def hash_of(told: list[Any]) -> str:
    """Hash of what a person sees."""
    return hashlib.sha256(canonical(told)).hexdigest()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which candidates are meant: an act's word, keys, importers, a currency, INR up to; empty stands for all."""

    act: str = ""
    keys: tuple[str, ...] = ()
    iecs: tuple[str, ...] = ()
    currency: str = ""
    up_to_inr: Decimal | None = None
    statuses: tuple[str, ...] = (OK,)
    satisfaction: bool = False  # also those that lack the AD's satisfaction alone
    branch: str = ""
    owner: str = ""

    def takes(self, one: Candidate) -> bool:
        """Whether a candidate is meant."""
        return (
            self.act in ("", one.closure.word)
            and (not self.keys or bool(set(self.keys) & names_of(one)))
            and (not self.iecs or one.case.iec in self.iecs)
            and (not self.currency or all(line.currency == self.currency for line in one.lines))
            and (self.up_to_inr is None or (one.inr is not None and one.inr <= self.up_to_inr))
            and self.branch in ("", one.branch)
            and is_owned(self.owner, one.owner)
            and self._takes(one.case.decision)
        )

    def _takes(self, found: Decision) -> bool:
        return found.status in self.statuses or (self.satisfaction and lacks_satisfaction(found))


def is_owned(wanted: str, owner: str | None) -> bool:
    """Whether an item is of the owner that is wanted, however its letters are written; none wanted stands for all."""
    return not wanted.strip() or wanted.strip().casefold() == (owner or "").strip().casefold()


def names_of(one: Candidate) -> set[str]:
    """The names under which a person may give an item: its key, the number of its remittance or bill of entry."""
    return {one.case.item.key, *(line.key for line in one.lines), one.case.orm_number, one.case.boe_number} - {""}


def taken_once(wanted: list[Candidate], held: Mapping[str, str]) -> tuple[list[Candidate], list[tuple[Candidate, str]]]:
    """Candidates of which no line is taken by another or by an open proposal (`held`: number by line's key)."""
    free: list[Candidate] = []
    barred: list[tuple[Candidate, str]] = []
    taken = dict(held)
    for one in wanted:
        other = next((taken[line.key] for line in one.lines if line.key in taken), "")
        if other:
            barred.append((one, other))
            continue
        free.append(one)
        taken |= {line.key: f"{one.closure.meaning} of this list" for line in one.lines}
    return free, barred


def held_lines(known: Sequence[Proposal], month: Month) -> dict[str, str]:
    """The open proposal that holds each invoice, remittance or entry, in words, by the item's key."""
    return {key: f"open proposal {number}" for key, number in held_numbers(known, month).items()}


def held_numbers(known: Sequence[Proposal], month: Month) -> dict[str, str]:
    """The number of the open proposal that holds each item, by its key; an entry's holds its invoices."""
    waiting = [one for one in known if one.waits and one.act not in BY_NAME]
    by_entry: dict[str, list[str]] = {}
    for invoice in month.invoices.values() if waiting else ():
        by_entry.setdefault(invoice.record.boe_key, []).append(invoice.key)
    return {
        key: str(one.number)
        for one in waiting
        for key in (one.item_key, *by_entry.get(one.item_key, ()), *(line.invoice_key for line in one.lines))
    }
