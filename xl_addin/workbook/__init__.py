"""Sheets to typed rows and typed rows to sheets. The only home of headers and of how one cell becomes one value."""
