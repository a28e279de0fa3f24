"""The SWIFT code of the beneficiary's bank: the extract's or the message's own word, else what the desk has said."""

from __future__ import annotations

from xl_addin.ledger.items import OrmItem

_OFFICE, _SHORT = "XXX", 8  # a code of eight signs is that of the bank's head office


def swift_of(item: OrmItem, approved: str = "") -> str:
    """The code of a remittance; `approved` is what two people said with its report; "" where nobody told."""
    return item.record.swift or approved or str(item.answers.get("swift", ""))


def swift_differs(item: OrmItem, said: object) -> bool:
    """Whether what somebody says is another code than the remittance has."""
    own, other = item.record.swift, str(said or "")
    return bool(own and other) and _whole(own) != _whole(other)


def _whole(code: str) -> str:
    return code + _OFFICE if len(code) == _SHORT else code
