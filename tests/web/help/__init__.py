"""I need help now."""
