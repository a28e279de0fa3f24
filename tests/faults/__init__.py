"""Faults on purpose: runs beside each other, kills, full disks, flipped bits. `python -m tests.faults` does many."""
