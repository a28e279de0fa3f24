"""What a person asks for by name: a kind of act, an item, an amount, and what he says of it, each fact as its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xl_addin.desk.acts.propose import REMARKS_MAX
from xl_addin.desk.law.asked import READERS
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.identifiers import parse_port
from xl_addin.domain.texts import clean, raised
from xl_addin.engine.idpms.closure import APPROVERS
from xl_addin.rulebook.facts import Fact, Value, fact

TEXT_MAX = 50
SWIFT = re.compile(r"[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?")
LETTER = ("approved_by", "letter_no", "letter_date")
DOCUMENT = ("document_no", "document_date")
SHIPPING_BILL = ("shipping_bill_no", "shipping_bill_date", "shipping_bill_port")
EXPORT = ("export_date", "setoff_date", "export_currency", "same_group", "extended_until")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of act that is asked for by name: what it does, the facts that it must say, those that it may say."""

    does: str
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()

    @property
    def takes(self) -> tuple[str, ...]:
        """Every fact that it takes."""
        return (*self.needs, *self.may)


PAPER_OF_BANK = ("confirmed_by", *DOCUMENT)
GRANT = ("extended_until", "extension_granted_on")
KINDS = {
    "close": Kind(
        "close an item under its adjustment indicator", ("code", *LETTER[:1]), (*LETTER[1:], *DOCUMENT, *SHIPPING_BILL)
    ),
    "refund": Kind("record what came back of a remittance", DOCUMENT, ("code", *LETTER)),
    "extend": Kind("extend the payment date of a bill of entry", LETTER, GRANT),
    "report": Kind("have a remittance reported (message ORM)", may=("swift",)),
    "upload-boe": Kind("have a manual bill of entry uploaded (message MBE)"),
    "ask-boe": Kind("have a bill of entry asked of another bank (message OBB)"),
    "cut-over": Kind(
        "say up to which day everything of an AD code was reported outside: give the AD code as the item",
        ("reported_until",),
    ),
    "confirm-rule": Kind("confirm a rule of which the primary text was not read", PAPER_OF_BANK),
    "withdraw": Kind("withdraw what was approved by name: give its number as the item"),
    "set-off": Kind(
        "record a set-off against an export", EXPORT[:4], (*EXPORT[4:], *SHIPPING_BILL, *DOCUMENT, *LETTER)
    ),
}


DECLARATION = "small-value on a declaration"
_KNOWN = {**KINDS, DECLARATION: Kind("close small-value entries on a declaration", DOCUMENT)}


@dataclass(frozen=True, slots=True)
class Request:
    """A kind of act on an item, what is said of it, the reason; without an amount it is of all that is open."""

    kind: str
    item: str
    said: Mapping[str, Value]
    remarks: str
    amount: Decimal | None = None


def said_of(kind: str, words: Iterable[str]) -> dict[str, Value]:
    """The facts of words written fact=value; DeskError tells every one that cannot be used."""
    known, faults, found = _KNOWN[kind], list[str](), dict[str, Value]()
    for word in words:
        name, sign, text = (part.strip() for part in word.partition("="))
        try:
            if not sign or name not in known.takes:
                raise ValueRefused(word, f"fact=value with one of {', '.join(known.takes)}")
            if text:
                found[name] = _value(fact(name), text)
        except ValueRefused as refused:
            faults.append(f"{word!r}: {refused}.")
    if faults:
        raise DeskError("\n".join(faults), f"Command propose {kind}, option --say.", "Correct these; nothing was kept.")
    return found


def _value(row: Fact, text: str) -> Value:
    if row.name == "approved_by":
        return _approver(text)
    if row.name == "shipping_bill_port":
        return str(parse_port(text))
    if row.name == "swift" and not SWIFT.fullmatch(raised(clean(text))):
        raise ValueRefused(text, "a SWIFT code of 8 or 11 letters and digits")
    if row.kind in READERS:
        value: Value = READERS[row.kind](text)
        return value
    if row.kind == "currency":
        return raised(clean(text))
    if len(text) > TEXT_MAX or not text.isprintable():
        raise ValueRefused(text, f"a text of at most {TEXT_MAX} plain signs")
    return clean(text)


def _approver(text: str) -> str:
    word = raised(clean(text))
    if word in APPROVERS.values():
        return word
    if word in APPROVERS:
        return APPROVERS[word]
    raise ValueRefused(text, "RBI, AD or OTHERS")


def refuse_remarks(kind: str, remarks: str) -> None:
    """DeskError where the reason is missing or cannot stand: the message carries it as its remark."""
    if not remarks.strip() or len(remarks) > REMARKS_MAX or not remarks.isprintable():
        raise DeskError(
            f"{KINDS[kind].does.capitalize()}: that needs its reason.",
            "Option --remarks.",
            f"Say why in at most {REMARKS_MAX} plain signs on one line: the person who approves reads it.",
        )


def lines_of_kinds(kinds: Sequence[str] = tuple(KINDS)) -> list[str]:
    """The kinds with what each says, for people."""
    return [f"{name}: {KINDS[name].does}{_says(KINDS[name])}" for name in kinds]


def _says(kind: Kind) -> str:
    return f"; it says {', '.join(kind.takes)}, each as --say FACT=VALUE" if kind.takes else ""
