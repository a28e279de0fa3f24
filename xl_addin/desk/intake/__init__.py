"""Taking in a month's extracts: find the files, read them, shape the rows, reconcile with the ledger."""
