"""Goals, what was said beside them, and the people around them."""
