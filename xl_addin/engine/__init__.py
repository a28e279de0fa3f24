"""The verbs: pure decisions over domain values and the rulebook, and the matching passes. No file, no sheet, no today."""
