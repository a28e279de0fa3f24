"""Closing what will not move: write-off, small value, the auditor's sample."""
