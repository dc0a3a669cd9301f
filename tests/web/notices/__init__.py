"""Promises of how people are told, and of what does not arrive."""
