"""How a list and a page look: cells, widths, styles, tables."""
