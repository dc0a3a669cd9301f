"""Answering a short question, passing it over, doing something about what was noticed, and noting what became of it."""

import uuid
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from portal import asking, audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.heard import Saying, say
from portal.models import (
    AboutWhat,
    AskKind,
    Destination,
    FollowUp,
    HowItGoes,
    HowSaid,
    Place,
    ReturnOutcome,
    ReturnWarning,
    Voice,
    WayBack,
    YesNoUnknown,
)
from portal.returning.following import raise_warnings
from portal.returning.held import REASON, reasons_of
from portal.revisions import first_revision, save_words

OUTCOME_FIELDS = ("on_roll", "not_excluded", "sessions_possible", "sessions_attended")


def answer(row: FollowUp, going: HowItGoes, *, number: uuid.UUID, by: Viewer) -> None:
    """Keep how somebody says it goes. The first answer counts; the same tap twice, or two at once, is one."""
    if not _close(row, going, number):
        return
    audit.record(audit.Event.AFTER_FOLLOW_UP_ANSWERED, by=by, pupils=[row.pupil_id], follow_up=row.id)
    raise_warnings(row.way_id, clock.today(), by=by)


def pass_over(row: FollowUp, *, by: Viewer) -> None:
    """Somebody does not want to say. They are not asked again until the next one is due."""
    if _close(row, None, None):
        audit.record(audit.Event.AFTER_FOLLOW_UP_PASSED, by=by, pupils=[row.pupil_id], follow_up=row.id)


def _close(row: FollowUp, going: HowItGoes | None, number: uuid.UUID | None) -> bool:
    still_open = sa.update(FollowUp).where(FollowUp.id == row.id, FollowUp.answered_at.is_(None))
    values = {"going": going, "client_id": number, "answered_at": clock.now()}
    done = db.session.execute(still_open.values(**values), execution_options={"synchronize_session": False})
    db.session.refresh(row)
    return bool(done.rowcount)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class More:
    """What somebody adds to an answer: words and days, each of which may be missing, and who helped."""

    words: str
    days_missed: int | None
    how: HowSaid


def say_more(
    row: FollowUp, more: More, *, for_id: uuid.UUID | None, about_words: str, number: uuid.UUID, by: Viewer
) -> None:
    """Words and days beside an answer, neither of them needed. The same form sent twice is one.

    Words of the young person, of home and of the school are somebody's to answer (`for_id`), like any other words;
    those of the team are not.
    """
    words, days_missed, how = more.words, more.days_missed, more.how
    if row.contribution_id is not None:
        return
    if words:
        saying = Saying(row.pupil_id, Place.AFTER_RETURN, number, words=words, about_id=row.id, how_said=how)
        row.contribution_id = _keep(saying, row.voice, about_words, for_id, by)
    row.how_said = how
    if days_missed is not None:
        row.days_missed = days_missed
    audit.record(audit.Event.AFTER_FOLLOW_UP_ANSWERED, by=by, pupils=[row.pupil_id], follow_up=row.id)
    raise_warnings(row.way_id, clock.today(), by=by)


def _keep(saying: Saying, voice: Voice, about_words: str, for_id: uuid.UUID | None, by: Viewer) -> uuid.UUID:
    if voice is Voice.TEAM or for_id is None:
        return say(saying, by=by).id
    asked = asking.ask(saying, kind=AskKind.SAID, about=AboutWhat.WAY, about_words=about_words, for_id=for_id, by=by)
    return asked.contribution_id


def do_about(row: ReturnWarning, what_was_done: str, *, by: Viewer) -> None:
    """Somebody has done something about what was noticed, and says what. Twice is once."""
    if row.done_at is None:
        row.done_at, row.what_was_done = clock.now(), what_was_done
        row.seen_at = row.seen_at or row.done_at
        audit.record(audit.Event.AFTER_WARNING_DONE, by=by, pupils=[row.pupil_id], warning=row.id)


def say_returned(way: WayBack, on: date, destination: Destination, *, opened: int, by: Viewer) -> None:
    """The child is there full time since a day: from now on everybody is asked how it goes.

    ClashError when somebody else has saved the plan since it was opened.
    """
    words = {"returned_on": on.isoformat(), "destination": destination.value}
    if save_words(way, words, opened=opened, by=by):
        facts = {"way": way.id, "version": way.version}
        audit.record(audit.Event.AFTER_RETURN_SAID, by=by, pupils=[way.pupil_id], **facts)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Noted:
    """How it stands after 12, 26 or 52 weeks, as far as somebody knows. Half days: both, or neither."""

    on_roll: YesNoUnknown
    not_excluded: YesNoUnknown
    sessions_possible: int | None
    sessions_attended: int | None
    # Why the half days are others than our marks say; empty where they are not.
    why: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The same as shared words, by field, with the reason."""
        values = {name: getattr(self, name) for name in OUTCOME_FIELDS}
        return {**{name: "" if value is None else str(value) for name, value in values.items()}, REASON: self.why}


def note_outcome(
    way: WayBack, weeks: int, noted: Noted, *, before: ReturnOutcome | None, opened: int, by: Viewer
) -> None:
    """Note how it stands after so many weeks; what was noted before is kept as a revision.

    ClashError when somebody else has noted since the form was opened.
    """
    row = before
    if row is None:
        of = {"setting_id": way.setting_id, "pupil_id": way.pupil_id, "way_id": way.id, "noted_by_id": by.person_id}
        facts = {name: getattr(noted, name) for name in OUTCOME_FIELDS}
        row = ReturnOutcome(id=uuid.uuid4(), weeks=weeks, version=1, **of, **facts)
        db.session.add(row)
        db.session.flush()
        first_revision(row, noted.words, by=by)
    elif save_words(row, noted.words, opened=opened, by=by, read=_read(row), put=_put(row)):
        row.noted_by_id, row.noted_at = by.person_id, clock.now()
    facts = {"weeks": weeks, "version": row.version}
    audit.record(audit.Event.AFTER_OUTCOME_NOTED, by=by, pupils=[way.pupil_id], **facts)


def _read(row: ReturnOutcome):  # type: ignore[no-untyped-def]
    def read() -> dict[str, str]:
        values = {name: getattr(row, name) for name in OUTCOME_FIELDS}
        words = {name: "" if value is None else str(value) for name, value in values.items()}
        return {**words, REASON: reasons_of([row]).get(row.id, "")}

    return read


def _put(row: ReturnOutcome):  # type: ignore[no-untyped-def]
    def put(name: str, value: str) -> None:
        if name == REASON:
            return  # it stands in the revision
        kept = YesNoUnknown(value) if name in ("on_roll", "not_excluded") else int(value) if value else None
        setattr(row, name, kept)

    return put
