"""Promises of “We can’t come”."""
