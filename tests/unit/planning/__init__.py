"""The plain rules of a support plan."""
