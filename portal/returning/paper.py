"""What may stand on a sheet of paper: it leaves the building, and nobody knows who picks it up.

Of what staff keep among themselves nothing is printed for anybody, not for staff either. Words of one carer stand on
no paper but their own. Words of the young person stand on a paper of staff only where the young person lets everybody
at home who reads the plan read them: one parent's sheet lies on the same table as the other's.
"""

import uuid
from collections.abc import Collection, Sequence
from unicodedata import east_asian_width

from portal.models import SectionKind

# domain.md §4.3: "staff-only". A screen asks who looks; paper cannot.
NEVER_ON_PAPER = frozenset({SectionKind.RISK_STAFF})
# A line that somebody broke takes as much room as so many letters.
A_LINE = 36
_CUT = "…"


def goes_on_paper(kind: SectionKind) -> bool:
    """May this section of a plan be printed at all?"""
    return kind not in NEVER_ON_PAPER


def may_be_carried(
    readers: Collection[uuid.UUID], at_home: Collection[uuid.UUID], *, leaves_somebody_out: bool
) -> bool:
    """May words of a young person stand on a paper that staff print?

    `readers`: whom the young person chose beyond the team. `at_home`: the carers who read the plan today. What was
    told to the team alone, or to one of two homes, stays on the screen.
    """
    return bool(readers) and not leaves_somebody_out and set(at_home) <= set(readers)


def room_of(words: str) -> int:
    """How much room words take on paper, in small letters: a capital is as wide as two, and a broken line is gone."""
    return sum(
        A_LINE if sign == "\n" else 2 if sign.isupper() or east_asian_width(sign) in "WF" else 1 for sign in words
    )


def shortened(texts: Sequence[str], most: int) -> tuple[tuple[str, ...], bool]:
    """The texts as far as `most` signs of room go, the last cut at a word; and whether anything was left out."""
    kept: list[str] = []
    left = most
    for words in texts:
        if room_of(words) <= left:
            kept.append(words)
            left -= room_of(words)
            continue
        begun = _cut(words, left)
        return (*kept, *([begun] if begun else [])), True
    return tuple(kept), False


def _cut(words: str, most: int) -> str:
    """As many words as have room, with a sign that there are more; a word longer than that is cut inside."""
    for end, sign in enumerate(words):
        most -= room_of(sign)
        if most <= 0:
            begun = words[:end]
            whole = begun.rsplit(maxsplit=1)[0] if len(begun.split()) > 1 else begun
            return f"{whole.rstrip()} {_CUT}" if whole.strip() else ""
    return words
