"""The items of the guided sample: fictional importers, 30 remittances, 25 bills of entry, one case each.

Every name, code and number is invented. The expected answers, worked out by hand, stand in tests/macros/truth.toml.
"""

from __future__ import annotations

from typing import NamedTuple

OWN_AD, OTHER_AD = "0009001", "0009002"


class Importer(NamedTuple):
    """An importer: code, name, last update of the code, whether a suit is pending."""

    iec: str
    name: str
    updated: str
    suit: str = "N"


GADGETS = Importer("ZZNCN0101A", "NAMUNA GADGETS PRIVATE LIMITED", "12/05/2026")
TEXTILES = Importer("ZZKCK0102B", "KALPANIK TEXTILES LIMITED", "18/04/2026")
FOODS = Importer("ZZCFC0103C", "CHHAYA FOODS LLP", "02/06/2026", suit="Y")
STEELS = Importer("ZZMFM0104D", "MITHYA STEELS & CO", "20/06/2025")
PUMPS = Importer("ZZDCD0105E", "DRISHTANT PUMPS PVT LTD", "30/04/2026")
AGRO = Importer("ZZDFD0106F", "DRISHTANT AGRO TRADERS", "11/05/2026")
IMPORTERS = (GADGETS, TEXTILES, FOODS, STEELS, PUMPS, AGRO)


class Orm(NamedTuple):
    """A remittance of October as the core system reports it."""

    number: int
    by: Importer
    currency: str
    amount: str
    paid: str
    to: str
    country: str
    remarks: str
    purpose: str = "S0102"
    capital: str = "N"
    ad: str = OWN_AD

    @property
    def reference(self) -> str:
        """The ORM number."""
        return f"IBA26100000{self.number:03d}"


ORMS = (
    Orm(1, GADGETS, "USD", "12480.35", "08/10/2026", "EXAMPLON DISPLAYS CO LTD", "TW", "IMPORT PAYMENT"),
    Orm(2, GADGETS, "USD", "8915.20", "08/10/2026", "NOWHERELAND CABLES LTD", "CN", "INV NWC/26/0207"),
    Orm(3, GADGETS, "USD", "8975.60", "09/10/2026", "UTOPIQ BATTERIES INC", "US", "IMPORT OF BATTERIES"),
    Orm(4, TEXTILES, "USD", "5120.40", "09/10/2026", "SAMPLETEK FIBRES SPA", "IT", "PART PAYMENT STF-26-0404"),
    Orm(5, TEXTILES, "USD", "3094.85", "16/10/2026", "SAMPLETEK FIBRES SPA", "IT", "BALANCE STF-26-0404"),
    Orm(6, TEXTILES, "USD", "13535.55", "12/10/2026", "EXAMPLON DYES KK", "JP", "INV EDK-0505 AND EDK-0606"),
    Orm(7, GADGETS, "USD", "9765.00", "14/10/2026", "NOWHERELAND CABLES LTD", "CN", "INV NWC/26/0708"),
    Orm(8, STEELS, "USD", "9100.00", "14/10/2026", "EXAMPLON ALLOYS GMBH", "DE", "INV EXA-0808 LESS QUALITY CLAIM"),
    Orm(9, TEXTILES, "USD", "5700.00", "15/10/2026", "UTOPIQ LOOMS LTD", "GB", "INV UTL-0909 LESS DISCOUNT"),
    Orm(10, STEELS, "USD", "4100.00", "15/10/2026", "SAMPLETEK TOOLS LTD", "CN", "INV STT-1010"),
    Orm(11, FOODS, "USD", "7300.00", "16/10/2026", "NOWHERELAND SPICES LTD", "LK", "INV NWS-1111"),
    Orm(12, TEXTILES, "USD", "14688.00", "16/10/2026", "UTOPIQ LOOMS LTD", "GB", "INV UTL-1212 LESS QUALITY CLAIM"),
    Orm(13, GADGETS, "USD", "880.00", "17/10/2026", "NOWHERELAND LABELS LTD", "CN", "INV NWL-1313"),
    Orm(14, TEXTILES, "USD", "11000.00", "19/10/2026", "SAMPLETEK FIBRES SPA", "IT", "INV STF-26-1414"),
    Orm(
        15,
        PUMPS,
        "USD",
        "5640.75",
        "19/10/2026",
        "NOWHERELAND SEEDS LTD",
        "NL",
        "ON BEHALF OF DRISHTANT AGRO TRADERS INV NSD-1515",
    ),
    Orm(16, STEELS, "USD", "3333.30", "20/10/2026", "EXAMPLON RODS LTD", "KR", "STEEL RODS"),
    Orm(17, STEELS, "USD", "2750.60", "21/10/2026", "NOWHERELAND BOLTS LTD", "CN", "INV NWB-1818"),
    Orm(18, STEELS, "USD", "2750.60", "22/10/2026", "NOWHERELAND BOLTS LTD", "CN", "INV NWB-1818"),
    Orm(19, GADGETS, "USD", "21439.85", "23/10/2026", "SAMPLETEK SENSORS INC", "US", "SENSORS"),
    Orm(20, TEXTILES, "USD", "4807.90", "23/10/2026", "EXAMPLON DYES KK", "JP", "INV EDK-26-2021"),
    Orm(21, PUMPS, "JPY", "1845300", "26/10/2026", "UTOPIQ VALVES KK", "JP", "INV UVK-2121"),
    Orm(22, PUMPS, "KWD", "2345.675", "26/10/2026", "SAMPLETEK SEALS WLL", "KW", "INV SSW-2222"),
    Orm(26, GADGETS, "USD", "3100.00", "15/10/2026", "UTOPIQ MOULDS INC", "US", "ADVANCE", "S0101", capital=""),
    Orm(27, GADGETS, "USD", "2200.50", "16/10/2026", "EXAMPLON CHIPS CO LTD", "TW", "ADVANCE", "S0101"),
    Orm(28, TEXTILES, "USD", "1111.10", "18/10/2026", "UTOPIQ YARNS LTD", "TR", "YARN", ad=OTHER_AD),
    Orm(29, STEELS, "USD", "5000.00", "18/10/2026", "SAMPLETEK SCRAP LTD", "AE", "SCRAP"),
    Orm(30, FOODS, "EUR", "640.00", "20/10/2026", "EXAMPLON HERBS SARL", "FR", "HERBS"),
)
# Reported by message first; then the core system's list repeats one as it was and cancels the other.
REPEATED, CANCELLED = 2, 29
# Lines of the core system that cannot be read, as they stand in its list.
BAD_ORMS = (
    ("IBA26100000091", "12,34.5", "USD", "19/10/2026", GADGETS.iec),
    ("IBA26100000092", "2500.00", "USX", "19/10/2026", GADGETS.iec),
    ("IBA26100000093", "2600.00", "USD", "19/10/2026", "ZZ12"),
)


