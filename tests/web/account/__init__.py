"""Signing in, staying in, leaving: one file a page."""
