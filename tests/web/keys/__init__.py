"""What people hold to come in, as it is given out and taken back."""
