"""Which rates of the month may be used: one that is older than the bank allows is no rate of the day."""

from __future__ import annotations

from dataclasses import replace

from xl_addin.desk.month.month import Month
from xl_addin.rulebook.policy import Policy


def with_rates_of_age(month: Month, policy: Policy) -> Month:
    """The month without the rates that are older than the bank's policy allows; they are kept aside, to be told."""
    old = {
        currency: rate
        for currency, rate in month.rates.items()
        if (month.as_on - rate[1]).days > policy.rate_age_days_max
    }
    fresh = {currency: rate for currency, rate in month.rates.items() if currency not in old}
    return replace(month, rates=fresh, old_rates=old, rate_age_days_max=policy.rate_age_days_max)
