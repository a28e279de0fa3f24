"""What people say: blue cells read back, acts taken back, one item explained."""
