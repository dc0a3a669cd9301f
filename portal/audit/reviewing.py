"""What stands out in the record of the last days, for the safeguarding lead to go through each week.

A look is a page, a file or a recording about one pupil. A list names many at once, and is how everybody's day begins:
it counts for none of them.
"""

import json
import uuid
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.policy import PROFESSIONALS, Role
from portal.audit.events import Event
from portal.models import Absence, AuditEntry, Contact, Person, Placement, Pupil, Relationship

LOOKS = tuple(event.label for event in Event if event.label.endswith((".shown", ".heard")))
AN_HOUR = timedelta(hours=1)
# From here on it stands out.
MANY_IN_AN_HOUR, MANY_REFUSED = 20, 5
Tie = tuple[date, date]


@dataclass
class Findings:
    """What one person did: looks by pupil (ids of the roster), the most pupils within an hour, refusals."""

    who: str
    roles: frozenset[Role]
    off_caseload: Counter[str] = field(default_factory=Counter)
    restricted: Counter[str] = field(default_factory=Counter)
    most_in_an_hour: int = 0
    refused: int = 0
    _last_hour: deque[tuple[datetime, str]] = field(default_factory=deque)

    @property
    def stands_out(self) -> bool:
        """Is there anything that somebody should ask about?"""
        return bool(self.off_caseload or self.restricted or self.opened_many or self.refused_often)

    @property
    def opened_many(self) -> bool:
        """More than 20 different pupils within an hour."""
        return self.most_in_an_hour > MANY_IN_AN_HOUR

    @property
    def refused_often(self) -> bool:
        """More than a handful of times they asked for what is not there or not theirs."""
        return self.refused > MANY_REFUSED

    def add_look(self, at: datetime, pupil: str, *, is_theirs: bool, is_restricted: bool) -> None:
        """Count one look, later than those before."""
        if not is_theirs:
            self.off_caseload[pupil] += 1
        if is_restricted:
            self.restricted[pupil] += 1
        self._last_hour.append((at, pupil))
        while at - self._last_hour[0][0] > AN_HOUR:
            self._last_hour.popleft()
        self.most_in_an_hour = max(self.most_in_an_hour, len({one for _at, one in self._last_hour}))


def review(session: Session, setting_id: uuid.UUID, since: datetime) -> list[Findings]:
    """Whoever stands out in one setting since then, by the id of the roster: staff, and families refused too often."""
    ties, restricted = _ties(session, setting_id), _restricted(session, setting_id)
    people = dict(_ids(session, Person, setting_id))
    pupils = dict(_ids(session, Pupil, setting_id))
    found: dict[uuid.UUID, Findings] = {}
    for line in _lines(session, setting_id, since):
        roles = frozenset(Role(role) for role in line.roles.split(",") if role)
        one = found.setdefault(line.by_id, Findings(people.get(line.by_id, str(line.by_id)), roles))
        if line.event == Event.ACCESS_REFUSED.label:
            one.refused += 1
        elif roles & PROFESSIONALS and (pupil_id := _only_one(line.pupils)):
            on = clock.london(line.at).date()
            is_theirs = any(first <= on <= last for first, last in ties[line.by_id, pupil_id])
            name = pupils.get(pupil_id, str(pupil_id))
            one.add_look(line.at, name, is_theirs=is_theirs, is_restricted=pupil_id in restricted)
    return sorted((one for one in found.values() if one.stands_out), key=lambda one: one.who)


def _lines(session: Session, setting_id: uuid.UUID, since: datetime) -> Iterable[sa.Row[*tuple[object, ...]]]:
    wanted = (*LOOKS, Event.ACCESS_REFUSED.label)
    columns = (AuditEntry.at, AuditEntry.by_id, AuditEntry.roles, AuditEntry.event, AuditEntry.pupils)
    theirs = (AuditEntry.setting_id == setting_id, AuditEntry.at >= since, AuditEntry.by_id.is_not(None))
    lines = sa.select(*columns).where(*theirs, AuditEntry.event.in_(wanted)).order_by(AuditEntry.number)
    return session.execute(lines)


def _only_one(pupils: str) -> uuid.UUID | None:
    ids = json.loads(pupils)
    return uuid.UUID(ids[0]) if len(ids) == 1 else None


def _ids(session: Session, model: type[Person] | type[Pupil], setting_id: uuid.UUID) -> Iterator[tuple[uuid.UUID, str]]:
    for row in session.execute(sa.select(model.id, model.external_id).where(model.setting_id == setting_id)):
        yield row.id, row.external_id or str(row.id)


def _ties(session: Session, setting_id: uuid.UUID) -> defaultdict[tuple[uuid.UUID, uuid.UUID], list[Tie]]:
    """From when to when a pupil was somebody's: their key worker, who covered, the link teacher, by a relationship."""
    found: defaultdict[tuple[uuid.UUID, uuid.UUID], list[Tie]] = defaultdict(list)
    absences = list(session.scalars(sa.select(Absence).where(Absence.setting_id == setting_id)))
    for row in session.scalars(sa.select(Placement).where(Placement.setting_id == setting_id)):
        # As in visibility's caseload: a placement is prepared before it begins.
        whole = (date.min, row.ended_on or date.max)
        found[row.key_worker_id, row.pupil_id].append(whole)
        if row.link_teacher_id:
            found[row.link_teacher_id, row.pupil_id].append(whole)
        for away in absences:
            if away.cover_id and away.person_id == row.key_worker_id:
                found[away.cover_id, row.pupil_id].append((away.from_on, away.until_on))
    let_in = Relationship.contact.in_((Contact.OPEN, Contact.LIMITED))
    for tie in session.scalars(sa.select(Relationship).where(Relationship.setting_id == setting_id, let_in)):
        found[tie.person_id, tie.pupil_id].append((tie.from_on, tie.until_on or date.max))
    return found


def _restricted(session: Session, setting_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The pupils around whom somebody may have no contact or only some, or there is a court order, now or once."""
    kept_away = sa.or_(Relationship.contact.in_((Contact.LIMITED, Contact.NONE)), Relationship.order_type.is_not(None))
    return frozenset(
        session.scalars(sa.select(Relationship.pupil_id).where(Relationship.setting_id == setting_id, kept_away))
    )
