"""We have decided, or we have not decided."""
