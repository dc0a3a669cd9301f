"""A step as texts by field: what a form shows, what a revision keeps, and how each goes back into the rows."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from portal import clock
from portal.access.viewer import Viewer
from portal.blueprints.steps.queries.steps import list_offers, list_staff, list_week
from portal.blueprints.steps.weeks import end_made, slots_in, week_text
from portal.database import db
from portal.models import ChoiceKind, Person, StepOffer, StepSession, TimetableSession, Way, WayStep
from portal.returning.steps import Slot, Stretch

Words = Mapping[str, str]

OFFERS = {"times": ChoiceKind.START_TIME, "lessons": ChoiceKind.FIRST_LESSON, "people": ChoiceKind.WHO_MEETS}


def words_of(step: WayStep, *, by: Viewer) -> dict[str, str]:
    """Each shared field of a step as a text."""
    offers = list_offers([step.id], viewer=by)
    offered = {name: [one for one in offers if one.kind is kind] for name, kind in OFFERS.items()}
    week = [Slot(one.weekday, one.starts, one.ends, one.subject) for one in list_week(step.id, viewer=by)]
    return {
        "title": step.title,
        "way": step.way.value,
        "starts_on": step.starts_on.isoformat(),
        "ends_on": step.ends_on.isoformat(),
        "week": week_text(week),
        "room": step.room,
        "meets_id": str(step.meets_id or ""),
        "meets_name": step.meets_name,
        "way_out": step.way_out,
        "ready_when": step.ready_when,
        "pause_if": step.pause_if,
        "times": "\n".join(one.value for one in offered["times"]),
        "lessons": "\n".join(one.value for one in offered["lessons"]),
        "people": "\n".join(sorted(str(one.person_id) for one in offered["people"] if one.person_id)),
    }


def put(step: WayStep, name: str, value: str, *, by: Viewer) -> None:
    """Put one field into the rows."""
    match name:
        case "way":
            step.way = Way(value)
        case "starts_on" | "ends_on":
            setattr(step, name, date.fromisoformat(value))
        case "meets_id":
            step.meets_id = uuid.UUID(value) if value else None
        case "week":
            _put_week(step, slots_in(value), by)
        case "times" | "lessons" | "people":
            _put_offers(step, OFFERS[name], [line for line in value.split("\n") if line], by)
        case _:
            setattr(step, name, value)


def stretch_of(step: WayStep, *, by: Viewer) -> Stretch:
    """A step as its days and its week, as they stand now."""
    week = (Slot(one.weekday, one.starts, one.ends, one.subject) for one in list_week(step.id, viewer=by))
    return Stretch(step.id, step.starts_on, step.ends_on, tuple(week))


def _facts_of(step: WayStep) -> dict[str, Any]:
    """Whose rows beside a step are, for the rows."""
    return {"setting_id": step.setting_id, "pupil_id": step.pupil_id, "step_id": step.id}


def _put_week(step: WayStep, wanted: tuple[Slot, ...], by: Viewer) -> None:
    """A session that stays at its time keeps the one it made; what a session made ends with it."""
    left = {(one.weekday, one.starts): one for one in list_week(step.id, viewer=by)}
    for slot in wanted:
        known = left.pop((slot.weekday, slot.starts), None)
        if known is None:
            db.session.add(
                StepSession(
                    weekday=slot.weekday, starts=slot.starts, ends=slot.ends, subject=slot.subject, **_facts_of(step)
                )
            )
        else:
            known.ends, known.subject = slot.ends, slot.subject
    for gone in left.values():
        if gone.made_id:
            end_made(db.session.get_one(TimetableSession, gone.made_id), clock.today())
        db.session.delete(gone)
    db.session.flush()


def _put_offers(step: WayStep, kind: ChoiceKind, values: list[str], by: Viewer) -> None:
    people = {str(one.id): one for one in list_staff(viewer=by)} if kind is ChoiceKind.WHO_MEETS else {}
    left = {(str(one.person_id) if one.person_id else one.value): one for one in _offers(step, kind, by)}
    for position, value in enumerate(dict.fromkeys(values)):
        known = left.pop(value, None)
        if known is not None:
            known.position = position
            continue
        person = people.get(value)
        shown = _name_among(person, people) if person else value
        person_id = person.id if person else None
        db.session.add(StepOffer(kind=kind, value=shown, person_id=person_id, position=position, **_facts_of(step)))
    for gone in left.values():
        db.session.delete(gone)
    db.session.flush()


def _name_among(person: Person, people: Mapping[str, Person]) -> str:
    """The first name, as families know them; the whole one where two are called the same."""
    same = [one for one in people.values() if one.first_name == person.first_name]
    return person.first_name if len(same) == 1 else person.full_name


def _offers(step: WayStep, kind: ChoiceKind, by: Viewer) -> list[StepOffer]:
    return [one for one in list_offers([step.id], viewer=by) if one.kind is kind]
