"""Questions and wishes, and what became of them."""
