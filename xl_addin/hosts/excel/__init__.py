"""Excel on Windows: functions, ribbon, server, add-in, installation, diagnosis."""
