"""Agreeing to a plan."""
