"""News of the setting to all or some families."""
