"""Drills: kills, races, fuzz, load. `make drill` prints their figures."""
