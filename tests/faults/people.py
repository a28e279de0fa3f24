"""The people of a desk with two branches, what each of them may do, and a month that gives them something to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.desk.intake.desk_folder import IMPORTER, boe, csv_text, invoice, obe_xml, orm
from xl_addin import rulebook
from xl_addin.engine.law import Law
from xl_addin.rulebook.policy import Policy
from xl_addin.rulebook.powers import LIMITS, Person, Power, Powers

ONE, TWO = "0009001", "0009002"  # the AD codes of the two branches
BIG, SMALL = Decimal(10**9), Decimal(50_000)
EVERY = tuple(LIMITS.values())


@dataclass(frozen=True)
class Could:
    """What a person may do, as a banker would say it: what the machine holds every kept act against."""

    approves_inr: Decimal | None = None  # of one proposal; None: nothing
    branches: tuple[str, ...] = ()
    until: date | None = None
    signs: bool = False
    lets_go: bool = False
    beyond: bool = False  # over a bound that the bank has set for itself


COULD = {
    "maker1": Could(),
    "maker2": Could(branches=(ONE,)),
    "checker1": Could(BIG, lets_go=True),
    "checker2": Could(BIG, branches=(TWO,), lets_go=True),
    "small": Could(SMALL),
    "former": Could(BIG, until=date(2026, 9, 30), lets_go=True),
    "head1": Could(BIG, signs=True, lets_go=True, beyond=True),
    "head2": Could(BIG, signs=True, lets_go=True, beyond=True),
}
STRANGER = "mallory"  # whom the policy does not name
NAMES = (*COULD, STRANGER)
ROLES = {"maker1": "maker", "maker2": "maker", "small": "small", "head1": "head", "head2": "head"}


def law() -> Law:
    """The law with the bank's policy that names these people."""
    people = tuple(Person(name, ROLES.get(name, "checker"), it.until, it.branches) for name, it in COULD.items())
    powers = (
        Power(
            "checker",
            tuple((act, BIG) for act in EVERY),
            messages=True,
            confirm_rules=True,
            withdraw=True,
            release=True,
        ),
        Power("small", tuple((act, SMALL) for act in EVERY)),
        Power(
            "head",
            tuple((act, BIG) for act in EVERY),
            sign=True,
            reopen_month=True,
            withdraw=True,
            release=True,
            escalated=True,
        ),
    )
    bounds = Policy(powers=Powers(people, powers), ext_step_months=STEP_MONTHS, ext_total_years=TOTAL_MONTHS // 12)
    return Law(rulebook.load(), bounds)


# How far an extension may reach: the law's own until 30-Sep-2026, the bank's own since; RBI goes beyond both.
STEP_MONTHS, TOTAL_MONTHS = 6, 36


RATES = {"USD": Decimal(90), "EUR": Decimal(100)}
IECS = ("0388000037", "0388000045")


def _pay(n: int, amount: str, remarks: str = "", **more: str) -> dict[str, str]:
    told = {"ad": (ONE, TWO)[n % 2], "iec": IECS[n % 2], "name": f"NAKLI {n % 2}", **more}
    return {**orm(number=f"IBA2610000{n:04d}", amount=amount, **told), "remarks": remarks}


def _owe(
    n: int, *amounts: str, currency: str = "USD", dated: str = "06/10/2026"
) -> tuple[dict[str, str], tuple[dict[str, str], ...]]:
    rows = [
        invoice(serial=str(at), no=f"INV/{n}/{at}", amount=amount, currency=currency)
        for at, amount in enumerate(amounts, 1)
    ]
    return boe(*rows, number=f"{n:07d}", ad=(ONE, TWO)[n % 2], iec=IECS[n % 2], dated=dated)


OLD_BILL = 8  # a bill of entry from before the switch of the law
PAID = {f"import_remittances_usd_fy_minus_{n}": "50000000.00" for n in (1, 2)}


def month(n: int) -> dict[str, str]:
    """The extracts of the n-th month, from 0: remittances and bills that fit, nearly fit, fit by hand only, or not."""
    at = n * 20
    pays = [
        _pay(at + 1, "1000.00", f"BOE {at + 1:07d}"),  # leaves 25.00 of its invoice: a write-off
        _pay(at + 2, "5000.00"),
        _pay(at + 3, "700.00"),
        _pay(at + 4, "620.00", f"BOE {at + 4:07d}", purpose="S0102"),  # 20.00 more than its invoice
        _pay(at + 5, "90000.00", purpose="S0101"),
        _pay(at + 6, "333.33", currency="EUR"),
    ]
    bills = [
        _owe(at + 1, "1025.00"),
        _owe(at + 2, "4000.00", "999.99"),
        _owe(at + 3, "350.00", "350.00"),
        _owe(at + 4, "600.00"),
        _owe(at + 5, "60000.00"),
        _owe(at + 6, "45.00", "12.34"),  # small
        _owe(at + 7, "300.00", currency="EUR"),
    ]
    files = {f"m{n}.obe.xml": obe_xml(*bills), f"orm_{n}.csv": csv_text(pays), f"rates_{n}.csv": _rates(n)}
    if n == 0:
        bills.append(_owe(OLD_BILL, "777.77", dated="06/03/2026"))
        files["m0.obe.xml"] = obe_xml(*bills)
        files["importers.csv"] = csv_text(
            [{**IMPORTER, **PAID, "iec": iec, "name": f"NAKLI {at}"} for at, iec in enumerate(IECS)]
        )
    return files


def _rates(n: int) -> str:
    day = f"2026-{10 + n}-28" if n < 3 else "2027-01-28"
    return csv_text([{"date": day, "currency": code, "inr_per_unit": str(rate)} for code, rate in RATES.items()])


SAYS = {"new": "1", "amended": "2", "cancelled": "3"}


def late(n: int, says: str, amount: str) -> dict[str, str]:
    """One more file of the n-th month: a remittance told anew, amended or cancelled."""
    at = 8 if says == "new" else 3
    row = _pay(n * 20 + at, amount if says == "amended" else {"new": "55.00"}.get(says, "700.00"), says=SAYS[says])
    return {f"orm_late_{n}_{says}_{row['Amount']}.csv": csv_text([row])}
