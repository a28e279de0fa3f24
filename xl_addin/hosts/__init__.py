"""The spreadsheets that Import Desk lives in: one folder a host."""
