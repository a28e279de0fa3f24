"""Whole books: the closing book, plain ones, the port to an open one, and what is read back."""
