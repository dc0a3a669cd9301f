"""What staff change about people, one subject a module. Everything here is recorded with what it changes."""
