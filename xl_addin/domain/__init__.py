"""The nouns of the desk: money, dates, identifiers, records, findings. No rule, no file, no today."""
