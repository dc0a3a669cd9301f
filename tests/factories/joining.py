"""Asking to join groups as people do it in a browser, and what became of it."""

import uuid

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import GroupMember
from tests.cast import person
from tests.support.client import Browser


def asks(browser: Browser, group_id: uuid.UUID, name: str, takes: str = "listens") -> object:
    """Somebody asks to join under this name; what came back."""
    return browser.sends(f"/groups/{group_id}/join", to="/join", chosen_name=name, takes=takes)


def state(slug: str, group_id: uuid.UUID) -> str:
    """How somebody stands with a group, seen by nobody in particular: in, held, asked, left, or nothing."""
    rows = sa.select(GroupMember).where(GroupMember.person_id == person(slug), GroupMember.group_id == group_id)
    with db.work(SYSTEM, reason="a test") as session:
        found = session.scalars(
            rows.order_by(GroupMember.asked_at.desc(), GroupMember.left_at.is_(None).desc())
        ).first()
        if found is None:
            return "nothing"
        if found.left_at:
            return "left"
        return "held" if found.held_at else ("in" if found.joined_at else "asked")


def member_row(slug: str, group_id: uuid.UUID) -> uuid.UUID:
    """The id of somebody's row in a group."""
    rows = sa.select(GroupMember.id).where(GroupMember.person_id == person(slug), GroupMember.group_id == group_id)
    with db.work(SYSTEM, reason="a test") as session:
        return session.scalars(rows.where(GroupMember.left_at.is_(None))).one()


def lets_in(browser: Browser, member_id: uuid.UUID) -> int:
    """Whoever runs the group presses the button of this ask; the status of what came back."""
    hidden = browser.form("/notices/").hidden_values()
    return browser.post(f"/groups/asks/{member_id}/in", data=hidden).status_code


def is_together(one: str, other: str, group_id: uuid.UUID) -> bool:
    """True when both are in the group."""
    return state(one, group_id) == state(other, group_id) == "in"
