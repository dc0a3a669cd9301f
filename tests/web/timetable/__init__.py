"""The week, and changes that were seen."""
