"""The bank's own parameters (rules section 6): empty as shipped, never law, always labelled bank policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from xl_addin.rulebook.model import Provision
from xl_addin.rulebook.policy_fields import FIELDS, ON_EVIDENCE, ONE_APPROVAL
from xl_addin.rulebook.powers import NO_POWERS, Powers

NO_BOUND = "no bound set"
POLICY_MARK = "P"  # stands where a provision of law carries H, M or L
# What counts unless the bank says otherwise: a write-off looked at twice, a sample drawn, days told ahead, an old rate,
# two rates too far apart; so many accepted proposals before a pass may be promoted.
TODAY_OVERDUE_INR = Decimal(10_000_000)
PROMOTED_AFTER = 100
WARN_PCT, SAMPLE_PCT, DUE_SOON_DAYS, RATE_AGE_DAYS, RATE_JUMP_PCT = Decimal(50), Decimal(10), 30, 31, Decimal(10)


@dataclass(frozen=True, slots=True)
class Policy:
    """What the bank has set for itself; None or empty means no bound set. `policy_fields` says what each means."""

    writeoff_cap_pct: Decimal | None = None
    writeoff_warn_pct: Decimal = WARN_PCT
    writeoff_bar_suit_or_notice: bool | None = None
    sample_audit_in_place: bool | None = None
    audit_sample_pct: Decimal = SAMPLE_PCT
    audit_sample_items: int | None = None
    audit_sample_every_inr: Decimal | None = None
    audit_sample_seed: str | None = None
    ext_step_months: int | None = None
    ext_total_years: int | None = None
    ext_outstanding_usd: Decimal | None = None
    ext_outstanding_pct: Decimal | None = None
    avg_fy_divisor: int | None = None
    advance_security_limit: Decimal | None = None
    advance_import_months: int | None = None
    advance_import_months_capital: int | None = None
    advance_docs_days: int | None = None
    followup_first_months: int | None = None
    followup_second_months: int | None = None
    registered_letter: bool | None = None
    direct_docs_limit_usd: Decimal | None = None
    transition_due_basis: str = "contract"
    due_soon_days: int = DUE_SOON_DAYS
    today_overdue_inr: Decimal = TODAY_OVERDUE_INR
    small_value_on_balance: bool | None = None
    quarter_basis: str | None = None
    settle_auto: str = ON_EVIDENCE
    settle_auto_approver: str | None = None
    settle_cross_currency: bool | None = None
    settle_third_party: bool | None = None
    settle_promoted: tuple[str, ...] = ()
    settle_promoted_after: int = PROMOTED_AFTER
    working_saturdays: tuple[int, ...] = ()
    holiday_list: tuple[date, ...] = ()
    rate_source: str | None = None
    rate_age_days_max: int = RATE_AGE_DAYS
    rate_jump_pct: Decimal = RATE_JUMP_PCT
    charges_schedule: str | None = None
    merchanting_limit_usd: Decimal | None = None
    powers: Powers = NO_POWERS


def in_batches(policy: Policy) -> bool:
    """Whether settlement lines that the evidence decides wait for one approval of the batch."""
    return policy.settle_auto == ONE_APPROVAL


def policy_rows(policy: Policy) -> list[tuple[str, str, str]]:
    """(parameter, value or "no bound set", meaning) in the order of the parameter sheet."""
    return [(name, _text(getattr(policy, name)), one.meaning) for name, one in FIELDS.items()]


def policy_provision(policy: Policy, name: str) -> Provision:
    """A parameter that the bank has set, as basis of a decision, labelled "bank policy"."""
    value = getattr(policy, name)
    return _set_by_bank(name, value, str(value))


@lru_cache(maxsize=4096)
def _set_by_bank(name: str, value: object, spelling: str) -> Provision:
    """One object for one value as it is spelled (2.50 is not 2.5), as the rulebook has one for each provision."""
    return Provision(name, value, date.min, None, "bank policy", name, POLICY_MARK)


def _text(value: object) -> str:
    if value is None or value == ():
        return NO_BOUND
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(_text(item) for item in value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
