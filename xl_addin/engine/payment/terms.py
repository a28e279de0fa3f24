"""What is payable to the supplier by the terms of delivery: which stated charges are part of his price."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import NamedTuple

DIGITS_KEPT = 4096  # sums of amounts are exact


class Carriage(NamedTuple):
    """Which stated charges a term lets the supplier bill."""

    freight: bool
    insurance: bool


NEITHER, FREIGHT, INSURANCE, BOTH = (
    Carriage(freight=False, insurance=False),
    Carriage(freight=True, insurance=False),
    Carriage(freight=False, insurance=True),
    Carriage(freight=True, insurance=True),
)
TERMS: dict[str, Carriage] = {
    **dict.fromkeys(("EXW", "FCA", "FAS", "FOB"), NEITHER),
    **dict.fromkeys(("CFR", "C&F", "CNF", "CF", "CPT"), FREIGHT),
    **dict.fromkeys(("CI", "C&I"), INSURANCE),
    **dict.fromkeys(("CIF", "CIP", "DAP", "DAT", "DPU", "DDU", "DDP"), BOTH),
}


def expected_payable(
    invoice_value: Decimal,
    terms: str,
    freight: Decimal | None,
    insurance: Decimal | None,
    discount: Decimal | None,
    other: Decimal | None,
) -> Decimal:
    """Invoice value with the charges stated apart that the terms make payable, less discount, plus or minus other.

    All in invoice currency. A charge that is part of the invoice value already is not stated apart; under FOB the
    importer pays the carrier himself.
    """
    carriage = TERMS[terms]
    added = ((freight, carriage.freight), (insurance, carriage.insurance), (other, True))
    with localcontext() as exact:
        exact.prec = DIGITS_KEPT
        charges = sum((charge for charge, payable in added if payable and charge is not None), Decimal(0))
        return invoice_value + charges - (discount or Decimal(0))
