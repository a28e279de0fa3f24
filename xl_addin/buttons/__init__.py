"""The buttons: one row each, over a use case of the desk and the open book; they know no host."""
