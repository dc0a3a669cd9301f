"""Messages between a family and the team."""
