"""LibreOffice Calc as the spreadsheet host of tests."""
