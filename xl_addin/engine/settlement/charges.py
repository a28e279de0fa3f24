"""What banks on the way are known to keep of a payment, currency by currency."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import numpy as np

from xl_addin.domain.money import exponent
from xl_addin.engine.settlement.arrays import Ints
from xl_addin.engine.settlement.config import Config, Tariff


def charges_of(currency: str, config: Config) -> Ints:
    """Every charge that is known in the currency, in minor units and in order: by its tariff, and round numbers."""
    return _charges(10 ** exponent(currency), config.tariffs.get(currency), config.wire_charges)


@lru_cache(maxsize=256)
def _charges(unit: int, tariff: Tariff | None, whole_units: tuple[int, ...]) -> Ints:
    fees = {fee * unit for fee in whole_units}
    if tariff:
        least, most, step = (int(Decimal(text) * unit) for text in (tariff.least, tariff.most, tariff.step))
        fees |= set(range(-(-least // step) * step, most + 1, step))
    return np.array(sorted(fees), dtype=np.int64)
