"""The guided sample: an invented month, its items, files and tour."""
