"""Names as people write them, forwarders, and what banks on the way keep: the untidy facts of trade."""

from __future__ import annotations

import unicodedata
from math import ceil, floor
from random import Random

from tests.benchmarks.month_model import DECIMALS, INR_PER_UNIT, Importer

FORWARDERS = (
    "Nimbus Freight Pte Ltd",
    "Quaywise Logistics GmbH",
    "Sealane Consolidators Inc",
    "Tarpaulin Shipping FZE",
    "Windrose Forwarding Co Ltd",
    "Yardarm Express Ltd",
    "Keelhaul Cargo SRL",
    "Portside Multimodal KK",
)
ACCENTED = ("Mümmelberg", "Señuelo", "Façadine", "Örnholt", "Žabrava", "Größing", "Élanvert")
LONG_FORMS = {
    "LTD": "LIMITED",
    "CO": "COMPANY",
    "INC": "INCORPORATED",
    "GMBH": "GESELLSCHAFT MBH",
    "INTERNATIONAL": "INTL",
    "&": "AND",
}
SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
# The smallest step of a bank's tariff in each currency, in minor units.
FEE_STEP = {"JPY": 100, "KWD": 250, "CNY": 500, "AED": 25, "SGD": 100}


def rename(rng: Random, importers: list[Importer]) -> None:
    """Some suppliers get a name with an accent, a word that is often shortened, or another legal form."""
    for supplier in (one for importer in importers for one in importer.suppliers):
        draw = rng.random()
        words = supplier.name.split()
        if draw < 0.12:
            words[0] = rng.choice(ACCENTED)
        elif draw < 0.24:
            words.insert(1, "International")
        elif draw < 0.30 and supplier.country == "DE":
            words[-1] = "AG"
        supplier.name = " ".join(words)


def plain_letters(rng: Random, name: str) -> str:
    """The name in the letters that a payment message can hold: ü as ue or as u."""
    is_upper = name.isupper()
    if rng.random() < 0.5:
        name = "".join(SPELT_OUT.get(letter, letter) for letter in name)
    plain = "".join(one for one in unicodedata.normalize("NFKD", name.replace("ß", "ss")) if one.isascii())
    return plain.upper() if is_upper else plain


def respell(rng: Random, typed: str) -> str:
    """The name in another clerk's habit: a title, long or short forms, words in another order, small letters."""
    habit = rng.randrange(5)
    words = typed.split()
    if habit == 0:
        return f"{rng.choice(('M/S', 'M/s.', 'MESSRS'))} {typed}"
    if habit == 1:
        return " ".join(LONG_FORMS.get(word.strip(".,").upper(), word) for word in words)
    if habit == 2 and len(words) > 3:
        return " ".join([words[1], words[0], *words[2:]])
    return typed.lower() if habit == 3 else typed.replace(" ", "  ", 1).replace("Co ", "Co., ")


def forwarder(rng: Random) -> str:
    """A forwarder as the customs broker types it."""
    name = rng.choice(FORWARDERS)
    return name.upper() if rng.random() < 0.7 else name


def misspell(rng: Random, text: str) -> str:
    """The text with one digit changed, lost, doubled or swapped with its neighbour."""
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    if not places:
        return text
    at = rng.choice(places)
    how = rng.randrange(4)
    if how == 0:
        return text[:at] + str((int(text[at]) + rng.randint(1, 9)) % 10) + text[at + 1 :]
    if how == 1:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at] + text[at:] if how == 2 else text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def fee(rng: Random, currency: str) -> int:
    """What a bank on the way keeps: 10 to 50 dollars' worth in minor units of the currency, mostly round there."""
    if rng.random() < 0.1:  # a tariff in rupees, converted
        rupees = rng.randrange(1000, 4001, 250)
        return rupees * 10_000 * 10 ** DECIMALS.get(currency, 2) // INR_PER_UNIT[currency]
    step = FEE_STEP.get(currency, 50)
    step *= 10 if rng.random() < 0.6 else 1
    dollar = INR_PER_UNIT["USD"] * 10 ** DECIMALS.get(currency, 2) / INR_PER_UNIT[currency]
    return rng.randint(ceil(10 * dollar / step), floor(50 * dollar / step)) * step


def round_amount(minor: int, currency: str) -> int:
    """The amount rounded down as people pay on account: two figures and noughts."""
    scale = 10 ** DECIMALS.get(currency, 2)
    step = scale * 10 ** max(len(str(minor // scale)) - 2, 0)
    return max(minor // step * step, step)
