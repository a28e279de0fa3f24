"""The closing: view, checks, findings, files, and the proof that it still stands."""
