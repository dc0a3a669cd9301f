"""The page of whoever runs a group, and the numbers for the setting."""
