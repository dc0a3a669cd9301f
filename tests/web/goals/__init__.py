"""The goals of the support plan."""
