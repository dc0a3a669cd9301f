"""Pages about one person or one row: the look is recorded first, then everything is read, then it is drawn."""

from dataclasses import dataclass
from typing import Any

from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf import FlaskForm

from portal import audit
from portal.access.policy import Permission, Role
from portal.audit import Event
from portal.blueprints.people import keys
from portal.blueprints.people.presenters import about_person, checkers_of, facts_of_person, looks_of, ties_of
from portal.blueprints.people.queries import changes, deliveries, looks, people, ties, ways_in
from portal.keys.cards import list_cards
from portal.models import Person, Relationship
from portal.web.pages import page


@dataclass(frozen=True)
class May:
    """What the person who looks may do here."""

    have_card: bool
    have_code: bool
    change_photo: bool


def show_person(person: Person) -> ResponseReturnValue:
    """The page of one person."""
    pupils = record_look_at(person)
    rows = ties.list_ties_of_person(person.id, viewer=current_user)
    waiting = changes.list_changes_waiting_about([row.id for row in rows], viewer=current_user)
    names = people.list_names(checkers_of(rows), viewer=current_user)
    is_pupil = Role.PUPIL in keys.roles_of(person)
    placements = people.list_placements(pupils, viewer=current_user) if is_pupil else []
    pupil = people.list_pupils(pupils, viewer=current_user)[0] if is_pupil else None
    return page(
        "people/person_show.html",
        person=person,
        pupil=pupil,
        about=about_person(person, keys.roles_of(person)),
        facts=facts_of_person(person, placements, pupil),
        ties=ties_of(rows, names=names, waiting=waiting),
        ways_in=ways_in.get_ways_in(person.id, viewer=current_user),
        cards=list_cards(person, viewer=current_user) if is_pupil else [],
        deliveries=deliveries.list_deliveries(person.id, viewer=current_user),
        dead=deliveries.list_dead_ways(person.id, viewer=current_user),
        looks=looks_of(looks.list_looks(pupils[0], viewer=current_user)) if is_pupil else [],
        may=_may(person),
    )


def _may(person: Person) -> May:
    return May(
        keys.may_have_card(person, by=current_user),
        keys.may_have_code(person, by=current_user),
        person.is_staff and Permission.PEOPLE_PHOTO_CHANGE in current_user.permissions,
    )


def show_about(person: Person, template: str, *, status: int = 200, **context: Any) -> ResponseReturnValue:
    """A page of one question about one person."""
    record_look_at(person)
    return page(template, status=status, person=person, **context)


def record_look_at(person: Person) -> list[Any]:
    """Put the look into the record. Returns the pupils it was about."""
    pupils = people.list_pupil_ids_around(person.id, viewer=current_user)
    audit.looked(Event.PEOPLE_PERSON_SHOWN, by=current_user, pupils=pupils, person=str(person.id))
    return pupils


def show_tie(tie: Relationship, template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    """A page of one question about one row; 422 when it was not answered."""
    about = {"by": current_user, "pupils": [tie.pupil_id]}
    audit.looked(Event.PEOPLE_RELATIONSHIP_SHOWN, **about, relationship=str(tie.id))
    names = people.list_names(checkers_of([tie]), viewer=current_user)
    (shown,) = ties_of([tie], names=names, waiting=changes.list_changes_waiting_about([tie.id], viewer=current_user))
    return page(template, status=422 if form.errors else 200, tie=shown, form=form, **context)
