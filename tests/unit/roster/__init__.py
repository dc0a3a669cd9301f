"""The roster without a database."""
