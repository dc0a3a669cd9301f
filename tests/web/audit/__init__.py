"""The record: chained, anchored, only added to, one line for each look."""
