"""Excel on Windows: the registry of worksheet functions as xlwings functions, as VBA wrappers and as help."""
