"""How hard a month is: what names, numbers and charges look like, by level; and the seeds that may be looked at.

`plain` is the month of the generator's first form, kept byte for byte so that figures over time stay comparable.
Every other level is `base` with one thing changed: forwarders as supplier with the seller named, wire charges in local
units, running accounts, names as people write them, misspelt numbers, facts that the desk does not have.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

# Settings are tried on the first; the second are only ever scored, so that a figure is of months nobody has looked at.
TUNING: Final = tuple(range(11, 17))
HELD_OUT: Final = tuple(range(101, 114))


@dataclass(frozen=True)
class Level:
    """Shares are chances from 0 to 1; weights are against 116 cases of the month's first form."""

    references: float = 1.0  # of the remittances that would name a document, how many do
    misspelt: float = 0.03  # of those, how many with one letter or digit wrong
    is_party_named: bool = True  # the remittance names its beneficiary
    forwarders: float = 0.07  # bills whose supplier is a forwarder
    sellers: float = 1.0  # of those, how many name the seller
    spellings: float = 0.06  # names written in another way
    has_local_charges: bool = True  # wire charges in units of the invoice's currency, not whole ones only
    charges: int = 8  # weight: a bank on the way kept its charge
    running: float = 0.5  # weight: round payments on account for many bills
    told: float = 0.6  # payments for others and deals of which the desk has the fact


BASE: Final = Level()
PLAIN: Final = Level(1, 0, True, 0, 0, 0, False, 8, 0, 1)
LEVELS: Final[dict[str, Level]] = {
    "plain": PLAIN,
    "base": BASE,
    "half-references": replace(BASE, references=0.5),
    "no-references": replace(BASE, references=0.0),
    "no-party-names": replace(BASE, is_party_named=False),
    "neither": replace(BASE, references=0.0, is_party_named=False),
    "hidden-seller": replace(BASE, forwarders=0.3, sellers=0.5),
    "charges": replace(BASE, charges=40),
    "running-accounts": replace(BASE, running=3),
}
