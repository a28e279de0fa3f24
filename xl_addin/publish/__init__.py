"""Everything generated and committed: workbooks, guide, samples; never edited by hand."""
