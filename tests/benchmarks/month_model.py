"""The records of an invented month: importers, suppliers, bills of entry, remittances; in minor units."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

AD_CODE = "0009001"
DECIMALS = {"JPY": 0, "KWD": 3}
# INR for one unit at the start of the rates file, in units of 0.0001 INR.
INR_PER_UNIT = {
    "USD": 861000,
    "EUR": 937400,
    "JPY": 5787,
    "GBP": 1120500,
    "AED": 239300,
    "CHF": 985900,
    "SGD": 645900,
    "CNY": 121268,
    "KWD": 2804560,
}
# country: its currencies (USD is the usual one everywhere), legal ending, port of shipment, invoice style
COUNTRIES = {
    "CN": (("USD", "USD", "CNY"), "CO LTD", ("CNSHA", "CNYTN", "CNNGB"), "INV/{y}/{n:05d}"),
    "US": (("USD",), "INC", ("USNYC", "USLAX"), "EXA-{n:06d}"),
    "DE": (("EUR",), "GMBH", ("DEHAM", "DEBRV"), "EXP{n:05d}A"),
    "GB": (("GBP",), "LTD", ("GBFXT",), "EXP{n:05d}A"),
    "JP": (("JPY", "USD"), "KK", ("JPUKB", "JPYOK"), "EXA-{n:06d}"),
    "KR": (("USD",), "CO LTD", ("KRPUS",), "EXP{n:05d}A"),
    "AE": (("AED", "USD"), "FZE", ("AEJEA",), "IMA-{n:06d}"),
    "SG": (("USD", "SGD"), "PTE LTD", ("SGSIN",), "{n:08d}"),
    "KW": (("KWD",), "WLL", ("KWSWK",), "EXA-{n:06d}"),
    "IT": (("EUR",), "SRL", ("ITGOA",), "PI {n:05d} / {m:02d}"),
}
COUNTRY_WEIGHTS = (42, 12, 9, 4, 7, 6, 7, 6, 1, 6)
HOUSES = [
    "Anokha",
    "Benaam",
    "Chhota",
    "Dhundhla",
    "Ekant",
    "Fuzul",
    "Gumnaam",
    "Havai",
    "Ilham",
    "Jhootha",
    "Khayali",
    "Lapata",
]
TRADES = [
    "Agro",
    "Alloys",
    "Bearings",
    "Cables",
    "Ceramics",
    "Foods",
    "Glass",
    "Optics",
    "Papers",
    "Pharma",
    "Polymers",
    "Valves & Pumps",
]
FORMS = ("PVT LTD", "LTD", "LLP", "& CO")
MAKERS = [
    "Atlantiq",
    "Borogove",
    "Camelotia",
    "Elsewhera",
    "Hyperborea",
    "Laputan",
    "Lorembia",
    "Oz",
    "Ruritan",
    "Shangri",
    "Thuleia",
]
BANKS = ("DUMB", "NOBK", "XMPL", "FIKT")
SEA_PORTS = ["INNSA1", "INMUN1", "INMAA1", "INCOK1", "INHZA1", "INVTZ1", "INENR1", "INPAV1", "INTUT1", "INHAL1"]
AIR_PORTS = ["INDEL4", "INBOM4", "INMAA4", "INBLR4", "INPNQ4"]
DRY_PORTS = ["INTKD6", "INSBI6", "INLDH6", "INPPG6", "INSAC6", "INAJM6"]
MANUAL_PORTS = ("INSTRB", "INPTPB", "INRXLB")
TERMS = ("CIF", "CIF", "CIF", "FOB", "FOB", "EXW", "CFR", "C&F", "FCA", "CI")


@dataclass(slots=True)
class Supplier:
    """An exporter abroad as one importer knows it."""

    name: str
    country: str
    currency: str
    swift: str
    account: str


@dataclass(slots=True)
class Importer:
    """An importer with its suppliers."""

    iec: str
    name: str
    address: str
    pan: str
    suppliers: list[Supplier]


@dataclass(slots=True)
class Invoice:
    """One invoice; `open_minor` is what was not yet settled when the month began or the invoice arrived."""

    serial: int
    number: str
    terms: str
    currency: str
    value: int
    open_minor: int
    freight: int = 0
    insurance: int = 0
    discount: int = 0
    reason: str = ""
    settled: int = 0


@dataclass(slots=True)
class Boe:
    """One bill of entry; an amended one was first filed with another value of its first invoice."""

    number: str
    day: date
    port: str
    importer: Importer
    supplier: Supplier
    party_name: str
    is_opening: bool
    invoices: list[Invoice] = field(default_factory=list)
    is_cancelled: bool = False
    is_amended: bool = False
    is_capital_goods: bool = False
    forwarder: str = ""  # stands as supplier on the bill
    is_seller_named: bool = False  # the bill names the supplier beside the forwarder
    third_party: str = ""  # who pays for the importer, as the bill says

    @property
    def shown_supplier(self) -> str:
        """Who stands as supplier on the bill."""
        return self.forwarder or self.party_name

    @property
    def shown_seller(self) -> str:
        """Who stands as seller on the bill."""
        return self.party_name if self.forwarder and self.is_seller_named else ""

    @property
    def is_manual(self) -> bool:
        """Filed by hand, so it arrives in the pipe-delimited file."""
        return self.port in MANUAL_PORTS


@dataclass(slots=True)
class Orm:
    """One outward remittance."""

    number: str
    day: date
    importer: Importer
    supplier: Supplier
    party_name: str
    currency: str
    amount: int
    is_advance: bool
    is_opening: bool
    remarks: str = ""
    is_capital_goods: bool = False
    is_cancelled: bool = False
    is_amended: bool = False
    reason: str = ""
    on_behalf_of: str = ""
    deal_rate: str = ""
    settled: int = 0


@dataclass(slots=True)
class Link:
    """One true settlement line, in the remittance's and in the invoice's currency."""

    orm: Orm
    boe: Boe
    invoice: Invoice
    amount: int
    amount_ic: int
    kind: str
    case_id: int


@dataclass(slots=True)
class Month:
    """Everything the desk would have on the as-on day, with the answers."""

    as_on: date
    importers: list[Importer]
    boes: list[Boe] = field(default_factory=list)
    orms: list[Orm] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    @property
    def first_day(self) -> date:
        """First day of the as-on day's month."""
        return self.as_on.replace(day=1)


