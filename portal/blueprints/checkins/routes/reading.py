"""Reading: their own weeks, what came home, and what staff see of it."""
