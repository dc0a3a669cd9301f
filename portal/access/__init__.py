"""Who may do what, closed by default, and the one way to end it."""
