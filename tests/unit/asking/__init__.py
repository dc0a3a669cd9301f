"""The rules of a question."""
