"""A card is given out, read once, unlocked and ended by staff."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal import clock, seals
from portal.access.sign_ins import find_viewer, hash_of, start_sign_in
from portal.access.viewer import Viewer
from portal.database import SYSTEM, db
from portal.keys import cards, codes, pictures
from portal.models import AuditEntry, Card, Device, Person, SignIn
from tests.cast import person, pupil
from tests.support.portal import Look, SignedInAs


def _issue(slug: str = "maya") -> cards.IssuedCard:
    with db.work(SYSTEM, reason="a test") as session:
        return cards.issue_card(session.get_one(Person, person(slug)), by=None)


def test_what_is_on_a_card_opens_it_and_is_not_kept(app: Flask, look: Look) -> None:
    issued = _issue()
    (card,) = look(sa.select(Card))
    secret = issued.secret_url.partition("#")[2]
    assert issued.secret_url.startswith("https://localhost/card#")
    assert len(secret) == 22
    assert card.secret_hash == hash_of(secret)
    assert card.code_hash == seals.quick_hash(codes.tidy(issued.code))
    assert seals.slow_matches(card.pin_hash, pictures.pin_of([picture.name for picture in issued.pictures]))
    assert card.ends_on - card.created_at > timedelta(days=364)


def test_issuing_a_card_is_in_the_record_of_the_pupil(app: Flask, look: Look) -> None:
    _issue()
    (line,) = look(sa.select(AuditEntry))
    assert line.event == "people.card.issued"
    assert str(pupil("maya")) in line.pupils


def test_a_new_card_ends_the_old_one_and_whoever_is_in_with_it(
    app: Flask, look: Look, signed_in_as: SignedInAs
) -> None:
    _issue()
    maya = signed_in_as("maya")
    second = _issue()
    assert second.number == 2
    assert [card.ended_at is None for card in look(sa.select(Card).order_by(Card.number))] == [False, True]
    assert maya.get("/").status_code == 302
    assert all(row.ended_at for row in look(sa.select(SignIn)))


def test_a_key_worker_unlocks_and_ends_a_card(app: Flask, look: Look) -> None:
    _issue()
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Card).values(wrong_tries=5))
    okoro = _viewer()
    assert _facts("maya", okoro)[0].state == "locked"
    with _as(okoro):
        cards.unlock_card(cards.get_card(look(sa.select(Card.id))[0], viewer=okoro), by=okoro)
    assert (_facts("maya", okoro)[0].state, _facts("maya", okoro)[0].wrong_tries) == ("open", 0)
    with _as(okoro):
        cards.end_card(cards.get_card(look(sa.select(Card.id))[0], viewer=okoro), by=okoro)
    assert _facts("maya", okoro)[0].state == "ended"


def test_a_card_of_a_year_ago_is_old(app: Flask) -> None:
    _issue()
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Card).values(ends_on=clock.now()))
    assert _facts("maya", _viewer())[0].state == "old"


def test_a_key_worker_reaches_no_card_outside_the_caseload(app: Flask, look: Look) -> None:
    _issue("rohan")
    okoro = _viewer()
    with _as(okoro), pytest.raises(NoResultFound):
        cards.get_card(look(sa.select(Card.id))[0], viewer=okoro)


def test_the_qr_code_is_a_drawing_without_style_or_script(app: Flask) -> None:
    drawn = str(cards.card_svg(_issue().secret_url))
    assert drawn.startswith('<svg aria-hidden="true" viewBox=')
    assert set(re.findall(r"<(\w+)", drawn)) == {"svg", "path"}
    assert "style" not in drawn


def _viewer(slug: str = "okoro") -> Viewer:
    with db.work(SYSTEM, reason="a test") as session:
        who = session.get_one(Person, person(slug))
        key = start_sign_in(session, who, frozenset(), device=Device.SHARED, way_in="test")
        session.flush()
        viewer = find_viewer(session, key)
    assert viewer
    return viewer


def _as(viewer: Viewer):  # type: ignore[no-untyped-def]
    return db.work(viewer.setting_id, reason="a test")


def _facts(slug: str, viewer: Viewer) -> list[cards.CardFacts]:
    with _as(viewer) as session:
        return cards.list_cards(session.get_one(Person, person(slug)), viewer=viewer)
