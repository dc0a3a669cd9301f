"""One factory a noun: it fills in everything that a test does not care about."""
