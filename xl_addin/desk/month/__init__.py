"""The month as the rules see it: items, what is known of them, matched and decided."""
