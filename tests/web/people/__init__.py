"""The People pages: who is who, contact, cards and codes, ending access."""
