"""A check-in that was on paper, entered by staff as it was said: what follows is as if it had been tapped."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from portal import asking, audit, clock
from portal.access.viewer import Viewer
from portal.blueprints.checkins.queries.staff import find_entered
from portal.blueprints.checkins.services.safety import answer_safety, say_where
from portal.database import db
from portal.heard import Reader, Saying
from portal.models import (
    AboutWhat,
    AskKind,
    Cause,
    CheckIn,
    CheckInReader,
    HowSaid,
    Level,
    Place,
    Presentation,
    Pupil,
    Safe,
    Sharing,
    Voice,
)
from portal.safeguarding import Alarm, raise_concern

NOON = time(12)


@dataclass(frozen=True)
class Paper:
    """What stands on the paper. `answers` by question, `readers` at home whom they chose, `on` None for today.

    `goes_to` sees to it, and `leaves_out` is who does not get it, as they marked.
    """

    client_id: uuid.UUID
    presentation: Presentation
    answers: Mapping[str, str]
    safe: Safe | None
    where: str
    wants_to_talk: bool
    words: str
    readers: tuple[Reader, ...]
    on: date | None
    goes_to: Reader | None = None
    leaves_out: Reader | None = None

    @property
    def not_for_id(self) -> uuid.UUID | None:
        """Who does not get it."""
        return self.leaves_out.person_id if self.leaves_out else None


def enter_paper(pupil: Pupil, paper: Paper, *, by: Viewer) -> CheckIn:
    """Keep it, its words, its wish to talk and its answer about safety. The same form sent twice is one."""
    sent = find_entered(paper.client_id, viewer=by)
    if sent is not None:
        return sent
    row = _keep(pupil, paper, by)
    for_id = paper.goes_to.person_id if paper.goes_to else by.person_id
    if paper.words:
        _ask(row, paper, AskKind.SAID, for_id, by)
    if paper.wants_to_talk:
        _ask(row, paper, AskKind.TALK, for_id, by)
        number = uuid.uuid5(paper.client_id, Cause.WANTS_TO_TALK)
        about = frozenset({row.not_for_id} if row.not_for_id else ())
        alarm = Alarm(row.pupil_id, Level.TODAY, Cause.WANTS_TO_TALK, number, person_id=row.person_id, about=about)
        raise_concern(alarm, by=by)
    if paper.safe:
        said = answer_safety(row.pupil_id, paper.safe, paper.client_id, by=by, whose_id=row.person_id)
        if paper.where:
            say_where(said, paper.where, by=by)
    audit.record(audit.Event.CHECKINS_CHECKIN_FINISHED, by=by, pupils=[pupil.id], checkin=row.id)
    return row


def _keep(pupil: Pupil, paper: Paper, by: Viewer) -> CheckIn:
    now = clock.now()
    is_today = paper.on in (None, clock.today())
    row = CheckIn(
        # From the form's own number: what hangs on it has the same numbers however often the form comes.
        id=uuid.uuid5(by.setting_id, f"paper {paper.client_id}"),
        setting_id=by.setting_id,
        pupil_id=pupil.id,
        person_id=pupil.person_id,
        presentation=paper.presentation,
        how_said=HowSaid.ON_PAPER,
        entered_by_id=by.person_id,
        not_for_id=paper.not_for_id,
        sharing=Sharing.TEAM_AND_HOME if paper.readers else Sharing.TEAM,
        talk="today" if paper.wants_to_talk else "",
        client_id=paper.client_id,
        begun_at=now,
        finished_at=now if is_today or not paper.on else datetime.combine(paper.on, NOON, tzinfo=clock.LONDON),
        **paper.answers,
    )
    db.session.add(row)
    db.session.flush()
    about = {"setting_id": by.setting_id, "pupil_id": pupil.id, "check_in_id": row.id}
    db.session.add_all(
        CheckInReader(person_id=reader.person_id, shown_as=reader.first_name, **about) for reader in paper.readers
    )
    return row


def _ask(row: CheckIn, paper: Paper, kind: AskKind, for_id: uuid.UUID, by: Viewer) -> None:
    """What they wrote, and that they want to talk, each on its way to an answer. A wish to talk does not go home."""
    is_talk = kind is AskKind.TALK
    saying = Saying(
        pupil_id=row.pupil_id,
        place=Place.CHECK_IN,
        client_id=uuid.uuid5(paper.client_id, kind),
        words="" if is_talk else paper.words,
        about_id=row.id,
        topic="talk" if is_talk else "",
        readers=() if is_talk else paper.readers,
        not_for_id=paper.not_for_id,
        how_said=HowSaid.ON_PAPER,
        speaker=(row.person_id, Voice.YOUNG),
    )
    asking.ask(saying, kind=kind, about=AboutWhat.CHECK_IN, about_words="", for_id=for_id, by=by)
