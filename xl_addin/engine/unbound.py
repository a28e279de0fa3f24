"""Where the law has no number and the bank has set none: said alike in every family (decision 31)."""

from __future__ import annotations

from xl_addin.engine.rule import BANK_POLICY, NO_BOUND_SET, Decision, Fail
from xl_addin.rulebook import Provision

NO_END = (
    "INFO: the law has no bound on an extension by the AD and the bank's policy knows none: its satisfaction decides"
)


def none_set(what: str, *parameters: str) -> str:
    """What neither of them has, and by which of the bank's parameters it could be set."""
    return f"the law has no {what} and the bank has set none ({', '.join(parameters)})"


def flagged(found: Decision) -> Decision:
    """An OK that rests on satisfaction alone carries its finding; any other answer stays as it is."""
    return found._replace(findings=(*found.findings, NO_BOUND_SET)) if found.ok else found


def undecided(what: str, *parameters: str, rule: Provision | None = None) -> Fail:
    """Nothing but the bank's own figure would decide, and there is none: no answer is guessed."""
    return Fail(BANK_POLICY, "", none_set(what, *parameters), rule)
