"""Words by which somebody may say that they are not safe. A list of phrases raises an alert early; it never lowers one.

Plain: it knows no web, no database, and nothing else of the portal. What it is and is not: docs/signs.md.
"""

from portal.signs.finding import Sign, find_places, find_signs, highest
from portal.signs.reading import Level, ListError

__all__ = ["Level", "ListError", "Sign", "find_places", "find_signs", "highest"]
