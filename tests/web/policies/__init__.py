"""How we do things here."""
