"""Settlement: match outward remittances to bill-of-entry invoices, with evidence for every line."""

from xl_addin.engine.settlement.config import DEFAULT, ENGINE_VERSION, Config
from xl_addin.engine.settlement.engine import Settlement, match
from xl_addin.engine.settlement.passes import PASSES

__all__ = ["DEFAULT", "ENGINE_VERSION", "PASSES", "Config", "Settlement", "match"]
