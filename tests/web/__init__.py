"""Pages as people meet them, on SQLite and on PostgreSQL. One file a page."""
