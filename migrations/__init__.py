"""The database's history, numbered and named."""
