"""Plans and their sections, what was said beside them, what was typed and not sent, and who changed what."""
