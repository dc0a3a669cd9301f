"""Keeping what somebody said: in their words, with the readers they were shown, once however often it is sent."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit, clock
from portal.access.viewer import Viewer
from portal.database import db
from portal.heard.audience import Reader, voice_of
from portal.models import (
    Cause,
    Contribution,
    ContributionPhoto,
    ContributionReader,
    ContributionSound,
    HowSaid,
    Level,
    Place,
    Voice,
)
from portal.safeguarding import Alarm, raise_concern
from portal.signs import Level as Loudness
from portal.signs import find_signs, highest
from portal.web.typed import tidy

# Signs of one contribution. More than that is asked to be sent in parts; nothing is cut.
MOST_SIGNS = 20_000

_LISTENED_TO = frozenset({Voice.YOUNG, Voice.HOME})
_LEVELS = {Loudness.NOW: Level.NOW, Loudness.TODAY: Level.TODAY}


class TooLongError(ValueError):
    """The words are longer than MOST_SIGNS."""


class Replaces(Enum):
    """What the same person said before, and what makes way for this. It is kept, and no longer shown as theirs now."""

    NOTHING = auto()
    # On the same card, or to the same question.
    SAME_TOPIC = auto()
    # Beside the same row, whatever they chose then.
    SAME_PLACE = auto()


@dataclass(frozen=True)
class Saying:
    """What is about to be kept. `speaker` (their id and voice) is whose words they are when staff enter them."""

    pupil_id: uuid.UUID
    place: Place
    client_id: uuid.UUID
    words: str = ""
    about_id: uuid.UUID | None = None
    topic: str = ""
    readers: tuple[Reader, ...] = ()
    not_for_id: uuid.UUID | None = None
    how_said: HowSaid = HowSaid.BY_MYSELF
    speaker: tuple[uuid.UUID, Voice] | None = None
    # A JPEG, newly encoded, with its width and height.
    photo: tuple[bytes, int, int] | None = None
    # A voice note and its kind, recognised by its first bytes (portal/sounds.py).
    sound: tuple[bytes, str] | None = None
    replaces: Replaces = Replaces.NOTHING


def say(saying: Saying, *, by: Viewer) -> Contribution:
    """Keep it, with its readers, in the caller's transaction. The same form sent twice, or at once, is one.

    TooLongError when it is longer than MOST_SIGNS; NoResultFound when the number of the form is somebody else's.
    """
    if len(saying.words) > MOST_SIGNS:
        raise TooLongError
    sent = _find_sent(saying, by)
    if sent is not None:
        return sent
    said = row_of(saying, by)
    try:
        with db.session.begin_nested():
            db.session.add(said)
    except IntegrityError:
        # The same form, sent at the same moment, was quicker.
        sent = _find_sent(saying, by)
        if sent is None:
            raise NoResultFound from None
        return sent
    _make_way(said, saying.replaces)
    _keep_readers(said, saying.readers)
    _keep_photo(said, saying.photo)
    _keep_sound(said, saying.sound)
    _look_for_signs(said, by)
    audit.record(audit.Event.HEARD_WORDS_SAID, by=by, pupils=[said.pupil_id], contribution=said.id, place=said.place)
    return said


def let_read(said: Iterable[Contribution], readers: tuple[Reader, ...], *, by: Viewer) -> None:
    """They chose these readers after they had said it: from now on they read it, too. Only one's own words."""
    for one in said:
        if one.person_id == by.person_id:
            _keep_readers(one, readers)


def _look_for_signs(said: Contribution, by: Viewer) -> None:
    """Words by which a young person, or an adult of their home, may say that somebody is not safe raise a concern.

    Whoever wrote them down; the words of staff themselves do not. Whom the writer left out is told of nothing.
    """
    alarm = alarm_of(said)
    if alarm is not None:
        raise_concern(alarm, by=by)


def alarm_of(said: Contribution) -> Alarm | None:
    """What these words raise, if they raise anything."""
    signs = find_signs(said.words) if said.voice in _LISTENED_TO else ()
    level = highest(signs)
    if level is None:
        return None
    return Alarm(
        said.pupil_id,
        _LEVELS[level],
        Cause.WORDS,
        said.id,
        person_id=said.person_id,
        contribution_id=said.id,
        words=said.words,
        phrases=tuple(dict.fromkeys(sign.phrase for sign in signs)),
        about=frozenset({said.not_for_id} if said.not_for_id else ()),
        keepers_only=said.place is Place.GROUP,
    )


def row_of(saying: Saying, by: Viewer) -> Contribution:
    """The words as they are kept, in no session yet."""
    person_id = saying.speaker[0] if saying.speaker else by.person_id
    return Contribution(
        id=uuid.uuid4(),
        setting_id=by.setting_id,
        pupil_id=saying.pupil_id,
        person_id=person_id,
        voice=saying.speaker[1] if saying.speaker else voice_of(by),
        place=saying.place,
        about_id=saying.about_id,
        topic=saying.topic,
        words=tidy(saying.words),
        how_said=saying.how_said,
        entered_by_id=by.person_id if saying.speaker else None,
        not_for_id=saying.not_for_id,
        client_id=saying.client_id,
        said_at=clock.now(),
    )


def _find_sent(saying: Saying, by: Viewer) -> Contribution | None:
    mine = sa.or_(Contribution.person_id == by.person_id, Contribution.entered_by_id == by.person_id)
    return db.session.scalars(
        sa.select(Contribution).where(Contribution.client_id == saying.client_id, mine)
    ).one_or_none()


def _make_way(said: Contribution, replaces: Replaces) -> None:
    if replaces is Replaces.NOTHING:
        return
    earlier = sa.update(Contribution).where(
        Contribution.id != said.id,
        Contribution.pupil_id == said.pupil_id,
        Contribution.person_id == said.person_id,
        Contribution.place == said.place,
        Contribution.about_id == said.about_id if said.about_id else Contribution.about_id.is_(None),
        Contribution.replaced_at.is_(None),
    )
    if replaces is Replaces.SAME_TOPIC:
        earlier = earlier.where(Contribution.topic == said.topic)
    db.session.execute(earlier.values(replaced_at=said.said_at), execution_options={"synchronize_session": "fetch"})


def _keep_readers(said: Contribution, readers: tuple[Reader, ...]) -> None:
    db.session.add_all(
        ContributionReader(
            setting_id=said.setting_id,
            pupil_id=said.pupil_id,
            contribution_id=said.id,
            person_id=reader.person_id,
            shown_as=reader.first_name,
        )
        for reader in readers
    )


def _keep_photo(said: Contribution, photo: tuple[bytes, int, int] | None) -> None:
    if photo is None:
        return
    content, width, height = photo
    db.session.add(
        ContributionPhoto(
            setting_id=said.setting_id,
            pupil_id=said.pupil_id,
            contribution_id=said.id,
            content=content,
            width=width,
            height=height,
        )
    )


def _keep_sound(said: Contribution, sound: tuple[bytes, str] | None) -> None:
    if sound is None:
        return
    content, kind = sound
    db.session.add(
        ContributionSound(
            setting_id=said.setting_id,
            pupil_id=said.pupil_id,
            contribution_id=said.id,
            content=content,
            kind=kind,
        )
    )
