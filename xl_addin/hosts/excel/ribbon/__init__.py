"""The tab in Excel: its XML, its VBA, and what answers a press of a button."""
