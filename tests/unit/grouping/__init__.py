"""Plain rules of the parent groups."""
