"""Who may see whom: the net under every statement, the walls of the database, and ending access."""
