"""The lists of the desk: one file a sheet, a line a column. The same list lays out, fills, writes and reads back."""
