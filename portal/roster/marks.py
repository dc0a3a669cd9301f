"""What somebody is known by: name, mailbox and phone, now and before, so that a restriction is not left behind.

What an import changes is remembered in the record, which nothing washes out: as keyed hashes, never as the words.
"""

import json
import re
import unicodedata
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import audit, seals
from portal.models import AuditEntry

# What somebody is known by, and its value (or what stands for the value).
Mark = tuple[str, str]
MAILBOX, NAME, PHONE = "e-mail address", "name", "phone number"


def marks(values: dict[str, Any]) -> set[Mark]:
    """What somebody is known by: name, mailbox and phone, as they are compared with another's.

    In a name neither capitals nor accents nor the order of the words matter.
    """
    whole = f"{values.get('first_name') or ''} {values.get('last_name') or ''}".casefold()
    letters = (letter for letter in unicodedata.normalize("NFKD", whole) if not unicodedata.combining(letter))
    found = {
        NAME: " ".join(sorted(re.findall(r"\w+", "".join(letters)))),
        MAILBOX: values.get("email") or "",
        PHONE: re.sub(r"\D", "", values.get("phone") or ""),
    }
    return {(what, value) for what, value in found.items() if value}


def hashed(mark: Mark) -> Mark:
    """The mark as it is remembered, and as it is compared with what is remembered."""
    what, value = mark
    return what, seals.quick_hash(f"{what}:{value}")


def remember(person_id: uuid.UUID, setting_id: uuid.UUID, lost: set[Mark]) -> None:
    """Put into the record what this person was known by until now, in the transaction of the change."""
    were = dict(map(hashed, lost))
    audit.record(audit.Event.ROSTER_MARKS_CHANGED, by=None, setting_id=setting_id, person=person_id, were=were)


def remembered(session: Session) -> dict[uuid.UUID, set[Mark]]:
    """What everyone of this session's setting was known by before, hashed."""
    found: dict[uuid.UUID, set[Mark]] = {}
    lines = sa.select(AuditEntry.facts).where(AuditEntry.event == audit.Event.ROSTER_MARKS_CHANGED.label)
    for facts in map(json.loads, session.scalars(lines)):
        found.setdefault(uuid.UUID(facts["person"]), set()).update(facts["were"].items())
    return found
