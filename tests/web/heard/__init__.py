"""What people say, and who reads it."""