def text_of(minor: int, currency: str, least: int = 0) -> str:
    """An amount in whole units with the currency's decimals, at least `least` of them."""
    places = DECIMALS.get(currency, 2)
    if places == 0:
        return f"{minor}.{'0' * least}" if least else str(minor)
    whole, part = divmod(minor, 10**places)
    return f"{whole}.{part:0{places}d}"


def make_importers(rng: Random, count: int) -> list[Importer]:
    """Invented importers, each with one to four suppliers; identifiers are well-formed and nothing more."""
    return [_importer(rng, index) for index in range(count)]


def _importer(rng: Random, index: int) -> Importer:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXY"
    pan = f"ZZ{rng.choice(letters)}{rng.choice('CFPAT')}{letters[index // 10_000 % 25]}{index % 10_000:04d}"
    pan += rng.choice(letters)
    iec = pan if rng.random() < 0.6 else f"{rng.choice(('00', '03', '05', '09', '29'))}77{index:06d}"
    tag = letters[index % 25] + letters[index // 25 % 25]
    name = f"{rng.choice(HOUSES)} {rng.choice(TRADES)} {tag} {rng.choice(FORMS)}".upper()
    address = f"SHED {index + 1} {rng.choice(HOUSES).upper()} ROAD KAHINPUR {index:06d}"
    suppliers = [_supplier(rng, f"{tag.title()}{index}{place}") for place in range(rng.randint(1, 4))]
    return Importer(iec, name, address, pan, suppliers)


def _supplier(rng: Random, tag: str) -> Supplier:
    country = rng.choices(tuple(COUNTRIES), COUNTRY_WEIGHTS)[0]
    currencies, ending, _, _ = COUNTRIES[country]
    name = f"{rng.choice(MAKERS)} {rng.choice(TRADES)} {tag} {ending.title()}"
    swift = f"{rng.choice(BANKS)}{country}{rng.choice(('22', '2X', 'B0'))}{rng.choice(('', 'XXX', '001'))}"
    account = f"{rng.randrange(10**9, 10**12):012d}" if rng.random() < 0.9 else ""
    return Supplier(name, country, rng.choice(currencies), swift, account)


def days_before(day: date, days: int) -> date:
    """The date `days` earlier."""
    return day - timedelta(days=days)
