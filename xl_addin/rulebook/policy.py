"""The bank's own parameters (rules section 6): empty as shipped, never law, always labelled bank policy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.model import Provision

NO_BOUND = "no bound set"
POLICY_MARK = "P"  # stands where a provision of law carries H, M or L
BASES = ("contract", "old_date", "earlier")
QUARTERS = ("financial", "calendar")


@dataclass(frozen=True, slots=True)
class Policy:
    """What the bank has set for itself; None or empty means no bound set. FIELDS says what each means."""

    writeoff_cap_pct: Decimal | None = None
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
    small_value_on_balance: bool | None = None
    quarter_basis: str | None = None
    working_saturdays: tuple[int, ...] = ()
    holiday_list: tuple[date, ...] = ()
    rate_source: str | None = None
    charges_schedule: str | None = None


class Field(NamedTuple):
    """What a parameter holds and what it means, in one line for the parameter sheet."""

    kind: str
    meaning: str
    choices: tuple[object, ...] = ()


FIELDS: dict[str, Field] = {
    "writeoff_cap_pct": Field("decimal", "percent of invoice value above which a write-off is escalated"),
    "writeoff_bar_suit_or_notice": Field("flag", "a pending suit or adverse notice escalates a write-off"),
    "sample_audit_in_place": Field("flag", "sample audit of write-offs is in place, confirmed by compliance"),
    "ext_step_months": Field("count", "months of one extension above which it is escalated"),
    "ext_total_years": Field("count", "years from shipment above which an extension is escalated"),
    "ext_outstanding_usd": Field("decimal", "importer's outstanding in USD above which an extension is escalated"),
    "ext_outstanding_pct": Field("decimal", "the same, as percent of average import remittances"),
    "avg_fy_divisor": Field("count", "divisor of that average when one of the years is empty", (1, 2)),
    "advance_security_limit": Field("decimal", "advance in USD above which security is asked"),
    "advance_import_months": Field("count", "months from an advance to physical import"),
    "advance_import_months_capital": Field("count", "months from an advance to physical import of capital goods"),
    "advance_docs_days": Field("count", "calendar days from physical import to the documents"),
    "followup_first_months": Field("count", "months of ordinary reminders, from remittance"),
    "followup_second_months": Field("count", "further months of rigorous follow-up"),
    "registered_letter": Field("flag", "a registered letter is sent in the months of rigorous follow-up"),
    "direct_docs_limit_usd": Field("decimal", "bill in USD above which direct documents are escalated"),
    "transition_due_basis": Field("word", "payment date used where shipment and act lie in two regimes", BASES),
    "small_value_on_balance": Field("flag", "small value is tested on the open balance of the entry"),
    "quarter_basis": Field("word", "quarter of the consolidated small-value declaration", QUARTERS),
    "working_saturdays": Field("counts", "Saturdays of a month on which the bank works"),
    "holiday_list": Field("dates", "bank holidays"),
    "rate_source": Field("text", "source of the rate behind an INR equivalent"),
    "charges_schedule": Field("text", "name and date of the published schedule of charges"),
}


def load_policy(path: Path | None) -> Policy:
    """The bank's policy file, or the empty policy for None; DeskError names the line that cannot be used."""
    if path is None:
        return Policy()
    try:
        given = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DeskError(
            f"The policy file cannot be read: {error}.", str(path), "Check the file and try again."
        ) from error
    for name in given:
        if name not in FIELDS:
            names = ", ".join(FIELDS)
            raise DeskError(
                f"The policy file sets {name!r}, which is no parameter.", str(path), f"Use one of: {names}."
            )
    return Policy(**{name: _value(name, value, path) for name, value in given.items()})


def policy_rows(policy: Policy) -> list[tuple[str, str, str]]:
    """(parameter, value or "no bound set", meaning) in the order of the parameter sheet."""
    return [(name, _text(getattr(policy, name)), one.meaning) for name, one in FIELDS.items()]


def policy_provision(policy: Policy, name: str) -> Provision:
    """A parameter that the bank has set, as basis of a decision, labelled "bank policy"."""
    return Provision(name, getattr(policy, name), date.min, None, "bank policy", name, POLICY_MARK)


def _text(value: object) -> str:
    if value is None or value == ():
        return NO_BOUND
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(_text(item) for item in value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _value(name: str, value: Any, path: Path) -> Any:
    kind, _, choices = FIELDS[name]
    good, expected = KINDS[kind]
    if not good(value) or (choices and value not in choices):
        wanted = f"one of {', '.join(str(c) for c in choices)}" if choices else expected
        raise DeskError(
            f"The policy file sets {name} to {value!r}; expected {wanted}.",
            str(path),
            "Correct the line, or leave it out to set no bound.",
        )
    if kind == "decimal":
        return Decimal(str(value))
    return tuple(value) if isinstance(value, list) else value


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_amount(value: object) -> bool:
    return _is_count(value) or (isinstance(value, Decimal) and value.is_finite() and value >= 0)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


KINDS: dict[str, tuple[Any, str]] = {
    "decimal": (_is_amount, "a number of zero or more"),
    "count": (_is_count, "a whole number of zero or more"),
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "word": (lambda value: isinstance(value, str), "a word"),
    "text": (lambda value: isinstance(value, str), "text in quotes"),
    "counts": (
        lambda value: isinstance(value, list) and all(_is_count(n) and 1 <= n <= 5 for n in value),
        "a list of 1 to 5",
    ),
    "dates": (lambda value: isinstance(value, list) and all(_is_day(d) for d in value), "a list of dates"),
}
