"""What the People pages read, one subject a module."""
