"""The law asked: questions, what changes between two days, the bank's annex."""
