"""The bank's own parameters, one row each: what it holds, what it means, what passing it does. Rules section 6."""

from __future__ import annotations

from typing import NamedTuple

BASES = ("contract", "old_date", "earlier")
QUARTERS = ("financial", "calendar")
ON_EVIDENCE, ONE_APPROVAL = "on evidence", "one approval"
# Passes whose proposals a bank may have posted once people have accepted enough of them.
PROMOTABLE = ("CROSS_CURRENCY", "THIRD_PARTY", "SUM_1_N", "SHARE", "TOLERANCE_1_1", "NEAR_1_1", "ONLY_1_1")


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
        "percent",
        "percent of invoice value above which a write-off is escalated",
        effect="ESCALATE",
        former=("writeoff.limit_pct",),
        most=100,
    ),
    "writeoff_warn_pct": Field(
        "percent",
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
    "audit_sample_pct": Field(
        "percent",
        "percent of the month's write-offs, by number, drawn for the audit sample",
        effect="sheet Audit sample",
        most=100,
    ),
    "audit_sample_items": Field(
        "count", "further write-offs drawn at random for the audit sample", effect="sheet Audit sample", most=100_000
    ),
    "audit_sample_every_inr": Field(
        "decimal",
        "INR of write-offs for which one is drawn by its value (monetary unit)",
        effect="sheet Audit sample",
        most=1_000_000_000_000,
    ),
    "audit_sample_seed": Field(
        "text", "seed of the audit sample; AD code and month where none is set", effect="which write-offs are drawn"
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
        "percent",
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
    "today_overdue_inr": Field(
        "decimal",
        "INR from which an overdue item stands on top of Today",
        effect="which overdue items Today tells first",
        most=1_000_000_000_000,
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
    "settle_auto": Field(
        "word",
        "settlement lines that the evidence decides alone are posted by it, or wait for one approval of the batch",
        (ON_EVIDENCE, ONE_APPROVAL),
        effect="when AUTO lines are posted",
    ),
    "settle_auto_approver": Field(
        "text", "who in the bank approved that, by which note of which day", effect="printed on About"
    ),
    "settle_cross_currency": Field(
        "flag",
        "proposals in two currencies are posted where the desk has said the deal rate and only rounding is left",
        effect="such lines need no person",
    ),
    "settle_third_party": Field(
        "flag",
        "proposals for another importer are posted where the desk has said for whom and the amounts are equal",
        effect="such lines need no person",
    ),
    "settle_promoted": Field(
        "words",
        "passes whose proposals are posted once people accepted enough of them and refused none",
        PROMOTABLE,
        effect="such lines need no person",
    ),
    "settle_promoted_after": Field(
        "count", "accepted lines of a pass that are enough for that", effect="from when on", most=1_000_000
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
    "rate_jump_pct": Field(
        "percent",
        "percent between two rates of a currency within a month above which the jump is told",
        effect="warning at take-in",
        most=100,
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
