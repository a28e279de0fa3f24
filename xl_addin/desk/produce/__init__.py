"""What leaves the house: messages of IDPMS as views of approved acts, and what comes back on them."""
