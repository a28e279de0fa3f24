"""The engine's settings: limits and word lists, each with the reason for its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ENGINE_VERSION: Final = "settlement-5"

# Trailing words that name a legal form, not a party ("K.K." loses its dots first).
LEGAL_FORMS: Final = frozenset(
    """CO LTD LIMITED INC INCORPORATED LLC LLP LP PLC CORP CORPORATION COMPANY GMBH AG KG MBH KK GK BV NV SA
    SAS SARL SRL SPA SL SNC PTE PTY PVT PRIVATE WLL FZE FZC FZCO FZLLC DMCC JSC JOINT STOCK SDN BHD TBK PT OY
    OYJ GESELLSCHAFT AKTIENGESELLSCHAFT AB AS ASA APS SRO SP ZOO DOO AND""".split()  # noqa: SIM905  (read as prose)
)

# Words that announce a number which is no invoice number.
OTHER_DOCUMENTS: Final = frozenset(
    {"PO", "ORDER", "PI", "PROFORMA", "CONTRACT", "LC", "AWB", "MAWB", "HAWB", "BL", "MBL", "HBL", "AC"}
    | {"ACCOUNT", "HS", "HSN", "BOE", "BE", "ENTRY", "TEL"}
)

BOE_WORDS: Final = frozenset({"BOE", "BE", "ENTRY"})


@dataclass(frozen=True)
class Tariff:
    """Charges from `least` to `most`, in steps, in whole units of a currency."""

    least: str
    most: str
    step: str


# A correspondent bank keeps the worth of about 10 to 50 US dollars, in steps of its own tariff: halves where the unit
# is near a dollar, quarters where fils are (35.00 and 5 % tax on it are 36.75), round numbers where the unit is small.
_NEAR_A_DOLLAR = Tariff("10", "50", "0.50")
TARIFFS: Final[Mapping[str, Tariff]] = {
    **dict.fromkeys(("USD", "EUR", "GBP", "CHF", "AUD", "CAD", "NZD"), _NEAR_A_DOLLAR),
    "SGD": Tariff("13", "70", "0.50"),
    "AED": Tariff("36", "185", "0.25"),
    "SAR": Tariff("37", "190", "0.25"),
    "QAR": Tariff("36", "185", "0.25"),
    "KWD": Tariff("3", "16", "0.25"),
    "BHD": Tariff("3.50", "19", "0.25"),
    "OMR": Tariff("3.50", "20", "0.25"),
    "CNY": Tariff("70", "360", "5"),
    "HKD": Tariff("75", "400", "5"),
    "SEK": Tariff("90", "550", "5"),
    "NOK": Tariff("90", "550", "5"),
    "DKK": Tariff("60", "350", "5"),
    "ZAR": Tariff("150", "950", "5"),
    "THB": Tariff("300", "1800", "10"),
    "INR": Tariff("800", "4500", "50"),
    "JPY": Tariff("1000", "8000", "100"),
    "KRW": Tariff("13000", "70000", "500"),
}


@dataclass(frozen=True)
class Config:
    """Limits of the engine; amounts in minor units, dates in days."""

    # 5 % of an invoice: 20 * difference <= value. This decides what is matched, never what may be written off:
    # that limit is the law's and the bank's, and is asked for when the rest is decided.
    tolerance_divisor: int = 20
    accidental_hits_max: float = 0.02  # lambda: expected subsets that fit by chance
    accidental_hits_suggest_max: float = 0.2  # the same where a person looks at the result
    accidental_hits_loose_max: float = 0.002  # the same where no remark names any of the items
    accidental_hits_charges_max: float = 0.05  # the same where only a known charge is missing: it has its own reason
    tolerance_rivals_max: int = 7  # open invoices of a party among which a near amount says something
    subset_size_max: int = 6
    subset_size_small: int = 2  # sought first: most sums are small
    likely_size_max: int = 4  # of a sum that a person is asked about
    few_candidates_max: int = 6  # open items of a party that a person surveys at once, however round they are
    few_chosen_max: int = 4  # of them, if not all
    goods_after_documents_max: int = 60  # days: documents are paid before the goods have come, by a voyage
    charges_divisor: int = 5  # what banks keep is not more than a fifth of the payment
    market_apart_max: int = 3  # per cent that a bank's deal lies from the desk's rate of the day
    market_days_max: int = 7  # days that a rate holds where none is noted
    market_rivals_max: int = 50  # open invoices of a party among which one of another currency is sought by its worth
    account_side_max: int = 3  # payments and bills of a running account that are settled together by themselves
    misread_rivals_max: int = 5  # open invoices of a party among which a misspelt number is known whatever the amount
    named_chosen_max: int = 12  # invoices that a payment names, of which some may be meant in full
    token_length_min: int = 4
    token_length_strong: int = 6  # a shorter or all-digit token needs the party or the amount to agree
    token_words_max: int = 5  # "INV 26 27 54107" is one number in four words
    days_before_max: int = 365  # payment before the bill of entry
    days_after_max: int = 1095  # payment after it
    duplicate_days: int = 7
    wire_charges: tuple[int, ...] = (10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50)  # whole units, any currency
    tariffs: Mapping[str, Tariff] = field(default_factory=lambda: TARIFFS)
    # What a run may cost, in counted operations, so that no input hangs it; what is beyond is told as NOT_TRIED.
    named_pairs_max: int = 600_000  # of an importer: remittances times the invoices that bear the numbers they name
    named_pairs_each: int = 8  # and so many more for every number that a remittance of the importer names
    compared_max: int = 400_000  # pairs of a party, or texts of its remarks compared with numbers of its invoices
    sums_max: int = 500_000  # sums formed in one search
    party_sums_max: int = 10_000_000  # sums formed for one party by one pass in one look
    likely_sums_max: int = 500_000  # sums formed for one party where the purpose leaves each amount its own items
    looks_max: int = 100  # of one pass at one importer and currency
    open_list_words: tuple[str, ...] = (" OTHERS", " ETC", " MORE")  # the list of numbers goes on
    on_account_words: tuple[str, ...] = ("ON ACCOUNT", "ON A/C", "PART PAYMENT", "PART PMT", "INSTALMENT")
    third_party_words: tuple[str, ...] = ("ON BEHALF OF", "ON BEHALF", "THIRD PARTY")


DEFAULT: Final = Config()
