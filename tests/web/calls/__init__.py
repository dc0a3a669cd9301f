"""Ring me instead."""
