"""Example rows of the way back for the access matrix: a short break with a section, its lines, and words beside it."""

from sqlalchemy.orm import Session

from portal import clock
from portal.models import (
    Contribution,
    ContributionPhoto,
    ContributionSound,
    Hazard,
    Likelihood,
    PersonRole,
    Place,
    SectionKind,
    Voice,
    WayBack,
    WayKind,
    WayPerson,
    WayRisk,
    WaySection,
)
from tests import cast
from tests.house_rules.example_rows import row

ADULTS = {"maya": "leila", "rohan": "priya"}
_SECTIONS = {
    "section": SectionKind.HELPS,
    "people of the way": SectionKind.PEOPLE,
    "risks of the way": SectionKind.RISK,
}


def stock(session: Session, owner: str) -> None:
    """A second plan of the pupil's, whose ids are known, with three sections, a person, a risk, and words of home."""
    about = {"setting_id": cast.setting(), "pupil_id": cast.pupil(owner)}
    way = WayBack(
        id=row("way", owner),
        placement_id=cast.placement(owner),
        kind=WayKind.SHORT_BREAK,
        begun_on=clock.today(),
        version=1,
        **about,
    )
    session.add(way)
    session.flush()
    for what, kind in _SECTIONS.items():
        session.add(WaySection(id=row(what, owner), way_id=way.id, kind=kind, version=1, **about))
    session.flush()
    beside = {"way_id": way.id, **about}
    line = WayPerson(id=row("line of the way", owner), role=PersonRole.KEY_ADULT, name="Mrs Shah", **beside)
    risk = WayRisk(
        id=row("risk", owner),
        hazard=Hazard.JOURNEY,
        likelihood=Likelihood.SELDOM,
        what_we_do="Ring home.",
        version=1,
        **beside,
    )
    said = Contribution(
        id=row("words of the way", owner),
        person_id=cast.person(ADULTS[owner]),
        voice=Voice.HOME,
        place=Place.WAY,
        about_id=row("section", owner),
        words="Words of the example.",
        client_id=row("form of words of the way", owner),
        **about,
    )
    session.add_all([line, risk, said])
    session.flush()
    with_words = {"contribution_id": said.id, **about}
    session.add(ContributionPhoto(content=b"a drawing", width=1, height=1, **with_words))
    session.add(ContributionSound(content=b"a voice note", kind="audio/ogg", **with_words))
