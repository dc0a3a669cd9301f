"""The lines of a section: the people who help, and what keeps everybody safe."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit
from portal.access.viewer import Viewer
from portal.blueprints.way.queries.ways import get_risk, list_people
from portal.blueprints.way.services.writing import begin_history
from portal.blueprints.way.shared import words_of_section
from portal.blueprints.way.words import person_line
from portal.database import db
from portal.models import Hazard, Likelihood, PersonRole, SectionKind, WayPerson, WayRisk, WaySection
from portal.returning.agreed import hold, lift_changed
from portal.revisions import ClashError, first_revision, save_words

# As many who add a line at the same moment wait for one another.
_TRIES = 5


def add_person(section: WaySection, line_id: uuid.UUID, facts: Mapping[str, Any], *, by: Viewer) -> None:
    """Put an adult into the plan: `role`, and a member of staff (`person_id`) or a `name`; `words` say where.

    Two who each add one lose nothing: both stand there. Sent twice (`line_id`), it is one.
    """
    if any(one.id == line_id for one in list_people(section.way_id, viewer=by)):
        return
    of = {"setting_id": section.setting_id, "pupil_id": section.pupil_id, "way_id": section.way_id}
    position = len(list_people(section.way_id, viewer=by))
    row = WayPerson(id=line_id, position=position, **of, **{**facts, "role": PersonRole(facts["role"])})

    def put() -> None:
        try:
            with db.session.begin_nested():
                db.session.add(row)
        except IntegrityError:
            raise NoResultFound from None  # the number is somebody else's line

    _save_people(section, put, by)


def change_person(
    section: WaySection, line: WayPerson, facts: Mapping[str, Any], *, was: str, mine: str, by: Viewer
) -> bool:
    """Put somebody else, another task or other words into a line, as one save. False: nothing changed.

    `was` is the line as the form was opened, `mine` as it is to be. ClashError with the three when somebody else has
    changed this line since; a save of anything else in the section is none.
    """
    hold(section.way_id)
    db.session.refresh(line, ["role", "person_id", "name", "words", "person"])
    now = person_line(line)
    if now == mine:
        return False
    if now != was:
        raise ClashError({"people": was}, {"people": now}, {"people": mine}, section.version)

    kept = {name: getattr(line, name) for name in ("id", "setting_id", "pupil_id", "way_id", "position")}

    def put() -> None:
        # No row ever moves to another person (visibility/writing.py): the line is written anew, under its own number.
        db.session.delete(line)
        db.session.flush()
        db.session.add(WayPerson(**kept, **{**facts, "role": PersonRole(facts["role"])}))

    _save_people(section, put, by)
    return True


def take_out_person(section: WaySection, line: WayPerson, *, by: Viewer) -> None:
    """An adult no longer helps with this plan. The history keeps that they did."""
    _save_people(section, lambda: db.session.delete(line), by)


def _save_people(section: WaySection, put: Any, by: Viewer) -> None:
    def read() -> dict[str, str]:
        return {"people": "\n".join(person_line(one) for one in list_people(section.way_id, viewer=by))}

    before = read()
    begin_history(section, {**words_of_section(section), **before}, by=by)
    put()
    db.session.flush()
    after = read()
    for _try in range(_TRIES):
        try:
            # A line is added or taken out whatever else was saved meanwhile; only the words must differ.
            save_words(section, after, opened=section.version, by=by, read=lambda: before, put=lambda *_: None)
            break
        except ClashError:
            continue
    lift_changed(section.way_id)
    facts: dict[str, Any] = {"section": section.id, "version": section.version}
    audit.record(audit.Event.WAY_PEOPLE_CHANGED, by=by, pupils=[section.pupil_id], **facts)


def begin_risk(section: WaySection, risk_id: uuid.UUID, words: Mapping[str, str], *, by: Viewer) -> WayRisk:
    """A new line: for everybody of the plan, or in the part of staff for staff only. Sent twice, it is one."""
    of = {"setting_id": section.setting_id, "pupil_id": section.pupil_id, "way_id": section.way_id}
    risk = WayRisk(
        id=risk_id,
        hazard=Hazard(words["hazard"]),
        likelihood=Likelihood(words["likelihood"]),
        what_we_do=words["what_we_do"],
        who_knows=words["who_knows"],
        review_on=date.fromisoformat(words["review_on"]),
        is_staff_only=section.kind is SectionKind.RISK_STAFF,
        version=1,
        **of,
    )
    try:
        with db.session.begin_nested():
            db.session.add(risk)
    except IntegrityError:
        return get_risk(risk_id, viewer=by)
    first_revision(risk, words, by=by)
    _risk_changed(risk, by)
    return risk


def change_risk(risk: WayRisk, words: Mapping[str, str], *, opened: int, by: Viewer) -> bool:
    """Save a line under the version it was opened with. ClashError when somebody else has saved since."""
    saved = save_words(risk, words, opened=opened, by=by)
    if saved:
        _risk_changed(risk, by)
    return saved


def _risk_changed(risk: WayRisk, by: Viewer) -> None:
    lift_changed(risk.way_id)
    facts: dict[str, Any] = {"risk": risk.id, "version": risk.version}
    audit.record(audit.Event.WAY_RISK_CHANGED, by=by, pupils=[risk.pupil_id], **facts)
