"""The acceptance kit: drives a real spreadsheet through functions, buttons and misuse, and writes a report."""
