"""Numbers, and how a text leaves."""
