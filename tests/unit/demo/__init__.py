"""What the demo decides without a database."""
