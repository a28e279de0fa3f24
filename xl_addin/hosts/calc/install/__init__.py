"""Import Desk in the user's own LibreOffice: planned first, shown, done, taken away again, and looked at."""
