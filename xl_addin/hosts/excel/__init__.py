"""Excel on Windows: functions, ribbon, server, add-in, installation, diagnosis, a driver for the kit."""