class Boe(NamedTuple):
    """A bill of entry of October: its invoices as (number, value)."""

    number: str
    dated: str
    port: str
    by: Importer
    supplier: str
    country: str
    currency: str
    invoices: tuple[tuple[str, str], ...]
    is_manual: bool = False


def _one(
    number: int,
    dated: str,
    by: Importer,
    supplier: str,
    country: str,
    invoice: str,
    value: str,
    currency: str = "USD",
    port: str = "INNSA1",
    *,
    is_manual: bool = False,
) -> Boe:
    return Boe(f"71000{number:02d}", dated, port, by, supplier, country, currency, ((invoice, value),), is_manual)


BOES = (
    _one(1, "06/10/2026", GADGETS, "EXAMPLON DISPLAYS CO LTD", "TW", "EXD/26/10101", "12480.35"),
    _one(2, "06/10/2026", GADGETS, "NOWHERELAND CABLES LTD", "CN", "NWC/26/0207", "8915.20"),
    Boe(
        "7100003",
        "07/10/2026",
        "INNSA1",
        GADGETS,
        "UTOPIQ BATTERIES INC",
        "US",
        "USD",
        (("UB/26/031", "4310.15"), ("UB/26/032", "2675.40"), ("UB/26/033", "1990.05")),
    ),
    _one(4, "08/10/2026", TEXTILES, "SAMPLETEK FIBRES SPA", "IT", "STF-26-0404", "8215.25"),
    _one(5, "09/10/2026", TEXTILES, "EXAMPLON DYES KK", "JP", "EDK-0505", "6402.10", port="INMAA1"),
    _one(6, "10/10/2026", TEXTILES, "EXAMPLON DYES KK", "JP", "EDK-0606", "7133.45", port="INMAA1"),
    _one(7, "12/10/2026", GADGETS, "NOWHERELAND CABLES LTD", "CN", "NWC/26/0708", "10050.00"),
    _one(8, "12/10/2026", STEELS, "EXAMPLON ALLOYS GMBH", "DE", "EXA-0808", "10100.00"),
    _one(9, "13/10/2026", TEXTILES, "UTOPIQ LOOMS LTD", "GB", "UTL-0909", "6000.00"),
    _one(10, "13/10/2026", STEELS, "SAMPLETEK TOOLS LTD", "CN", "STT-1010", "4200.00"),
    _one(11, "14/10/2026", FOODS, "NOWHERELAND SPICES LTD", "LK", "NWS-1111", "7350.00", port="INMAA1"),
    _one(12, "14/10/2026", TEXTILES, "UTOPIQ LOOMS LTD", "GB", "UTL-1212", "15300.00"),
    _one(13, "15/10/2026", GADGETS, "NOWHERELAND LABELS LTD", "CN", "NWL-1313", "900.00"),
    _one(14, "16/10/2026", TEXTILES, "SAMPLETEK FIBRES SPA", "IT", "STF-26-1414", "10175.00", "EUR"),
    _one(15, "17/10/2026", AGRO, "NOWHERELAND SEEDS LTD", "NL", "NSD-1515", "5640.75", port="INMAA1"),
    _one(16, "18/10/2026", STEELS, "EXAMPLON RODS LTD", "KR", "ERL-1616", "3333.30"),
    _one(17, "19/10/2026", STEELS, "EXAMPLON RODS LTD", "KR", "ERL-1717", "3333.30"),
    _one(18, "20/10/2026", STEELS, "NOWHERELAND BOLTS LTD", "CN", "NWB-1818", "2750.60"),
    _one(19, "21/10/2026", GADGETS, "SAMPLETEK SENSORS INC", "US", "STS-1919", "21464.85", port="INDEL4"),
    _one(20, "22/10/2026", TEXTILES, "EXAMPLON DYES KK", "JP", "EDK-26-2020", "4807.90", port="INMAA1"),
    _one(21, "23/10/2026", PUMPS, "UTOPIQ VALVES KK", "JP", "UVK-2121", "1845300", "JPY"),
    _one(22, "24/10/2026", PUMPS, "SAMPLETEK SEALS WLL", "KW", "SSW-2222", "2345.675", "KWD", is_manual=True),
)
