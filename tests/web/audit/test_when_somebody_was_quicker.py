"""Somebody else put the same row there a moment before: the look stays on the record, whose lock waits for the end."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from portal import audit
from portal.audit import Event
from portal.database import db
from portal.models import AuditEntry, RoleHolding
from tests.cast import person, pupil, setting
from tests.support.portal import Look

LINES = sa.select(AuditEntry).where(AuditEntry.event == Event.PEOPLE_PERSON_SHOWN.label)


def look_at_leila() -> None:
    about = {"pupils": [pupil("maya")], "person": str(person("leila"))}
    audit.record(Event.PEOPLE_PERSON_SHOWN, by=None, setting_id=setting(), person_id=person("okoro"), **about)


def once_more() -> RoleHolding:
    return RoleHolding(setting_id=setting(), person_id=person("leila"), role="carer")


def test_a_look_stays_on_the_record_when_a_row_was_there_already(app: Flask, look: Look) -> None:
    with db.work(setting(), reason="a test") as session:
        look_at_leila()
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(once_more())
    assert app
    assert len(look(LINES)) == 1


def test_no_line_is_written_before_the_end(app: Flask, look: Look) -> None:
    with db.work(setting(), reason="a test") as session:
        look_at_leila()
        with session.begin_nested():
            session.flush()
        assert session.scalars(LINES).all() == []
    assert app
    assert len(look(LINES)) == 1
