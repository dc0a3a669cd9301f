"""Coming in with a one-time code on paper: for somebody without e-mail, and after a lost phone."""

import uuid
from datetime import timedelta

from portal.blueprints.account.services import tries
from portal.blueprints.account.services.carers import find_carer
from portal.blueprints.account.services.tries import Limit
from portal.database import db
from portal.keys import printed_codes

TRIES_OF_NETWORK = Limit("paper: one network", most=10, within=timedelta(minutes=15))
# Twelve signs cannot be guessed at any pace; this only stops somebody from keeping the portal busy.
TRIES = Limit("paper: everybody", most=500, within=timedelta(hours=1))


def spend_paper_code(typed: str, *, network: str) -> uuid.UUID | None:
    """Use a printed code, once: the carer it belongs to, or None. TooManyTriesError when too many were wrong.

    A code of somebody whom this door is not for is not spent: staff use theirs at their own.
    """
    buckets = TRIES_OF_NETWORK.of(network), TRIES.of()
    tries.count(*buckets)
    with db.elevated("somebody comes in with a code on paper") as session:
        whose = printed_codes.hold_owner(session, typed)
        if whose is None or not find_carer(session, whose):
            return None
        spent = printed_codes.spend_printed_code(session, typed)
        if spent:
            tries.give_back(*buckets)
    return spent
