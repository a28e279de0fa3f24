"""Merchanting deals: periods, conditions, the trader's book."""
