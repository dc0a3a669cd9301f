"""What people hold to come in: cards and printed codes, given out by staff and used at the door."""
