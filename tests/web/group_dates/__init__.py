"""Promises of dates of parent groups."""
