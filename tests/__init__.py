"""Tests: tables first, properties, real files, real database, real spreadsheet."""
