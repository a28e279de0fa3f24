"""What is to be put on paper, before it has a number; and what cannot be, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from xl_addin.desk.month.month import Month, own_ad_code
from xl_addin.desk.papers.kinds import Kind
from xl_addin.desk.started import typed
from xl_addin.documents.facts import Facts
from xl_addin.documents.plain import amount, day
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.rulebook.registers_codes import notices_on


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper without its number: its kind, whom or what it is about, the act that it is a view of, what it says."""

    kind: Kind
    item_kind: str
    item_key: str
    of_seq: int
    facts: Facts
    group: str = ""  # papers of one group may stand in one file


class Left(NamedTuple):
    """What was not made: whose, why, and what is to be done."""

    item: str
    why: str
    todo: str

    def __str__(self) -> str:
        return f"{self.item}: {self.why} {self.todo}"


class Drafts(NamedTuple):
    """What is to be issued, what cannot be, and the numbers of papers of that day that say the same already."""

    made: tuple[Draft, ...]
    left: tuple[Left, ...] = ()
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """What every paper says of the desk."""

    bank: str
    month: Month
    law: Law
    mark: str = ""  # that the ledger is for training

    @property
    def as_on(self) -> date:
        """The day on which papers are issued."""
        return self.month.as_on

    def fields(self, codes: Iterable[str] = ()) -> dict[str, str]:
        """The fields that every paper has, but its number; `codes` are the AD codes of its remittances, if any."""
        told = ", ".join(sorted(set(codes))) or own_ad_code(self.month) or "–"
        return {"bank": self.bank, "ad_code": told, "date": day(self.as_on)}

    def importer(self, iec: str) -> dict[str, str] | Left:
        """Name, address and code of an importer; what is missing is told and never guessed."""
        known = self.month.importers.get(iec)
        if known is None:
            return Left(f"Importer {iec}", "the importer master does not have him.", MASTER)
        lacking = [name for name, value in (("name", known.name), ("address", known.address)) if not value.strip()]
        if lacking:
            return Left(f"Importer {iec} {known.name}".strip(), f"the importer master has no {lacking[0]}.", MASTER)
        return {"importer": known.name, "address": known.address, "iec": iec}


MASTER = "Add it to importers.csv, take that in, and make the paper again."


def sentence_on(paper: str) -> str:
    """What the law wants said on a paper; DeskError where the bank's own register of notices has dropped it."""
    if found := " ".join(one.sentence for one in notices_on(paper)):
        return found
    raise DeskError(
        f"The register of notices has no sentence for the {paper}.",
        "Register notices.csv of the bank.",
        "Put back the row that the shipped register has for it. No paper was made.",
    )


def money(minor: int, currency: str) -> str:
    """An amount with its currency."""
    return f"₹ {amount(minor, currency)}" if currency == "INR" else f"{currency} {amount(minor, currency)}"


def refuse_nameless(bank: str) -> None:
    """DeskError where nobody has said whose paper it is."""
    if not bank.strip():
        raise DeskError(
            "No bank is named: a paper says whose it is.",
            "Setting bank of desk.toml, or Bank on Start.",
            f"Say it once for all commands: {typed('desk --set bank=NAME')}. No paper was made.",
        )


def numbered(draft: Draft, number: str, act: int) -> Draft:
    """A draft with its number, and the last act of the ledger that it tells of."""
    upto = f"By the ledger up to act {act}."
    facts = draft.facts
    fields = {**facts.fields, "number": number, "upto": upto}
    return replace(draft, facts=replace(facts, fields=fields, citations=(*facts.citations, upto)))


def said_before(facts: Facts) -> Facts:
    """What a paper said before it was numbered."""
    upto = facts.fields.get("upto", "")
    fields = {name: value for name, value in facts.fields.items() if name not in ("number", "upto")}
    return replace(facts, fields=fields, citations=tuple(one for one in facts.citations if one != upto))


def parted(found: Iterable[Draft | Left]) -> Drafts:
    """Drafts, and beside them what could not be made."""
    made, left = [], []
    for one in found:
        if isinstance(one, Left):
            left.append(one)
        else:
            made.append(one)
    return Drafts(tuple(made), tuple(dict.fromkeys(left)))
