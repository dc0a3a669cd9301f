"""A page that read a pupil's rows and left no line in the record is not sent."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask, abort
from flask_login import current_user
from sqlalchemy.exc import NoResultFound

from portal import audit
from portal.access.guard import public
from portal.database import db
from portal.models import Pupil
from tests import cast
from tests.support.portal import SignedInAs


def _names() -> str:
    # Asking who is there narrows the session to their rows, as every page does.
    assert current_user.is_authenticated
    return " ".join(pupil.person.first_name for pupil in db.session.scalars(sa.select(Pupil)))


def _silent() -> str:
    return _names()


def _fails_validation() -> tuple[str, int]:
    return _names(), 422


def _came_too_late() -> tuple[str, int]:
    return _names(), 409


def _not_there() -> str:
    _names()
    raise NoResultFound


def _not_allowed() -> str:
    _names()
    abort(403)


def _honest() -> str:
    audit.looked(audit.Event.HOME_TODAY_SHOWN, by=current_user, pupils=[cast.pupil("maya")])
    return _names()


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """A portal of this test's own: it gets one more page."""
    return own_app


@pytest.fixture
def page_of(app: Flask) -> Callable[[Callable[[], str]], None]:
    """Gives the portal one more page, at /one-more."""
    return lambda view: app.add_url_rule("/one-more", "one_more", public(view))


def test_a_page_that_recorded_nothing_is_not_sent(page_of, signed_in_as: SignedInAs) -> None:  # type: ignore[no-untyped-def]
    page_of(_silent)
    answer = signed_in_as("leila").get("/one-more")
    assert answer.status_code == 500
    assert "Maya" not in answer.text


@pytest.mark.parametrize("view", [_fails_validation, _came_too_late])
def test_a_form_that_is_shown_again_is_such_a_page_too(page_of, signed_in_as: SignedInAs, view) -> None:  # type: ignore[no-untyped-def]
    page_of(view)
    answer = signed_in_as("leila").get("/one-more")
    assert answer.status_code == 500
    assert "Maya" not in answer.text


@pytest.mark.parametrize(("view", "status"), [(_not_there, 404), (_not_allowed, 403)])
def test_a_page_of_error_holds_nobody_and_needs_no_line(page_of, signed_in_as: SignedInAs, view, status) -> None:  # type: ignore[no-untyped-def]
    page_of(view)
    answer = signed_in_as("leila").get("/one-more")
    assert answer.status_code == status
    assert "Maya" not in answer.text


def test_a_page_that_recorded_its_look_is_sent(page_of, signed_in_as: SignedInAs) -> None:  # type: ignore[no-untyped-def]
    page_of(_honest)
    answer = signed_in_as("leila").get("/one-more")
    assert (answer.status_code, answer.text) == (200, "Maya")
