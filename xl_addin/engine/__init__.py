"""The verbs: pure decisions over domain values and rulebook, and the matching passes. No file, no today."""
