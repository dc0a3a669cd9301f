"""Not safe: who is told, who knows, and who never learns of it."""
