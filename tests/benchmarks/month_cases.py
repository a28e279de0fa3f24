"""The cases of a desk's month: what was imported and paid, and which payment belongs to which invoice."""

# Seeded pseudo-random numbers are the point of this file.
# ruff: noqa: S311

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from tests.benchmarks.month_levels import PLAIN, Level
from tests.benchmarks.month_model import (
    AIR_PORTS,
    COUNTRIES,
    DECIMALS,
    DRY_PORTS,
    INR_PER_UNIT,
    MANUAL_PORTS,
    SEA_PORTS,
    TERMS,
    Boe,
    Importer,
    Invoice,
    Link,
    Month,
    Orm,
    Supplier,
    days_before,
    make_importers,
)
from tests.benchmarks.month_people import fee, forwarder, misspell, plain_letters, rename, respell, round_amount

Pair = tuple[Boe, Invoice]
TOLERATED = ("PRICE_DIFFERENCE", "SHORT_SHIPMENT", "QUALITY", "EXCHANGE_DIFFERENCE")
BANK_CHARGES_UNITS = (5, 10, 12, 15, 25, 30, 45)
UNPAID_INVOICE_COUNTS, UNPAID_WEIGHTS = (1, 2, 3, 4, 5, 8, 12, 20), (37, 20, 13, 10, 8, 6, 4, 2)


