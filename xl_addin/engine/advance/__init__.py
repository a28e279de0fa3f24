"""Advances: goods, gold, services; security, waivers, the bank's own limits."""
