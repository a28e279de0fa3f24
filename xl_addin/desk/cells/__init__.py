"""What worksheet functions that read the ledger answer from: the month at one act of it, refreshed by a button."""
