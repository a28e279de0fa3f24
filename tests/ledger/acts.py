"""An act that only tests do: it may write anywhere."""

from __future__ import annotations

from xl_addin.ledger import tables
from xl_addin.ledger.acts import Act

A_TEST = Act("TEST", "a test", tables.PAYLOAD)
