"""The bank's own bounds on an extension: a step, years in all, what an importer may have outstanding. Rules 5.2, 6."""

from __future__ import annotations

from datetime import date

from xl_addin.domain.dates import add_months, months_on_grid
from xl_addin.engine.conditions import Outcome
from xl_addin.engine.rule import ESCALATE, Fail
from xl_addin.engine.unbound import none_set
from xl_addin.rulebook.policy import Policy, policy_provision

MONTHS_A_YEAR = 12
CAPS = ("extension.cap_usd", "extension.cap_pct", "ext_outstanding_usd", "ext_outstanding_pct")  # of the outstanding
BOUNDS = ("ext_step_months", "ext_total_years", "ext_outstanding_usd", "ext_outstanding_pct")
NO_BOUND = f"INFO: {none_set('step, overall limit or USD test', *BOUNDS)}: the AD's satisfaction decides"
OWN_BOUND = (
    "INFO: the law has no step, overall limit or USD test; the AD's satisfaction decides within the bank's own bound"
)


def step_limit(shipment_date: date, current_due: date, months: int) -> date:
    """Latest date of one step: counted from shipment where the current date is on its grid: no day lost (K2)."""
    steps = months_on_grid(shipment_date, current_due)
    return add_months(current_due, months) if steps is None else add_months(shipment_date, steps + months)


def bound_told(policy: Policy) -> str:
    """That the law has no bound, and whether the bank has one of its own."""
    return NO_BOUND if all(getattr(policy, name) is None for name in BOUNDS) else OWN_BOUND


def own_limits(policy: Policy, shipped: date, current_due: date) -> dict[str, tuple[date, str]]:
    """Each last day that the bank has set for itself, by its parameter, and how that is told."""
    step, years = policy.ext_step_months, policy.ext_total_years
    found = {}
    if step is not None:
        on = step_limit(shipped, current_due, step)
        found["ext_step_months"] = on, f"one step reaches {on}"
    if years is not None:
        on = add_months(shipped, years * MONTHS_A_YEAR)
        found["ext_total_years"] = on, f"extensions end on {on} at the latest"
    return found


def own_bound(policy: Policy, name: str, kept: bool, note: str) -> Outcome:
    """A bound of the bank: told as its parameter, escalated where it is passed."""
    rule = policy_provision(policy, name)
    return Outcome((rule,), () if kept else (Fail(ESCALATE, name.upper(), f"{note} (bank policy)", rule),))
