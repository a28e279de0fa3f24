"""One file for each schema; each tells which it follows."""
