"""Whether a family has heard only of problems: a plain rule, without database and web.

domain.md §9.4: contact with parents is personal, positive and two-way; product.md: a quiet nudge to the key worker when
a family has only heard problems.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.models import Tone

LOOKED_BACK = timedelta(weeks=2)


@dataclass(frozen=True)
class Touch:
    """That staff were in touch with the family of a pupil: what it was about, and when."""

    pupil_id: uuid.UUID
    tone: Tone
    at: datetime


def heard_only_hard_things(touches: Iterable[Touch], now: datetime) -> frozenset[uuid.UUID]:
    """The pupils whose family heard something hard in the two weeks before `now`, and nothing good.

    What was neither ("see you tomorrow") makes up for nothing and accuses of nothing. A moment two weeks ago to the
    second still counts; one to come does not.
    """
    tones: dict[uuid.UUID, set[Tone]] = {}
    for touch in touches:
        if now - LOOKED_BACK <= touch.at <= now:
            tones.setdefault(touch.pupil_id, set()).add(touch.tone)
    return frozenset(pupil for pupil, found in tones.items() if Tone.HARD in found and Tone.GOOD not in found)
