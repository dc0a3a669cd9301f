"""The one place that all words of young people and carers pass, here and in every later room.

`audience.py` says who would read them, before they are sent; `saying.py` keeps them, as they were said; `writers.py`
says whose they are. Signs of harm are looked for here, and nowhere else (tests/house_rules/test_the_code.py: nothing
else makes a Contribution).
"""

from portal.heard.audience import Audience, Reader, find_audience, find_link_teacher
from portal.heard.saying import MOST_SIGNS, Replaces, Saying, TooLongError, let_read, say
from portal.heard.words import names_of_families, names_of_others, names_of_pupils
from portal.heard.writers import find_writers

__all__ = [
    "MOST_SIGNS",
    "Audience",
    "Reader",
    "Replaces",
    "Saying",
    "TooLongError",
    "find_audience",
    "find_link_teacher",
    "find_writers",
    "let_read",
    "names_of_families",
    "names_of_others",
    "names_of_pupils",
    "say",
]
