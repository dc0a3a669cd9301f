"""The steps of a way back."""
