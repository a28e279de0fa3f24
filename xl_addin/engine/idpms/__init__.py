"""What IDPMS asks: scope, deadlines, bars, closure codes."""
