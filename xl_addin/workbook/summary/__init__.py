"""The month in figures and charts."""
