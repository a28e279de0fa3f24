"""Months that are meant to hang the engine: one party with everything, one number on all, remarks without end."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pandas as pd

from tests.engine.settlement.months import DAY, INVOICE, ORM

Month = tuple[pd.DataFrame, pd.DataFrame]
Column = list[Any]


def paid(**columns: Column) -> pd.DataFrame:
    """Remittances by column, defaults for the rest; keys count up."""
    size = len(columns["open_minor"])
    frame = {name: [value] * size for name, value in ORM.items()}
    frame |= {"orm_key": [f"O{at:06d}" for at in range(size)], **columns}
    return pd.DataFrame(frame).astype({"on": "int64", "open_minor": "int64", "is_advance": bool})


def due(**columns: Column) -> pd.DataFrame:
    """Invoices by column, each on a bill of entry of its own, defaults for the rest."""
    size = len(columns["open_minor"])
    bills = [f"{4_000_000 + at}" for at in range(size)]
    frame = {name: [value] * size for name, value in INVOICE.items()}
    frame |= {"boe_number": bills, "invoice_number": [f"XX/{bill}-1" for bill in bills]}
    frame |= {"value_minor": columns["open_minor"], **columns}
    bills = frame["boe_number"]
    frame |= {"boe_key": [f"{bill}/1/INNSA1" for bill in bills]}
    frame |= {"invoice_key": [f"{bill}/{at}" for at, bill in enumerate(bills)]}
    whole = [name for name in INVOICE if name.endswith("_minor")] + ["boe_date", "serial"]
    return pd.DataFrame(frame).astype(dict.fromkeys(whole, "int64"))


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  (rows of a test)


def _amounts(seed: int, size: int, low: int, high: int, step: int = 1) -> list[int]:
    chance = _chance(seed)
    return [chance.randrange(low, high) // step * step for _ in range(size)]


def _days(seed: int, size: int, spread: int = 300) -> list[int]:
    chance = _chance(seed)
    return [DAY - chance.randrange(spread) for _ in range(size)]


def huge_amounts(size: int) -> Month:
    """One party, amounts so large that sums of many prove something."""
    high = 10**15 - 1
    return (
        paid(open_minor=_amounts(1, size, high // 2, high), on=_days(2, size)),
        due(open_minor=_amounts(3, size, high // 20, high // 2), boe_date=_days(4, size)),
    )


def one_party(size: int, step: int = 1, high: int = 90_000_000) -> Month:
    """One party, usual amounts; with a step, all are multiples of it."""
    return (
        paid(open_minor=_amounts(1, size, 10_000, high, step), on=_days(2, size)),
        due(open_minor=_amounts(3, size, 10_000, high // 3, step), boe_date=_days(4, size)),
    )


def one_number(paying: int, billed: int) -> Month:
    """One invoice number on all invoices, named by every remittance."""
    return (
        paid(open_minor=_amounts(1, paying, 10_000, 90_000_000), remarks=["INV AB/2026/77 DT 010926"] * paying),
        due(open_minor=_amounts(3, billed, 10_000, 30_000_000), invoice_number=["AB/2026/77"] * billed),
    )


def one_number_one_bill(paying: int, billed: int) -> Month:
    """The same on one bill of entry."""
    month = one_number(paying, billed)
    month[1]["boe_number"], month[1]["boe_key"] = "4000000", "4000000/1/INNSA1"
    month[1]["serial"] = range(1, billed + 1)
    return month


def noise(paying: int, letters: int, billed: int = 2_000, alphabet: str = "ABCDEFGH0123456789 ") -> Month:
    """Remarks of so many random letters."""
    chance = _chance(5)
    remarks = ["".join(chance.choices(alphabet, k=letters)) for _ in range(paying)]
    return (
        paid(open_minor=_amounts(1, paying, 10_000, 30_000_000), remarks=remarks),
        due(open_minor=_amounts(3, billed, 10_000, 30_000_000)),
    )


def near_noise(paying: int, letters: int, billed: int) -> Month:
    """The same with amounts that are all near to each other: every pair is compared."""
    month = noise(paying, letters, billed)
    month[0]["open_minor"] = _amounts(1, paying, 100_000, 101_000)
    month[1]["open_minor"] = month[1]["value_minor"] = _amounts(3, billed, 100_000, 101_000)
    return month


def numbers(paying: int, many: int, billed: int, real: bool) -> Month:
    """Remarks of many numbers: of real invoices, or of none."""
    chance = _chance(6)
    first = 4_000_000 if real else 8_000_000
    lists = [" ".join(f"XX/{first + at}-1" for at in sorted(chance.sample(range(billed), many))) for _ in range(paying)]
    return (
        paid(open_minor=_amounts(1, paying, 100_000, 30_000_000), remarks=[f"INV {text}" for text in lists]),
        due(open_minor=_amounts(3, billed, 100_000, 30_000_000)),
    )


def names(size: int, kind: str) -> Month:
    """Suppliers without end: sharing a word, a first word or all but a letter."""
    chance = _chance(7)
    words = ["".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=8)) for _ in range(size)]
    chain = ["GLOBAL TRADING" + " X" * (at % 400) + f" {at // 400}" for at in range(size)]
    near = ["".join(chance.choices("AB", k=14)) + " TRADING" for _ in range(size)]
    made = {
        "shared": [f"{word} TRADING" for word in words],
        "prefix": [f"GLOBAL {word}" for word in words],
        "chain": chain,
        "near": near,
        "long": ["GLOBAL " + " ".join(words[at : at + 200]) for at in range(size)],
    }[kind]
    return (
        paid(open_minor=_amounts(1, size, 10_000, 90_000_000), party=made),
        due(open_minor=_amounts(3, size, 10_000, 90_000_000), supplier=made),
    )


def equal_amounts(size: int) -> Month:
    """All the same amount."""
    return paid(open_minor=[5_000_000] * size, on=_days(2, size)), due(open_minor=[5_000_000] * size)


def two_amounts(size: int) -> Month:
    """Remittances of twice what the invoices are, all equal."""
    return paid(open_minor=[10_000_000] * size, on=_days(2, size)), due(open_minor=[5_000_000] * size)


def one_bill(billed: int, paying: int) -> Month:
    """One bill of entry of so many invoices, paid in parts."""
    month = one_number_one_bill(paying, billed)
    month[1]["invoice_number"] = [f"XX/{at:05d}" for at in range(billed)]
    month[0]["remarks"] = ["BOE 4000000 PART"] * paying
    return month


def one_importer(paying: int, billed: int, parties: int) -> Month:
    """One importer, currency and month, so many parties, nothing said."""
    chance = _chance(8)
    letters = ["".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=9)) for _ in range(parties)]
    month = one_party(max(paying, billed))
    month = month[0].head(paying).copy(), month[1].head(billed).copy()
    month[0]["party"] = chance.choices(letters, k=paying)
    month[1]["supplier"] = chance.choices(letters, k=billed)
    return month


def priced(size: int) -> Month:
    """One party, every remittance with a deal rate, invoices in another currency."""
    month = one_party(size)
    month[0]["deal_rate"], month[0]["currency"] = "1.2345", "EUR"
    return month


def named_parts(paying: int, billed: int, named: int) -> Month:
    """Every remittance names a few invoices and pays for more: sums are sought around each."""
    chance = _chance(9)
    month = one_party(max(paying, billed))
    month = month[0].head(paying).copy(), month[1].head(billed).copy()
    month[0]["remarks"] = [
        "INV " + " ".join(f"XX/{4_000_000 + at}-1" for at in chance.sample(range(billed), named)) + " AND OTHERS"
        for _ in range(paying)
    ]
    return month


def for_others(paying: int, billed: int) -> Month:
    """Payments on behalf of others that name a number which all importers have."""
    month = one_number(paying, billed)
    month[0]["remarks"] = "ON BEHALF OF OTHERS INV AB/2026/77"
    month[1]["iec"] = [f"ZZBBB{at:04d}B" for at in range(billed)]
    return month


def repeated(size: int) -> Month:
    """All remittances alike in everything."""
    month = one_party(size)
    month[0]["open_minor"], month[0]["remarks"] = 123_456, "INVOICE PAYMENT"
    return month


def charges(size: int) -> Month:
    """All invoices of one amount, remittances of it less a wire charge; freight is stated too."""
    month = equal_amounts(size)
    month[0]["open_minor"] = [5_000_000 - fee * 100 for fee in ([10, 15, 20, 25, 30] * size)[:size]]
    month[1]["freight_minor"], month[1]["insurance_minor"], month[1]["discount_minor"] = 1000, 1000, 2000
    return month


HEAVY: dict[str, Callable[[], Month]] = {
    "250 x 250 near 10^15": lambda: huge_amounts(250),
    "2,000 x 2,000 near 10^15": lambda: huge_amounts(2_000),
    "3,000 x 3,000 of one party": lambda: one_party(3_000),
    "3,000 x 3,000 up to 10^10": lambda: one_party(3_000, high=10**10),
    "3,000 x 3,000 up to 10^12": lambda: one_party(3_000, high=10**12),
    "3,000 x 3,000 up to 10^13, multiples of 100": lambda: one_party(3_000, 10_000, 10**13),
    "3,000 x 3,000 up to 10^14": lambda: one_party(3_000, high=10**14),
    "20,000 x 20,000 of one party": lambda: one_party(20_000),
    "3,000 x 3,000, multiples of 100": lambda: one_party(3_000, 10_000),
    "one number on 5,000, named by 2,000": lambda: one_number(2_000, 5_000),
    "one number on 20,000, named by 2,000": lambda: one_number(2_000, 20_000),
    "one number on 5,000 of one bill": lambda: one_number_one_bill(2_000, 5_000),
    "remarks of 5,000 letters": lambda: noise(200, 5_000),
    "near amounts, remarks of 5,000 letters": lambda: near_noise(100, 5_000, 1_000),
    "near amounts, 2,000 x 2,000": lambda: near_noise(2_000, 100, 2_000),
    "a remark of 1,000,000 letters": lambda: noise(1, 1_000_000),
    "a remark of one word of 1,000,000 letters": lambda: noise(1, 1_000_000, alphabet="AB01"),
    "800 unknown numbers": lambda: numbers(500, 800, 5_000, False),
    "800 real numbers": lambda: numbers(500, 800, 5_000, True),
    "one names 3,000 real": lambda: numbers(1, 3_000, 5_000, True),
    "4,000 names sharing a word": lambda: names(4_000, "shared"),
    "10,000 names of one prefix": lambda: names(10_000, "prefix"),
    "4,000 names that go on": lambda: names(4_000, "chain"),
    "4,000 names a letter apart": lambda: names(4_000, "near"),
    "1,000 names of 200 words": lambda: names(1_000, "long"),
    "2,000 equal amounts": lambda: equal_amounts(2_000),
    "20,000 equal amounts": lambda: equal_amounts(20_000),
    "2,000 twice": lambda: two_amounts(2_000),
    "one bill of 9,999": lambda: one_bill(9_999, 50),
    "one bill of 9,999, paid by 2,000": lambda: one_bill(9_999, 2_000),
    "one importer": lambda: one_importer(20_000, 60_000, 50),
    "2,000 deals": lambda: priced(2_000),
    "named and more": lambda: named_parts(1_000, 3_000, 2),
    "for others, one number": lambda: for_others(2_000, 5_000),
    "2,000 repeated": lambda: repeated(2_000),
    "2,000 charges": lambda: charges(2_000),
}
