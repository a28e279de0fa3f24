"""The worksheet functions as an extension of LibreOffice Calc."""
