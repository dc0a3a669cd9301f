"""The pages of concerns: the young person's, and those of staff."""
