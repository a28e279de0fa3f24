"""What bars a settlement by hand: every invariant of a line, asked of the month and of what others hold of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from xl_addin.desk.acts.ground import Ground, item_of
from xl_addin.desk.month.acknowledged import waits
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.third_parties import AGREEMENT, PAYER, SATISFIED
from xl_addin.domain.money import grouped
from xl_addin.domain.records import SettlementLine
from xl_addin.engine.settlement.by_hand import fits, price_of
from xl_addin.engine.settlement.config import DEFAULT
from xl_addin.ledger.acts import MATCH, Closure
from xl_addin.ledger.items import InvoiceItem, OrmItem

DEAL_RATE = "deal_rate"
FAR = Fraction(2)  # a rate that is more than twice that of the day, or less than half, is the wrong way round


def bars_of(ground: Ground, lines: Sequence[SettlementLine]) -> tuple[str, ...]:
    """All that bars lines from being settled, each once, in words."""
    return tuple(dict.fromkeys((*_over(ground, lines), *(bar for line in lines for bar in _bars(ground, line)))))


def _over(ground: Ground, lines: Sequence[SettlementLine]) -> Iterator[str]:
    """Amounts beyond what is open of an item and not spoken for, over all lines."""
    wanted: Counter[str] = Counter()
    for line in lines:
        wanted[line.orm_key] += line.amount_minor
        wanted[line.invoice_key] += line.amount_invoice_minor
    for key, minor in wanted.items():
        item = item_of(ground.month, key)
        free, who = ground.held.free(item), ground.held.who(key)
        if minor > free:
            spoken = f" beside what {who} holds" if who else ""
            told = f"{grouped(max(free, 0), item.currency)} of it is open{spoken}"
            yield f"{key}: {item.currency} {grouped(minor, item.currency)} is asked for, {told}"


def _bars(ground: Ground, line: SettlementLine) -> Iterator[str]:
    """All that bars one line, each in words."""
    month, pair = ground.month, f"{line.orm_key} with {line.invoice_key}"
    orm, invoice = month.orms[line.orm_key], month.invoices[line.invoice_key]
    for item in (orm, invoice):
        if not item.is_live:
            yield f"{item.key} was cancelled"
        if item.record.dated > month.as_on:
            yield f"{item.key} is of {item.record.dated:%d-%b-%Y}, after the as-on date"
    if line.amount_minor <= 0 or line.amount_invoice_minor <= 0:
        yield f"{pair}: nothing is left to settle with an amount above zero on both sides"
    if (line.orm_key, line.invoice_key) in ground.refused:
        yield f"{pair}: a person refused this pair, and a refused pair is not settled"
    if waits(invoice.record, invoice.answers, month.as_on):
        yield f"{invoice.key} is of a manual bill of entry that IDPMS has not acknowledged: acknowledged_on is missing"
    if any(same_line(line, other) for other in ground.standing):
        yield f"{pair}: a line with just these amounts stands already; settle more with another amount"
    yield from asked_twice(ground, MATCH, line)
    yield from _importer(orm, invoice)
    yield from _currency(month, orm, line)


def asked_twice(ground: Ground, act: Closure, line: SettlementLine) -> Iterator[str]:
    """Another open proposal of the same act asks for just this line."""
    for one, other in ground.asked:
        if one.act == act.word and same_line(line, other):
            yield f"{line.orm_key} with {line.invoice_key}: open proposal {one.number} asks for just this line"


def same_line(line: SettlementLine, other: SettlementLine) -> bool:
    """Whether two lines join the same items with the same amount."""
    return (line.orm_key, line.invoice_key, line.amount_minor) == (other.orm_key, other.invoice_key, other.amount_minor)


def _importer(orm: OrmItem, invoice: InvoiceItem) -> Iterator[str]:
    """Another importer's invoice is paid only where a fact of the remittance allows it."""
    payer, other, said = orm.record.iec, invoice.record.iec, orm.answers
    if payer == other:
        return
    named = said.get(PAYER)
    two = f"the remittance is of IEC {payer}, {invoice.key} of IEC {other}"
    if named and named not in (payer, other):
        yield f"{two}, and {PAYER} of the remittance names {named}"
    elif named != other and said.get(AGREEMENT) is None:
        yield f"CHECK: {two}: neither {PAYER} nor {AGREEMENT} of the remittance is known"
    elif named != other and said.get(AGREEMENT) is not True:
        yield f"{two}, and {AGREEMENT} of the remittance says that there is none"
    if said.get(SATISFIED) is False:
        yield f"{two}, and the AD is not satisfied of the third party ({SATISFIED})"


def _currency(month: Month, orm: OrmItem, line: SettlementLine) -> Iterator[str]:
    """Two currencies meet at a stated rate alone, the right way round, and both amounts are one at it."""
    two = f"{line.currency} pays {line.invoice_currency}"
    if line.currency == line.invoice_currency:
        if line.rate or line.amount_minor != line.amount_invoice_minor:
            yield f"both sides are in {line.currency}: there is no rate between them"
        return
    if not line.rate:
        yield f"CHECK: {two}, and no rate is stated: {DEAL_RATE} of the remittance is missing"
        return
    known = orm.answers.get(DEAL_RATE)
    if isinstance(known, Decimal) and known != Decimal(line.rate):
        yield f"{two} at {line.rate}, and {DEAL_RATE} of the remittance is {known:f}"
    yield from _wrong_way(month, line, two)
    if not fits(
        line.amount_minor, line.amount_invoice_minor, price_of(line.rate, line.currency, line.invoice_currency)
    ):
        yield f"{two}: the two amounts are not one at the rate {line.rate}"


def _wrong_way(month: Month, line: SettlementLine, two: str) -> Iterator[str]:
    paid, owed = (month.inr(10**6, one) for one in (line.currency, line.invoice_currency))
    if not paid or not owed:
        return
    cross = Fraction(paid) / Fraction(owed) / price_of("", line.currency, line.invoice_currency)
    if not 1 / FAR < Fraction(line.rate) / cross < FAR:
        day = f"by the rates of the day one {line.currency} is {float(cross):.6g} {line.invoice_currency}"
        yield f"{two} at {line.rate}, and {day}: is the rate the right way round?"


def far_apart(month: Month, lines: Iterable[SettlementLine]) -> Iterator[str]:
    """Payments far from their bills of entry: no bar, and the other person should look."""
    for line in lines:
        days = (month.orms[line.orm_key].record.dated - month.invoices[line.invoice_key].record.dated).days
        if days > DEFAULT.days_after_max or -days > DEFAULT.days_before_max:
            when = "after" if days > 0 else "before"
            yield f"paid {abs(days):,} days {when} the bill of entry {line.invoice_key}"
