"""The spreadsheets that Import Desk lives in: one folder a host, which no other folder need know.

A host that can be driven has a module `driver`; one that is built has a module `products`. See `driven`.
"""
