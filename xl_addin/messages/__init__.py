"""IDPMS wire formats: one declarative field table per message; text in, text out. No rule of law is known here."""
