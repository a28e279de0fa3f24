"""LibreOffice Calc as an engine of xlwings, on its open classes."""
