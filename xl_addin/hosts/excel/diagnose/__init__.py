"""What IT support asks for first, and the self-test of an installation."""
