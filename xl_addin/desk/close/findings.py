"""What a person must look at when the month is closed: findings of take-in, and checks over the month as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from xl_addin.desk.month.acknowledged import waiting_invoices
from xl_addin.desk.month.month import Month, is_open, orms_by_number
from xl_addin.desk.month.movements import openings
from xl_addin.desk.month.settle import Flag
from xl_addin.domain.findings import Finding, finding, worst_first
from xl_addin.domain.money import grouped
from xl_addin.domain.movements import Balance
from xl_addin.ledger.answers import IMPORTER_FLAGS
from xl_addin.ledger.items import OrmItem
from xl_addin.rulebook.facts import BOE, IMPORTER, INVOICE, ORM
from xl_addin.workbook.extracts.schema import FACTS_ABOUT

_LEDGER = "ledger"


def month_findings(
    month: Month,
    taken_in: Iterable[Finding],
    flags: Iterable[Flag],
    previous: list[Balance],
    more: Iterable[Finding] = (),
) -> list[Finding]:
    """All findings of the month, worst first; `more` are those that the rules were asked about."""
    found = [*taken_in, *_flagged(flags), *more]
    for check in CHECKS:
        found += check(month)
    return sorted(found + _opening_differs(month, previous), key=worst_first)


def _flagged(flags: Iterable[Flag]) -> list[Finding]:
    return [finding(flag.flag, "settlement", _noticed(flag)) for flag in flags]


def _noticed(flag: Flag) -> str:
    """What the engine noticed, with the items it is about."""
    items = [f"{noun} {key}" for noun, key in (("ORM", flag.orm_key), ("invoice", flag.invoice_key)) if key]
    return f"{', '.join(items)}: {flag.detail}"


def no_rate(month: Month) -> list[Finding]:
    """Currencies with open items and no rate on or before the as-on date."""
    open_now = Counter(item.currency for item in filter(is_open, month.items))
    return [
        finding("RATE_MISSING", "rates", f"no {currency} rate up to {month.as_on:%d/%m/%Y}; {count} open items")
        for currency, count in sorted(open_now.items())
        if currency != "INR" and currency not in month.rates and currency not in month.old_rates
    ]


def old_rate(month: Month) -> list[Finding]:
    """Currencies with open items whose last rate is older than the bank allows."""
    if not month.old_rates:
        return []
    open_now = Counter(item.currency for item in filter(is_open, month.items))
    return [
        finding(
            "RATE_OLD",
            "rates",
            f"{currency} {rate} of {on:%d/%m/%Y}, {(month.as_on - on).days} days old; {open_now[currency]} open items",
            days=str(month.rate_age_days_max),
        )
        for currency, (rate, on) in sorted(month.old_rates.items())
        if open_now[currency]
    ]


def no_importer(month: Month) -> list[Finding]:
    """Importers of open items that the importer master does not hold and whose flags nobody has answered."""
    met = {item.record.iec for item in filter(is_open, month.items)}
    unknown = {
        iec for iec in met - set(month.importers) if not any(f in month.said(IMPORTER, iec) for f in IMPORTER_FLAGS)
    }
    return [finding("IMPORTER_UNKNOWN", "importers", f"IEC {iec}") for iec in sorted(unknown)]


def fact_without_item(month: Month) -> list[Finding]:
    """Desk facts about items that the ledger does not hold."""
    boes = {item.record.boe_key for item in month.invoices.values()}
    known = {BOE: boes, INVOICE: set(month.invoices), ORM: {*month.orms, *orms_by_number(month.orms)}}
    spelt = {kind: word for word, kind in FACTS_ABOUT.items()}
    return [
        finding("FACT_WITHOUT_ITEM", "facts", f"facts on {spelt[kind]} {key}")
        for kind, key in sorted(month.answers)
        if kind in known and key not in known[kind]
    ]


def fact_ambiguous(month: Month) -> list[Finding]:
    """Facts on an ORM number that several remittances have under different AD codes: they are used for none."""
    owners = orms_by_number(month.orms)
    return [
        finding(
            "FACT_AMBIGUOUS",
            "facts",
            f"facts on ORM {number}, a number of {len(owners[number])} remittances",
            ad_codes=" and ".join(_ad_codes(owners[number])),
        )
        for kind, number in sorted(month.answers)
        if kind == ORM and number in owners
    ]


def manual_waits(month: Month) -> list[Finding]:
    """Manual bills of entry on which nothing may be processed yet, in one line."""
    boes = {item.record.boe_key for item in waiting_invoices(month)}
    told = f"{len(boes)} manual bill(s) of entry that IDPMS has not acknowledged: {', '.join(sorted(boes)[:3])}"
    return [finding("MANUAL_BOE_WAITS", _LEDGER, told + (", …" if len(boes) > 3 else ""))] if boes else []


def _ad_codes(items: Iterable[OrmItem]) -> list[str]:
    return sorted(item.record.ad_code for item in items)


def _opening_differs(month: Month, previous: list[Balance]) -> list[Finding]:
    """The month must open with exactly what the last one closed with."""
    if not previous:
        return []
    opened = openings(month)
    closed = {(one.side, one.currency): one.closing for one in previous}
    return [
        finding(
            "OPENING_NOT_LAST_CLOSING",
            _LEDGER,
            f"{side} {currency}: {_pair(opened.get(key), currency)}",
            closed=_pair(closed.get(key), currency),
        )
        for key in sorted({*opened, *closed})
        for side, currency in [key]
        if opened.get(key, (0, 0)) != closed.get(key, (0, 0))
    ]


def _pair(pair: tuple[int, int] | None, currency: str) -> str:
    count, minor = pair or (0, 0)
    return f"{count} items, {grouped(minor, currency)}"


CHECKS: tuple[Callable[[Month], list[Finding]], ...] = (
    no_rate,
    old_rate,
    no_importer,
    fact_without_item,
    fact_ambiguous,
    manual_waits,
)