class Maker:
    """Builds one month from one seed; every case adds its documents, payments and true links."""

    def __init__(self, rng: Random, as_on: date, boe_count: int, opening_share: float, level: Level = PLAIN) -> None:
        self.rng, self.opening_share, self.level = rng, opening_share, level
        self.more = Random(f"level {rng.random()}") if level != PLAIN else Random(0)  # what only levels ask for
        self.month = Month(as_on, make_importers(rng, max(12, boe_count // 20)))
        if level.spellings:
            rename(self.more, self.month.importers)
        # Few importers make most of the traffic.
        self.weights = list(accumulate(1_000_000 // (place + 5) for place in range(len(self.month.importers))))
        self.month_boes = self.orm_serial = self.case_id = 0
        self.keys: set[tuple[str, date, str]] = set()
        self.boes_opening = self.orms_opening = False

    # --- documents ---

    def party(self) -> tuple[Importer, Supplier]:
        """An importer and one of its suppliers."""
        importer = self.rng.choices(self.month.importers, cum_weights=self.weights)[0]
        return importer, self.rng.choice(importer.suppliers)

    def boe(self, importer: Importer, supplier: Supplier, invoices: int, currency: str = "") -> Boe:
        """A bill of entry with `invoices` invoices, in the month or brought forward."""
        opening = self.boes_opening
        boe = Boe(*self._key(opening), importer, supplier, self.as_typed(supplier.name), opening)
        boe.is_capital_goods = self.rng.random() < 0.05
        if self._chance(self.level.forwarders):
            boe.forwarder = forwarder(self.more)
            boe.is_seller_named = self._chance(self.level.sellers)
        for serial in range(1, invoices + 1):
            boe.invoices.append(self._invoice(serial, supplier, currency or supplier.currency))
        self.month.boes.append(boe)
        self.month_boes += not opening
        return boe

    def _key(self, opening: bool) -> tuple[str, date, str]:
        month = self.month
        while True:
            if opening:
                day = days_before(month.first_day, self.rng.randint(5, 240))
            else:
                day = month.first_day + timedelta(self.rng.randrange((month.as_on - month.first_day).days + 1))
                if self.rng.random() < 0.04:  # filed at the end of the month before, reported in this one
                    day = days_before(month.first_day, self.rng.randint(1, 4))
            shares = (60, 18, 20, 0 if opening else 2)
            ports = self.rng.choices((SEA_PORTS, AIR_PORTS, DRY_PORTS, MANUAL_PORTS), shares)[0]
            key = (f"{self.rng.randrange(1, 10_000_000):07d}", day, self.rng.choice(ports))
            if key not in self.keys:
                self.keys.add(key)
                return key

    def _invoice(self, serial: int, supplier: Supplier, currency: str) -> Invoice:
        value, terms = self.value(currency), self.rng.choice(TERMS)
        invoice = Invoice(serial, self._invoice_number(supplier), terms, currency, value, value)
        if terms in {"FOB", "EXW", "FCA"} and self.rng.random() < 0.6:
            invoice.freight, invoice.insurance = value * 5 // 100, value * 4 // 1000
        return invoice

    def value(self, currency: str) -> int:
        """An invoice value: about 200 to 300,000 US dollars' worth, one in seven a round figure."""
        dollars = int(self.rng.lognormvariate(9.4, 1.4)) % 300_000 + 200
        units = dollars * INR_PER_UNIT["USD"] // INR_PER_UNIT[currency]
        scale = 10 ** DECIMALS.get(currency, 2)
        if self.rng.random() < 0.14:
            return max(units // 100 * 100, 100) * scale
        return units * scale + self.rng.randrange(scale)

    def _invoice_number(self, supplier: Supplier) -> str:
        style = COUNTRIES[supplier.country][3]
        year = self.month.as_on.year % 100
        return style.format(y=f"{year}-{year + 1}", n=self.rng.randrange(1, 100_000), m=self.rng.randrange(1, 100))

    def _chance(self, share: float) -> bool:
        """True with this chance; a level that does not ask for it takes no number."""
        return bool(share) and self.more.random() < share

    def as_typed(self, name: str) -> str:
        """A supplier's name as one clerk or another types it."""
        typed = self._as_first_typed(name)
        return respell(self.more, typed) if self._chance(self.level.spellings) else typed

    def _as_first_typed(self, name: str) -> str:
        draw = self.rng.random()
        if draw < 0.5:
            return name.upper()
        if draw < 0.8:
            return name + "."
        return " ".join(name.upper().split()[:3]) if draw < 0.9 else name.upper().replace("A", "", 1)

    # --- payments ---

    def orm(self, importer: Importer, supplier: Supplier, currency: str, amount: int, pairs: list[Pair]) -> Orm:
        """A remittance for `pairs` (none for an advance whose goods are not in yet)."""
        self.orm_serial += 1
        day = self._payment_day()
        prefix = self.rng.choice(("ACC", "ICU", "IBA", "OTT"))
        number = f"{prefix}{day:%y%m}{self.orm_serial:08d}"
        is_advance = all(boe.day >= day for boe, _ in pairs)
        typed = self.as_typed(supplier.name) if self.level.is_party_named else ""
        if not typed.isascii():
            typed = plain_letters(self.more, typed)
        orm = Orm(number, day, importer, supplier, typed, currency, amount, is_advance, self.orms_opening)
        orm.remarks = self._as_written(self._remarks(pairs, is_advance), pairs)
        orm.is_capital_goods = any(boe.is_capital_goods for boe, _ in pairs)
        self.month.orms.append(orm)
        return orm

    def _payment_day(self) -> date:
        month = self.month
        if self.orms_opening:
            return days_before(month.first_day, self.rng.randint(1, 200))
        return month.first_day + timedelta(self.rng.randrange((month.as_on - month.first_day).days + 1))

    def _remarks(self, pairs: list[Pair], is_advance: bool) -> str:
        draw = self.rng.random()
        if pairs and draw < 0.5:
            numbers = [invoice.number for _, invoice in pairs]
            shown = ", ".join(numbers[:4]) + (" AND OTHERS" if len(numbers) > 4 else "")
            return f"{self.rng.choice(('INV', 'INVOICE', 'PAYMENT AGST INV NO'))} {shown}"
        if pairs and draw < 0.6 and not is_advance:
            return f"BOE {pairs[0][0].number} DT {pairs[0][0].day:%d/%m/%Y}"
        if draw < 0.75:
            return "ADVANCE REMITTANCE" if is_advance else "IMPORT OF GOODS"
        return f"PO {self.rng.randrange(100_000, 1_000_000)}" if draw < 0.85 else ""

    def is_told(self) -> bool:
        """Whether the desk has a fact that only people know."""
        return self.level.told >= 1 or self.more.random() < self.level.told

    def _as_written(self, remarks: str, pairs: list[Pair]) -> str:
        """The remarks with documents left out or misspelt, as the level has it."""
        if self.level == PLAIN or not pairs or not remarks.startswith(("INV", "PAYMENT AGST", "BOE ")):
            return remarks
        if self.more.random() >= self.level.references:
            return self.more.choice(("IMPORT OF GOODS", "GOODS IMPORTED", ""))
        return misspell(self.more, remarks) if self._chance(self.level.misspelt) else remarks

    def link(self, orm: Orm, pair: Pair, amount: int, kind: str, amount_ic: int | None = None) -> None:
        """Record one true settlement line."""
        boe, invoice = pair
        in_invoice_currency = amount if amount_ic is None else amount_ic
        orm.settled += amount
        invoice.settled += in_invoice_currency
        self.month.links.append(Link(orm, boe, invoice, amount, in_invoice_currency, kind, self.case_id))


Ingredient = Callable[[Maker], None]


def _one_to_one(make: Maker, kind: str, paid: Callable[[Invoice], int], reason: str) -> tuple[Orm, Pair]:
    """One invoice, one remittance of `paid(invoice)`; `reason` explains what stays open on either side."""
    importer, supplier = make.party()
    boe = make.boe(importer, supplier, 1)
    pair = (boe, boe.invoices[0])
    amount = max(paid(pair[1]), 1)
    orm = make.orm(importer, supplier, pair[1].currency, amount, [pair])
    make.link(orm, pair, min(amount, pair[1].value), kind)
    if amount > pair[1].value:
        orm.reason = reason
    elif amount < pair[1].value:
        pair[1].reason = reason
    return orm, pair


def exact(make: Maker) -> None:
    """Paid to the last unit; one bill in sixty had been filed, cancelled and filed again."""
    _, (boe, invoice) = _one_to_one(make, "EXACT_1_1", lambda invoice: invoice.value, "")
    if make.rng.random() < 1 / 60 and not boe.is_opening:
        twin = make.boe(boe.importer, boe.supplier, 1)
        twin.is_cancelled = True
        twin.invoices[0].number, twin.invoices[0].terms = invoice.number, invoice.terms
        twin.invoices[0].value = twin.invoices[0].open_minor = invoice.value


def within_tolerance(make: Maker) -> None:
    """Up to 5 % short, exactly 5 % among them."""
    parts = make.rng.choice((9500, make.rng.randint(9500, 9990)))
    _one_to_one(make, "TOL_1_1", lambda invoice: invoice.value * parts // 10_000, make.rng.choice(TOLERATED))


def short(make: Maker) -> None:
    """More than 5 % short."""
    parts = make.rng.randint(7000, 9400)
    _one_to_one(make, "SHORT_GT5", lambda invoice: invoice.value * parts // 10_000, make.rng.choice(TOLERATED))


def bank_charges(make: Maker) -> None:
    """A foreign bank kept a round fee."""
    units = make.rng.choice(BANK_CHARGES_UNITS)

    def kept(invoice: Invoice) -> int:
        whole = units * 10 ** DECIMALS.get(invoice.currency, 2)
        return fee(make.more, invoice.currency) if make.level.has_local_charges else whole

    _one_to_one(make, "CHARGES_1_1", lambda invoice: invoice.value - kept(invoice), "BANK_CHARGES")


def discount(make: Maker) -> None:
    """A discount was taken; every second invoice states it."""
    parts, stated = make.rng.randint(100, 300), make.rng.random() < 0.5
    _, (_, invoice) = _one_to_one(
        make, "DISCOUNT_1_1", lambda invoice: invoice.value - invoice.value * parts // 10_000, "DISCOUNT"
    )
    invoice.discount = invoice.value * parts // 10_000 if stated else 0


def freight_on_fob(make: Maker) -> None:
    """Freight and insurance were paid together with an FOB invoice."""

    def with_freight(invoice: Invoice) -> int:
        invoice.terms, invoice.freight = "FOB", max(invoice.value * 5 // 100, 1)
        invoice.insurance = invoice.value * 4 // 1000
        return invoice.value + invoice.freight + invoice.insurance

    _one_to_one(make, "FREIGHT_1_1", with_freight, "FREIGHT_INSURANCE")


def overpaid(make: Maker) -> None:
    """Up to 10 % more than the invoice."""
    parts = make.rng.randint(10_050, 11_000)
    _one_to_one(make, "OVERPAY", lambda invoice: invoice.value * parts // 10_000 + 1, "OVERPAYMENT")


def third_party(make: Maker) -> None:
    """Another importer paid under an agreement."""
    orm, (boe, _) = _one_to_one(make, "THIRD_PARTY", lambda invoice: invoice.value, "")
    payer, _ = make.party()
    if payer is not boe.importer:
        orm.importer = payer
        orm.on_behalf_of = boe.importer.iec if make.is_told() else ""
        if make.is_told():
            orm.remarks = f"ON BEHALF OF {boe.importer.name} {orm.remarks}".strip()
        boe.third_party = payer.name if make.level != PLAIN and make.is_told() else ""


def cross_currency(make: Maker) -> None:
    """Invoiced in one currency, paid in US dollars at a deal rate; the rounding stays open on the invoice."""
    importer, supplier = make.party()
    currency = "EUR" if supplier.currency == "USD" else supplier.currency
    boe = make.boe(importer, supplier, 1, currency)
    pair = (boe, boe.invoices[0])
    # Invoice currency per dollar in millionths, a little off the market.
    rate = INR_PER_UNIT["USD"] * make.rng.randint(990_000, 1_010_000) // INR_PER_UNIT[currency]
    scale, cents = 10 ** DECIMALS.get(currency, 2), 100
    amount = max(pair[1].value * cents * 1_000_000 // (rate * scale), 1)
    orm = make.orm(importer, supplier, "USD", amount, [pair])
    orm.deal_rate = f"{rate // 1_000_000}.{rate % 1_000_000:06d}" if make.is_told() else ""
    bought = min(amount * rate * scale // (cents * 1_000_000), pair[1].value)
    make.link(orm, pair, amount, "CROSS_CCY", bought)
    pair[1].reason = "ROUNDING" if bought < pair[1].value else ""


def settle_in_date_order(make: Maker, orms: list[Orm], pairs: list[Pair], kind: str) -> None:
    """Lay payments over invoices, both in date order: the convention for many-to-many cases."""
    waiting = sorted(pairs, key=lambda pair: (pair[0].day, pair[0].number, pair[1].serial))
    for orm in sorted(orms, key=lambda orm: (orm.day, orm.number)):
        left = orm.amount
        while left and waiting:
            boe, invoice = waiting[0]
            amount = min(left, invoice.open_minor - invoice.settled)
            make.link(orm, (boe, invoice), amount, kind)
            left -= amount
            if invoice.settled == invoice.open_minor:
                waiting.pop(0)


def several(make: Maker, kind: str, sizes: tuple[int, int, int], percent: int = 100) -> None:
    """Some payments for all invoices of some bills, `percent` of their value together.

    `sizes`: bills, invoices on each, payments.
    """
    boe_count, invoice_count, orm_count = sizes
    importer, supplier = make.party()
    pairs: list[Pair] = []
    for _ in range(boe_count):
        boe = make.boe(importer, supplier, invoice_count)
        pairs += [(boe, invoice) for invoice in boe.invoices]
    total = sum(invoice.open_minor for _, invoice in pairs) * percent // 100
    cuts = [total * part // 100 for part in sorted(make.rng.sample(range(5, 96), orm_count - 1))]
    amounts = [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]
    orms = [make.orm(importer, supplier, supplier.currency, amount, pairs) for amount in amounts]
    settle_in_date_order(make, orms, pairs, kind)


def part_paid(make: Maker) -> None:
    """Some of a bill is paid; the rest comes later."""
    several(make, "PARTIAL", (1, make.rng.randint(1, 5), 1), make.rng.randint(20, 90))


def many_payments(make: Maker) -> None:
    """Instalments for one invoice."""
    several(make, "N_1", (1, 1, make.rng.randint(2, 4)))


def many_bills(make: Maker) -> None:
    """One payment for several bills."""
    several(make, "ONE_N", (make.rng.randint(2, 4), make.rng.choice((1, 1, 2)), 1))


def many_invoices(make: Maker) -> None:
    """One payment for a bill with many invoices."""
    several(make, "ONE_BOE_N_INV", (1, make.rng.choice((2, 3, 4, 6, 10)), 1))


def running_account(make: Maker) -> None:
    """Several payments on account for several bills."""
    several(make, "N_M", (make.rng.randint(2, 4), make.rng.randint(1, 4), make.rng.randint(2, 5)))


def on_account(make: Maker) -> None:
    """Round payments on account for many bills, oldest first; what they do not reach stays open."""
    importer, supplier = make.party()
    most = 10 if make.level.running < 1 else 25
    boes = [make.boe(importer, supplier, 1) for _ in range(make.more.randint(4, most))]
    pairs = [(boe, boe.invoices[0]) for boe in boes]
    left = sum(invoice.open_minor for _, invoice in pairs)
    payments, orms = make.more.randint(3, 6), []
    for _ in range(payments):
        amount = round_amount(max(left // payments * make.more.randint(60, 130) // 100, 1), supplier.currency)
        if amount <= left:
            orms.append(make.orm(importer, supplier, supplier.currency, amount, pairs))
            left -= amount
    begun = len(make.month.links)
    settle_in_date_order(make, orms, pairs, "ON_ACCOUNT")
    for orm in orms:
        _say_on_account(make, orm, [link for link in make.month.links[begun:] if link.orm is orm])


def _say_on_account(make: Maker, orm: Orm, links: list[Link]) -> None:
    if make.more.random() < 0.3 * make.level.references:
        orm.remarks = "ON ACCOUNT INV " + ", ".join(link.invoice.number for link in links[:4])
    else:
        orm.remarks = make.more.choice(("ON ACCOUNT", "PAYMENT ON ACCOUNT", "PART PAYMENT", ""))


def paid_twice(make: Maker) -> None:
    """One invoice named and paid in full by two remittances; the earlier one counts, the later one stays open."""
    first, pair = _one_to_one(make, "PAID_TWICE", lambda invoice: invoice.value, "")
    second = make.orm(first.importer, first.supplier, first.currency, first.amount, [pair])
    if (second.day, second.number) < (first.day, first.number):
        make.month.links[-1].orm, first.settled, second.settled = second, 0, first.settled


def names_two(make: Maker) -> None:
    """A remittance that names two invoices of two bills and pays one of them."""
    orm, (boe, invoice) = _one_to_one(make, "NAMES_TWO", lambda invoice: invoice.value, "")
    other = make.boe(boe.importer, boe.supplier, 1, invoice.currency)
    if make.level.references >= make.more.random():
        numbers = [invoice.number, other.invoices[0].number]
        make.more.shuffle(numbers)
        orm.remarks = f"INV {' AND '.join(numbers)}"


def unpaid(make: Maker) -> None:
    """A bill without a payment; two in a hundred are cancelled again."""
    importer, supplier = make.party()
    boe = make.boe(importer, supplier, make.rng.choices(UNPAID_INVOICE_COUNTS, UNPAID_WEIGHTS)[0])
    boe.is_cancelled = make.rng.random() < 0.02 and not boe.is_manual
    # An opening bill may have been paid in part before the month.
    if boe.is_opening and make.rng.random() < 0.15:
        first = boe.invoices[0]
        first.open_minor -= first.value * make.rng.choice((30, 50)) // 100


def advance(make: Maker) -> None:
    """A remittance whose goods have not come; one in twelve is cancelled."""
    importer, supplier = make.party()
    orm = make.orm(importer, supplier, supplier.currency, make.value(supplier.currency), [])
    orm.is_cancelled = make.rng.random() < 1 / 12


PAID_CASES: tuple[tuple[float, Ingredient], ...] = (
    (40, exact),
    (6, within_tolerance),
    (2, short),
    (8, bank_charges),
    (3, discount),
    (5, freight_on_fob),
    (3, overpaid),
    (3, third_party),
    (2, cross_currency),
    (5, part_paid),
    (21, many_payments),
    (4, many_bills),
    (10, many_invoices),
    (4, running_account),
)


def cases_of(level: Level) -> tuple[tuple[float, Ingredient], ...]:
    """The cases of a level with their weights."""
    known = tuple((level.charges if case is bank_charges else weight, case) for weight, case in PAID_CASES)
    return known if level == PLAIN else (*known, (level.running, on_account), (0.5, paid_twice), (0.5, names_two))


def make_month(as_on: date, boe_count: int, seed: int, opening_share: float, level: Level = PLAIN) -> Month:
    """A month of `boe_count` new bills, half of them paid, and `opening_share` as many brought forward."""
    make = Maker(Random(seed), as_on, boe_count, opening_share, level)
    weights, cases = zip(*cases_of(level), strict=True)
    most = 5 if level == PLAIN else 25
    while make.month_boes < boe_count // 2:
        # No case adds more than `most` bills; near the end only the smallest fits.
        case = make.rng.choices(cases, weights)[0] if boe_count // 2 - make.month_boes > most else exact_once
        _run(make, case)
    for _ in range(max(boe_count // 20, 1)):
        _run(make, advance)
    make.boes_opening = False
    while make.month_boes < boe_count:
        make.case_id += 1
        unpaid(make)
    make.boes_opening = True
    for _ in range(int(boe_count * opening_share)):
        make.case_id += 1
        unpaid(make)
    _amend(make)
    return make.month


def exact_once(make: Maker) -> None:
    """Exactly one bill, paid to the last unit."""
    _one_to_one(make, "EXACT_1_1", lambda invoice: invoice.value, "")


def _run(make: Maker, case: Ingredient) -> None:
    """Run one case, with its bills or its payments brought forward for a share of the cases."""
    draw = make.rng.random()
    make.boes_opening = draw < make.opening_share * 1.2
    make.orms_opening = make.opening_share <= draw < make.opening_share * 2
    make.case_id += 1
    case(make)


def _amend(make: Maker) -> None:
    """Mark four in a hundred bills and two in a hundred remittances of the month as amended after filing."""
    for boe in make.month.boes:
        boe.is_amended = not (boe.is_opening or boe.is_cancelled or boe.is_manual) and make.rng.random() < 0.04
    for orm in make.month.orms:
        orm.is_amended = not (orm.is_opening or orm.is_cancelled) and make.rng.random() < 0.02
