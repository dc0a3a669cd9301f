"""The roster on both databases."""
