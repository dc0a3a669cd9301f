"""Saying what one saw, moving a ladder, writing a goal."""
