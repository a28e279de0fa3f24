"""What belongs to no subject alone: which body of rules governs a day."""
