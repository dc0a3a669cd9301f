"""Shared words that several people edit."""
