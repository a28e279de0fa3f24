"""Papers: a template, facts and citations in, the bytes of a PDF or of a Word document out. No rule, no sheet."""
