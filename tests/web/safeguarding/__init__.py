"""The one mechanism that raises a concern and climbs until a person has it."""
