"""Papers of the desk: what is to be issued, numbered, kept in the ledger, made again the same; one module a paper."""
