"""Whose rows may this person see? The only package that answers.

`conditions.py` says it in words that a query uses by name, `rules.py` says it for every table, `net.py` puts the rules
under each ORM statement (for the query that somebody forgot), `writing.py` guards what is written.
"""

from portal.database import db
from portal.visibility import net
from portal.visibility.conditions import (
    people_looked_after_by,
    people_visible_to,
    pupil_ids_visible_to,
    pupils_visible_to,
    relationship_is_open,
    relationships_visible_to,
    way_ids_followed_by,
    ways_before_a_new_placement,
)
from portal.visibility.writing import NotTheirRowError

db.hold_apart()

__all__ = [
    "NotTheirRowError",
    "net",
    "people_looked_after_by",
    "people_visible_to",
    "pupil_ids_visible_to",
    "pupils_visible_to",
    "relationship_is_open",
    "relationships_visible_to",
    "way_ids_followed_by",
    "ways_before_a_new_placement",
]
