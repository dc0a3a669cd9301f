"""Questions on their way to an answer."""
