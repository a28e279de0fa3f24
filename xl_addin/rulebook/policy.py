"""The bank's own parameters (rules section 6): empty as shipped, never law, always labelled bank policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xl_addin.rulebook.model import Provision

NO_BOUND = "no bound set"
POLICY_MARK = "P"  # stands where a provision of law carries H, M or L
BASES = ("contract", "old_date", "earlier")
QUARTERS = ("financial", "calendar")
# What counts unless the bank says otherwise: a write-off looked at twice, days told ahead, an old rate.
WARN_PCT, DUE_SOON_DAYS, RATE_AGE_DAYS = Decimal(50), 30, 31


@dataclass(frozen=True, slots=True)
class Policy:
    """What the bank has set for itself; None or empty means no bound set. FIELDS says what each means."""

    writeoff_cap_pct: Decimal | None = None
    writeoff_warn_pct: Decimal = WARN_PCT
    writeoff_bar_suit_or_notice: bool | None = None
    sample_audit_in_place: bool | None = None
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
    small_value_on_balance: bool | None = None
    quarter_basis: str | None = None
    working_saturdays: tuple[int, ...] = ()
    holiday_list: tuple[date, ...] = ()
    rate_source: str | None = None
    rate_age_days_max: int = RATE_AGE_DAYS
    charges_schedule: str | None = None
    merchanting_limit_usd: Decimal | None = None


class Field(NamedTuple):
    """What a parameter holds, what it means in one line, what passing it does, and which law it stands in for."""

    kind: str
    meaning: str
    choices: tuple[object, ...] = ()
    effect: str = ""  # what follows when the bound is passed
    former: tuple[str, ...] = ()  # parameters of the rulebook that once fixed it by law
    most: int | None = None  # above it no bank means what it writes: a slip of the keyboard or of the unit


FIELDS: dict[str, Field] = {
    "writeoff_cap_pct": Field(
        "decimal",
        "percent of invoice value above which a write-off is escalated",
        effect="ESCALATE",
        former=("writeoff.limit_pct",),
        most=100,
    ),
    "writeoff_warn_pct": Field(
        "decimal",
        "percent of invoice value above which an allowed write-off carries a warning",
        effect="warning beside the answer",
        most=100,
    ),
    "writeoff_bar_suit_or_notice": Field(
        "flag",
        "a pending suit or adverse notice escalates a write-off",
        effect="ESCALATE",
        former=("writeoff.preconditions",),
    ),
    "sample_audit_in_place": Field(
        "flag",
        "sample audit of write-offs is in place, confirmed by compliance",
        effect="printed with each write-off",
        former=("writeoff.preconditions",),
    ),
    "ext_step_months": Field(
        "count",
        "months of one extension above which it is escalated",
        effect="ESCALATE",
        former=("extension.step_months",),
        most=60,
    ),
    "ext_total_years": Field(
        "count",
        "years from shipment above which an extension is escalated",
        effect="ESCALATE",
        former=("extension.total_months",),
        most=30,
    ),
    "ext_outstanding_usd": Field(
        "decimal",
        "importer's outstanding in USD above which an extension is escalated",
        effect="ESCALATE",
        former=("extension.cap_usd",),
        most=1_000_000_000_000,
    ),
    "ext_outstanding_pct": Field(
        "decimal",
        "the same, as percent of average import remittances",
        effect="ESCALATE",
        former=("extension.cap_pct",),
        most=1_000,
    ),
    "avg_fy_divisor": Field(
        "count",
        "divisor of that average when one of the years is empty",
        (1, 2),
        effect="the average behind the cap",
        former=("extension.cap_average_years",),
    ),
    "advance_security_limit": Field(
        "decimal",
        "advance in USD above which security is asked",
        effect="SECURITY_REQUIRED, labelled policy",
        former=("advance.security_goods_usd", "advance.waiver_usd", "advance.security_services_usd"),
        most=1_000_000_000_000,
    ),
    "advance_import_months": Field(
        "count",
        "months from an advance to physical import",
        effect="reminder",
        former=("evidence.advance_months",),
        most=120,
    ),
    "advance_import_months_capital": Field(
        "count",
        "months from an advance to physical import of capital goods",
        effect="reminder",
        former=("evidence.advance_capital_months",),
        most=240,
    ),
    "advance_docs_days": Field(
        "count",
        "calendar days from physical import to the documents",
        effect="reminder",
        former=("evidence.documents_days",),
        most=1_100,
    ),
    "followup_first_months": Field(
        "count",
        "months of ordinary reminders, from remittance",
        effect="reminder",
        former=("followup.first_months",),
        most=120,
    ),
    "followup_second_months": Field(
        "count",
        "further months of rigorous follow-up",
        effect="reminder",
        former=("followup.second_months",),
        most=120,
    ),
    "registered_letter": Field(
        "flag",
        "a registered letter is sent in the months of rigorous follow-up",
        effect="reminder and breach log",
        former=("followup.registered_letter",),
    ),
    "direct_docs_limit_usd": Field(
        "decimal",
        "bill in USD above which direct documents are escalated",
        effect="ESCALATE",
        former=("direct_docs.limit_usd",),
        most=1_000_000_000_000,
    ),
    "transition_due_basis": Field(
        "word",
        "payment date used where shipment and act lie in two regimes",
        BASES,
        effect="which of the two dates is used",
    ),
    "due_soon_days": Field(
        "count", "calendar days before its last day in which an item is due soon", effect="the word DUE_SOON", most=366
    ),
    "small_value_on_balance": Field(
        "flag", "small value is tested on the open balance of the entry", effect="eligibility for small-value closure"
    ),
    "quarter_basis": Field(
        "word",
        "quarter of the consolidated small-value declaration",
        QUARTERS,
        effect="name of the quarter on the declaration",
    ),
    "working_saturdays": Field(
        "counts", "Saturdays of a month on which the bank works", effect="counting of working days"
    ),
    "holiday_list": Field("dates", "bank holidays", effect="counting of working days"),
    "rate_source": Field(
        "text", "source of the rate behind an INR equivalent", effect="printed beside an INR equivalent"
    ),
    "rate_age_days_max": Field(
        "count",
        "calendar days from a rate to the as-on date after which it is not used",
        effect="no INR figure in that currency, CHECK where one is needed",
        most=366,
    ),
    "charges_schedule": Field(
        "text", "name and date of the published schedule of charges", effect="printed beside a charge"
    ),
    "merchanting_limit_usd": Field(
        "decimal",
        "prudential limit in USD on the open merchanting deals of one trader",
        effect="REFUSE under the former rules, then ESCALATE",
        most=1_000_000_000_000,
    ),
}


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
