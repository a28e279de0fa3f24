"""The month's live workbook: its sheets, the template they are made from, and rows as an open book takes them."""
