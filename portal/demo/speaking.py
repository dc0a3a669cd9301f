"""The people of the demo as if they were signed in: their words pass the same place as everybody's (portal/heard)."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.viewer import Viewer
from portal.heard import Reader, find_audience
from portal.models import Contribution, Person, Place, Pupil, RoleHolding
from portal.roster.relative import date_of


class Cast:
    """Everybody of the demo's setting by their name in its files ("leila")."""

    def __init__(self, session: Session, setting_id: uuid.UUID) -> None:
        self.session, self.setting_id = session, setting_id
        rows = session.scalars(sa.select(Person).where(Person.setting_id == setting_id))
        self.people = {person.external_id: person for person in rows if person.external_id}
        pupils = session.scalars(sa.select(Pupil).where(Pupil.setting_id == setting_id)).unique()
        self.pupils = {pupil.external_id: pupil.id for pupil in pupils if pupil.external_id}

    def viewer(self, slug: str) -> Viewer:
        """Somebody as a request would know them. KeyError for a name that is not in the files."""
        person, now = self.people[slug], clock.now()
        roles = self.session.scalars(sa.select(RoleHolding.role).where(RoleHolding.person_id == person.id))
        return Viewer(
            person_id=person.id,
            setting_id=self.setting_id,
            setting_name="",
            first_name=person.first_name,
            last_name=person.last_name,
            roles=frozenset(roles),
            language=person.language,
            sign_in_id=uuid.uuid5(person.id, "the demo"),
            device="demo",
            proved_at=now,
            ends_at=now,
        )

    def readers(self, who: str, pupil_id: uuid.UUID, place: Place, chosen: Iterable[str]) -> tuple[Reader, ...]:
        """Those whom somebody chose to read it. ValueError when a page would not have offered one of them."""
        wanted = frozenset(self.people[slug].id for slug in chosen)
        found = find_audience(pupil_id, place, viewer=self.viewer(who)).chosen(wanted)
        if len(found) != len(wanted):
            raise ValueError(f"{who} cannot say this to all of {', '.join(chosen)}.")
        return found

    def has_heard(self, client_id: uuid.UUID) -> bool:
        """True when this was said when the demo was filled before."""
        sent = sa.select(Contribution.id).where(Contribution.client_id == client_id)
        return self.session.scalar(sent) is not None


def day(written: str) -> date:
    """A day of the demo's files ("last Tuesday"), as it is today. ValueError for what is none."""
    found = date_of(written, clock.today())
    if found is None:
        raise ValueError(f"“{written}” is no day of the demo.")
    return found


def moment(on: date, at: time) -> datetime:
    """This time of day in London, and never later than now."""
    return min(datetime.combine(on, at, tzinfo=clock.LONDON), clock.now())
