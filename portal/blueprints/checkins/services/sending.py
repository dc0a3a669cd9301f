"""The end of a check-in: words, a drawing or a voice note, which always have a reader; and who gets the rest."""

import uuid
from dataclasses import dataclass

from portal import asking, clock
from portal.access.viewer import Viewer
from portal.blueprints.checkins.queries.own import list_said
from portal.blueprints.checkins.services.answering import AlreadySentError, record_finished
from portal.blueprints.checkins.services.talking import leave_out_of_wishes
from portal.database import db
from portal.heard import Reader, Saying, let_read
from portal.models import AboutWhat, AskKind, CheckIn, CheckInReader, Place, Sharing


@dataclass(frozen=True)
class More:
    """What they want to say beside the pictures, who sees to it, and whom they leave out."""

    client_id: uuid.UUID
    kind: str
    goes_to: Reader
    leaves_out: Reader | None = None
    words: str = ""
    # A JPEG, newly encoded, with its size; a voice note with its kind.
    photo: tuple[bytes, int, int] | None = None
    sound: tuple[bytes, str] | None = None


@dataclass(frozen=True)
class Choice:
    """Who gets it, as they chose, and which readers at home."""

    sharing: Sharing
    readers: tuple[Reader, ...] = ()


def say_more(check_in: CheckIn, more: More, *, by: Viewer) -> None:
    """Keep it and give it to its reader at once. The same form twice is one. A finished check-in still takes words:

    they are rows of their own, and what a child wrote is not thrown away.
    """
    left_out = more.leaves_out.person_id if more.leaves_out else check_in.not_for_id
    saying = Saying(
        pupil_id=check_in.pupil_id,
        place=Place.CHECK_IN,
        client_id=more.client_id,
        words=more.words,
        about_id=check_in.id,
        topic=more.kind,
        not_for_id=left_out,
        how_said=check_in.how_said,
        photo=more.photo,
        sound=more.sound,
    )
    reader = more.goes_to.person_id
    asking.ask(saying, kind=AskKind.SAID, about=AboutWhat.CHECK_IN, about_words="", for_id=reader, by=by)
    if check_in.finished_at is None:
        check_in.not_for_id = left_out
    if more.leaves_out:
        leave_out_of_wishes(check_in, more.leaves_out, more.goes_to, by=by)


def leave_out(check_in: CheckIn, reader: Reader, instead: Reader, *, by: Viewer) -> None:
    """ "Not this person": those who keep children safe read it. AlreadySentError when it has been sent."""
    assert check_in.person_id == by.person_id
    if check_in.finished_at is not None:
        raise AlreadySentError
    check_in.not_for_id = reader.person_id
    leave_out_of_wishes(check_in, reader, instead, by=by)


def send(check_in: CheckIn, choice: Choice, *, by: Viewer) -> None:
    """Send it to whom they chose. The same choice twice is once; another one is refused (AlreadySentError)."""
    wanted = {reader.person_id for reader in choice.readers}
    if check_in.finished_at is not None:
        if (check_in.sharing, {one.person_id for one in check_in.readers}) != (choice.sharing, wanted):
            raise AlreadySentError
        return
    check_in.sharing, check_in.finished_at = choice.sharing, clock.now()
    db.session.add_all(
        CheckInReader(
            setting_id=by.setting_id,
            pupil_id=check_in.pupil_id,
            check_in_id=check_in.id,
            person_id=reader.person_id,
            shown_as=reader.first_name,
        )
        for reader in choice.readers
    )
    let_read(list_said(check_in.id, viewer=by), choice.readers, by=by)
    record_finished(check_in, by=by)
