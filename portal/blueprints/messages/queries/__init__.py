"""Threads and their messages, and what waits for staff."""
