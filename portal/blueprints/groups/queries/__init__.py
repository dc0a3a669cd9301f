"""What the pages of parent groups ask for."""
