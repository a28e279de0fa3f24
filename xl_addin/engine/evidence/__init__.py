"""Evidence of import: which paper, by when, follow-up, acknowledgement."""
