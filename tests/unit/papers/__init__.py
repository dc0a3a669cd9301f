"""Photos: what is taken, what is not, and what is left of it."""
