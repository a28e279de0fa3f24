"""Import Desk: import settlement for the trade-finance desk of an Indian AD Category-I bank."""

__version__ = "0.3.0"
