"""What there is to read and listen to, for whoever finds groups."""
