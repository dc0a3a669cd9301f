"""Roles, permissions and what each table shows."""
