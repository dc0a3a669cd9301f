"""Attacks that are tried on every page there is: a page that is added is attacked by itself."""
