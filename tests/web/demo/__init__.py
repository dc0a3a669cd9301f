"""The demo: its page, its clock, its keys, and the command that starts it."""
