"""The one place that all words of young people and carers pass, here and in every later room.

`audience.py` says who would read them, before they are sent; `saying.py` keeps them, as they were said. Signs of harm
are looked for here, and nowhere else (tests/house_rules/test_the_code.py: nothing else makes a Contribution).
"""

from portal.heard.audience import Audience, Reader, find_audience
from portal.heard.saying import MOST_SIGNS, Saying, TooLongError, say
from portal.heard.words import names_of_others

__all__ = [
    "MOST_SIGNS",
    "Audience",
    "Reader",
    "Saying",
    "TooLongError",
    "find_audience",
    "names_of_others",
    "say",
]
