"""Whose rows each of the cast sees, table by table: closed unless a rule opens it."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from portal import clock
from portal.access.policy import Role
from portal.database import SYSTEM, db
from portal.models import (
    AuditEntry,
    AuditPupil,
    Base,
    Card,
    ChangeSeen,
    Channel,
    Contact,
    ContactChange,
    ContactReason,
    OutboxItem,
    Person,
    Photo,
    Pupil,
    Relationship,
    RoleHolding,
    SignIn,
    Site,
    StaffSecret,
)
from portal.visibility import net
from portal.visibility.rules import RULES
from tests.cast import PEOPLE, PUPILS, person, pupil, relationship, setting
from tests.support.narrowed import As

HERE = {slug for slug in PEOPLE if slug != "quinn"}
STAFF = {"okoro", "lewis", "byrne", "khan", "rees", "patel", "anna", "ben"}
AROUND_OKORO = {"okoro", "maya", "zofia", "jakub", "leila", "dan", "tomasz"}
AROUND_LEWIS = {"lewis", "rohan", "tyler", "priya", "arjun", "grace", "amara"}
WHOLE = {"byrne", "khan", "rees", "patel"}
CHILDREN = {
    "leila": {"maya"},
    "tomasz": {"zofia", "jakub"},
    "priya": {"rohan"},
    "arjun": {"rohan"},
    "grace": {"tyler"},
    "amara": {"tyler"},
}
LOOKED_AFTER = {
    **{slug: {slug} for slug, row in PEOPLE.items() if row[4]},
    "okoro": AROUND_OKORO,
    "lewis": AROUND_LEWIS,
    **dict.fromkeys(WHOLE, HERE),
}
SEEN = {
    **{slug: {slug, *STAFF, *CHILDREN.get(slug, ())} for slug, row in PEOPLE.items() if row[4]},
    "okoro": AROUND_OKORO | STAFF,
    "lewis": AROUND_LEWIS | STAFF,
    **dict.fromkeys(WHOLE, HERE),
    "quinn": {"quinn"},
}


def _of(slug: str) -> dict[str, Any]:
    return {"setting_id": setting("millbrook" if slug == "quinn" else "orchard-row"), "person_id": person(slug)}


def _card(slug: str) -> Base:
    secrets = {"secret_hash": f"secret {slug}", "code_hash": f"code {slug}", "pin_hash": "pin"}
    return Card(**_of(slug), number=1, ends_on=clock.now() + timedelta(days=9), **secrets)


def _letter(slug: str) -> Base:
    return OutboxItem(**_of(slug), channel=Channel.EMAIL, letter="a letter", event_key="an event", message_id=slug)


def _secret(slug: str) -> Base:
    return StaffSecret(**_of(slug), password_hash="hash", totp_seed="seed")


def _face(slug: str) -> Base:
    return Photo(**_of(slug), uploaded_by_id=person(slug), content=b"a picture", width=1, height=1)


# what is made for each of the cast, and who of them each sees
TABLES: dict[type[Base], tuple[Callable[[str], Base] | None, dict[str, set[str]]]] = {
    Person: (None, SEEN),
    RoleHolding: (None, SEEN),
    Photo: (_face, SEEN),
    Card: (_card, LOOKED_AFTER),
    OutboxItem: (_letter, LOOKED_AFTER),
    StaffSecret: (_secret, {slug: {slug} for slug, row in PEOPLE.items() if row[4]}),
}


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_each_of_the_cast_sees_the_rows_of_the_right_people(seen_by: As, model: type[Base]) -> None:
    make, expected = TABLES[model]
    with db.work(SYSTEM, reason="a test") as session:
        session.add_all(make(slug) for slug in PEOPLE if make)
    whose = Person.id if model is Person else model.person_id  # type: ignore[attr-defined]
    names = {person(slug): slug for slug in PEOPLE}
    for slug in expected:
        with seen_by(slug) as session:
            found = {names[one] for one in session.scalars(sa.select(whose))}
        with_a_row = found | {one for one in expected[slug] if not PEOPLE[one][4] and model is RoleHolding}
        assert with_a_row == expected[slug], f"{slug} sees {sorted(found ^ expected[slug])} too much or too little"


def test_a_sign_in_is_seen_by_its_person_and_the_staff_around_them(seen_by: As) -> None:
    for slug in ("leila", "dan"):
        with seen_by(slug) as session:
            assert set(session.scalars(sa.select(SignIn.person_id))) == {person(slug)}
    with seen_by("okoro") as session:
        assert set(session.scalars(sa.select(SignIn.person_id))) == {person(one) for one in ("leila", "dan", "okoro")}


@pytest.mark.parametrize("slug", [slug for slug, row in PEOPLE.items() if row[4]])
def test_each_of_the_cast_sees_the_right_pupils(seen_by: As, slug: str) -> None:
    pupils = {
        "okoro": {"maya", "zofia", "jakub"},
        "lewis": {"rohan", "tyler"},
        **{one: set(PUPILS) for one in WHOLE},
        **{one: {one} for one in PUPILS},
        **CHILDREN,
    }
    with seen_by(slug) as session:
        assert set(session.scalars(sa.select(Pupil.id))) == {pupil(one) for one in pupils.get(slug, ())}


def test_no_parent_learns_of_the_other_ones_row(seen_by: As) -> None:
    for slug, own in (("leila", "maya"), ("priya", "rohan"), ("arjun", "rohan"), ("grace", "tyler"), ("dan", "maya")):
        with seen_by(slug) as session:
            assert list(session.scalars(sa.select(Relationship.id))) == [relationship(slug, own)]


def test_no_family_learns_that_contact_was_changed(seen_by: As) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.add(
            ContactChange(
                setting_id=setting(),
                pupil_id=pupil("maya"),
                relationship_id=relationship("dan", "maya"),
                before=Contact.OPEN,
                after=Contact.NONE,
                reason=ContactReason.COURT_ORDER,
                asked_by_id=person("okoro"),
            )
        )
    seen = []
    for slug in SEEN:
        with seen_by(slug) as session:
            seen += [slug] if session.scalars(sa.select(ContactChange)).all() else []
    assert set(seen) == WHOLE | {"okoro"}


def test_no_family_reads_the_record(seen_by: As) -> None:
    line = uuid.uuid4()
    with db.work(SYSTEM, reason="a test") as session:
        words = {"at": clock.now(), "event": "people.person.shown", "previous": "", "seal": ""}
        session.add(AuditEntry(id=line, setting_id=setting(), number=1, by_id=person("okoro"), **words))
        session.flush()
        session.add(AuditPupil(setting_id=setting(), entry_id=line, about_id=pupil("maya")))
    for model in (AuditEntry, AuditPupil):
        seen = []
        for slug in SEEN:
            with seen_by(slug) as session:
                seen += [slug] if session.scalars(sa.select(model)).all() else []
        assert set(seen) == WHOLE | {"okoro"}


def test_what_one_parent_has_seen_the_other_does_not_know() -> None:
    assert RULES[ChangeSeen].__name__ == "own_or_their_pupils"


def test_a_table_without_a_rule_shows_nothing_to_anybody(seen_by: As, monkeypatch: pytest.MonkeyPatch) -> None:
    with seen_by("byrne") as session:
        assert session.scalars(sa.select(Site)).all()
    monkeypatch.delitem(RULES, Site)
    for slug in ("byrne", "leila", "okoro"):
        with seen_by(slug) as session:
            assert session.scalars(sa.select(Site).where(sa.true())).all() == []


def test_work_inside_a_setting_sees_that_setting_only(app: Flask) -> None:
    with db.work(setting("millbrook"), reason="a test") as session:
        assert session.scalars(sa.select(Pupil)).all() == []
        assert list(session.scalars(sa.select(Person.id))) == [person("quinn")]


def test_every_role_has_a_net_of_its_own() -> None:
    shapes = {net._net_for(frozenset({role})).shape for role in Role}
    assert len(shapes) == len(Role)
