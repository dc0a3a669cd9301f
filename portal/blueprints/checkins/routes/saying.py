"""Saying how one is: the young person's own pages, one question each."""
