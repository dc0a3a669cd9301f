"""Rules that hold for every page and every file, without being asked."""
