"""The faces of staff."""
