"""Check-ins for tests: finished ones, with whom they were shared, and words that are on their way to an answer."""

import uuid
from typing import Any

from portal import asking
from portal.access.viewer import Viewer
from portal.database import SYSTEM, db
from portal.heard import Reader, Saying
from portal.models import (
    AboutWhat,
    AskKind,
    CheckIn,
    CheckInReader,
    ContributionPhoto,
    ContributionSound,
    Person,
    Place,
    Presentation,
    Sharing,
    Voice,
)
from tests import cast
from tests.factories.asks import KEY_WORKERS, london

DRAWING, SOUND = b"\xff\xd8 a drawing", b"OggS a voice note"


def in_english() -> None:
    """Every adult and child of the cast reads English."""
    with db.work(SYSTEM, reason="a test") as session:
        for slug in cast.SLUGS:
            session.get_one(Person, cast.person(slug)).language = "en"


def checked_in(
    child: str, how: str = "good", *, on: str = "2026-11-24 09:00", home: tuple[str, ...] = (), **facts: Any
) -> uuid.UUID:
    """A finished check-in, for the team or for these at `home`, too. Returns its id."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child)}
    row = CheckIn(
        id=uuid.uuid4(),
        person_id=cast.person(child),
        client_id=uuid.uuid4(),
        begun_at=london(on),
        **{
            "presentation": Presentation.OLDER,
            "how": how,
            "sharing": Sharing.TEAM_AND_HOME if home else Sharing.TEAM,
            "finished_at": london(on),
            **about,
            **facts,
        },
    )
    with db.work(SYSTEM, reason="a test") as session:
        session.add(row)
        session.flush()
        session.add_all(
            CheckInReader(check_in_id=row.id, person_id=cast.person(one), shown_as=one.title(), **about) for one in home
        )
        return row.id


def said(
    check_in: uuid.UUID,
    child: str,
    words: str,
    *,
    kind: AskKind = AskKind.SAID,
    home: tuple[str, ...] = (),
    **facts: Any,
) -> tuple[uuid.UUID, uuid.UUID]:
    """Words of a check-in, or a wish to talk, with a drawing and a voice note: the ids of the words and the ask."""
    saying = Saying(
        pupil_id=cast.pupil(child),
        place=Place.CHECK_IN,
        client_id=uuid.uuid4(),
        words=words,
        about_id=check_in,
        readers=tuple(Reader(cast.person(one), one.title(), Voice.HOME) for one in home),
        **facts,
    )
    for_id = cast.person(KEY_WORKERS[child])
    with db.work(SYSTEM, reason="a test") as session:
        row = asking.ask(saying, kind=kind, about=AboutWhat.CHECK_IN, about_words="", for_id=for_id, by=viewer(child))
        about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(child), "contribution_id": row.contribution_id}
        session.add(ContributionPhoto(content=DRAWING, width=4, height=3, **about))
        session.add(ContributionSound(content=SOUND, kind="audio/ogg", **about))
        return row.contribution_id, row.id


def viewer(slug: str) -> Viewer:
    """Somebody of the cast as a request would know them."""
    return Viewer(
        person_id=cast.person(slug),
        setting_id=cast.setting(),
        setting_name="",
        first_name=slug.title(),
        last_name="",
        roles=frozenset(cast.PEOPLE[slug][4]),
        language="en",
        sign_in_id=uuid.uuid4(),
        device="own",
        proved_at=london("2026-11-24 09:00"),
        ends_at=london("2026-11-24 12:00"),
    )
