"""Journeys: people at the really running portal, in a real browser. One file a journey."""
