"""The support plan: where we are, about me, the welcome, the reviews."""
