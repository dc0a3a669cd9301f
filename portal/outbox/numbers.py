"""Phone numbers: the ways in which people write them, brought into the one that a provider takes (E.164)."""

import re

# Written between the digits, by people who copy a number from somewhere; "(0)" is no digit of it.
_BETWEEN = re.compile(r"\(0\)|[\s().\-/\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WHOLE = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
UK = "+44"


def e164(typed: str | None) -> str:
    """+447700900301 for 07700 900301, +44 (0)7700 900301, 0044…, 447700…; "" for what is no number.

    A number that does not say its country is one of the UK.
    """
    digits = _BETWEEN.sub("", typed or "")
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = UK + digits[1:]
    elif digits.startswith("44") and len(digits) == 12:
        digits = f"+{digits}"
    if digits.startswith(f"{UK}0"):
        digits = UK + digits[len(UK) + 1 :]
    # A number of the UK has ten digits after its country, and a few landlines nine.
    is_uk = not digits.startswith(UK) or len(digits) == 13 or (len(digits) == 12 and digits[3] != "7")
    return digits if _WHOLE.fullmatch(digits) and is_uk else ""
