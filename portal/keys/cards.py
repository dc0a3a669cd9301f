"""A young person's card: given out, unlocked, ended. What is on it is shown once, when it is issued."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from markupsafe import Markup

from portal import audit, clock, seals
from portal.access.ending import REGISTRY, Ending
from portal.access.holding import hold
from portal.access.sign_ins import hash_of
from portal.access.viewer import Viewer
from portal.database import db
from portal.keys import address, codes, pictures
from portal.keys.squares import square
from portal.models import Card, Person, Pupil
from portal.visibility import people_visible_to

# Wrong tries in all, whatever comes between; then a person unlocks it (reliability.md §4.2).
MOST_WRONG_TRIES = 5
LASTS = timedelta(days=365)


@dataclass(frozen=True)
class IssuedCard:
    """What is printed on a new card. Nothing of it can be read again later."""

    number: int
    secret_url: str
    code: str
    pictures: tuple[pictures.PinPicture, ...]


@dataclass(frozen=True)
class CardFacts:
    """What staff may know about a card."""

    id: uuid.UUID
    number: int
    issued_at: datetime
    ends_at: datetime
    wrong_tries: int
    # "open", "locked", "ended" or "old"
    state: str


def issue_card(person: Person, *, by: Viewer | None) -> IssuedCard:
    """A new card with a new picture PIN. Earlier cards of this person end, and with them what they opened."""
    hold(db.session, Person.id == person.id)
    number = 1 + (db.session.scalar(sa.select(sa.func.max(Card.number)).where(Card.person_id == person.id)) or 0)
    _end_what_cards_opened(person.id, why="a new card")
    secret, code, pin = secrets.token_urlsafe(16), codes.draw(), pictures.draw_pin()
    card = Card(
        id=uuid.uuid4(),
        setting_id=person.setting_id,
        person_id=person.id,
        number=number,
        secret_hash=hash_of(secret),
        code_hash=seals.quick_hash(code),
        pin_hash=seals.slow_hash(pictures.pin_of([picture.name for picture in pin])),
        issued_by_id=by.person_id if by else None,
        ends_on=clock.now() + LASTS,
    )
    db.session.add(card)
    db.session.flush()
    _record(audit.Event.PEOPLE_CARD_ISSUED, card, by=by)
    return IssuedCard(number, address.card_url(secret), codes.spaced(code), pin)


def get_card(card_id: uuid.UUID, *, viewer: Viewer) -> Card:
    """A card of somebody this person may see. NoResultFound otherwise."""
    card = sa.select(Card).join(Person, Person.id == Card.person_id)
    return db.session.scalars(card.where(Card.id == card_id, people_visible_to(viewer))).one()


def list_cards(person: Person, *, viewer: Viewer) -> list[CardFacts]:
    """Every card this person has had, the newest first."""
    cards = sa.select(Card).join(Person, Person.id == Card.person_id)
    mine = cards.where(Card.person_id == person.id, people_visible_to(viewer)).order_by(Card.number.desc())
    return [
        CardFacts(card.id, card.number, card.created_at, card.ends_on, card.wrong_tries, _state(card))
        for card in db.session.scalars(mine)
    ]


def unlock_card(card: Card, *, by: Viewer) -> None:
    """Give a card its five tries back."""
    card.wrong_tries = 0
    _record(audit.Event.PEOPLE_CARD_UNLOCKED, card, by=by)


def end_card(card: Card, *, by: Viewer) -> None:
    """Revoke a card. Whoever is signed in with it, or on a tablet it opened, is out at once."""
    hold(db.session, Person.id == card.person_id)
    _end_what_cards_opened(card.person_id, why="card ended")
    _record(audit.Event.PEOPLE_CARD_ENDED, card, by=by)


def card_svg(url: str) -> Markup:
    """The QR code of a card's address, drawn into the page."""
    return square(url)


def _state(card: Card) -> str:
    if card.ended_at is not None:
        return "ended"
    if card.ends_on <= clock.now():
        return "old"
    return "locked" if card.wrong_tries >= MOST_WRONG_TRIES else "open"


def _end_what_cards_opened(person_id: uuid.UUID, *, why: str) -> None:
    """The cards themselves and what they opened, by the same acts that ending everything uses."""
    ending = Ending(person_id, None, clock.now(), why)
    for name in ("cards", "own devices", "sign-ins"):
        REGISTRY[name](ending)


def _record(what: audit.Event, card: Card, *, by: Viewer | None) -> None:
    pupils = db.session.scalars(sa.select(Pupil.id).where(Pupil.person_id == card.person_id)).all()
    audit.record(what, by=by, setting_id=card.setting_id, pupils=pupils, card=str(card.id), person=str(card.person_id))
