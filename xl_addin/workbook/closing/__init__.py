"""The monthly closing workbook: values and native formulas only, so that an auditor can read it without us."""
