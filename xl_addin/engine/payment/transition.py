"""Which of the two dates of an item between the laws is used: the bank's choice, as shipped the contract's (5.1)."""

from __future__ import annotations

from datetime import date

from xl_addin.rulebook.policy import Policy


def date_used(policy: Policy, old: date, contract: date | None) -> date | None:
    """The date in force; None where it rests on a contract's date that nobody has given."""
    return USED[policy.transition_due_basis](old, contract)


def _contract(old: date, contract: date | None) -> date | None:
    return contract


def _old(old: date, contract: date | None) -> date | None:
    return old


def _earlier(old: date, contract: date | None) -> date | None:
    return min(old, contract) if contract else None


USED = {"contract": _contract, "old_date": _old, "earlier": _earlier}
