"""The Book port over a workbook that a person has open, whoever holds it."""
