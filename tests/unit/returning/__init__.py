"""The plain rules of the way back."""
