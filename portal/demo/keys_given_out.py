"""What the people of the demo hold to come in by the real doors: passwords, generators, cards. /demo shows them."""

import json
import uuid
from pathlib import Path
from typing import Any

import pyotp
import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import seals
from portal.access.policy import PROFESSIONALS, Role
from portal.database import SYSTEM, db
from portal.keys import address
from portal.keys.cards import issue_card
from portal.models import Person, RoleHolding, StaffSecret

# The same for all of them: it is typed by hand, again and again, and opens nothing but the demo.
PASSWORD = "four geese cross the lane"  # noqa: S105
FILE = "keys-given-out.json"


def give_out(folder: Path) -> None:
    """Give each adult who works a password and a generator, each young person a card; and write down which."""
    with db.work(SYSTEM, reason="the demo gives out its keys") as session:
        given = {
            "staff": {str(one.external_id): _secrets_for(session, one) for one in _people(session, PROFESSIONALS)},
            "cards": {str(one.external_id): _card_for(one) for one in _people(session, {Role.PUPIL})},
        }
    (folder / FILE).write_text(json.dumps(given, indent=1))


def _people(session: Session, roles: frozenset[Role] | set[Role]) -> list[Person]:
    holding = sa.select(RoleHolding.person_id).where(RoleHolding.role.in_(roles))
    return list(session.scalars(sa.select(Person).where(Person.id.in_(holding)).order_by(Person.external_id)))


def _secrets_for(session: Session, person: Person) -> dict[str, Any]:
    seed = pyotp.random_base32()
    session.add(
        StaffSecret(
            id=uuid.uuid4(),
            setting_id=person.setting_id,
            person_id=person.id,
            password_hash=seals.slow_hash(PASSWORD),
            totp_seed=seals.seal(seed),
            is_ready=True,
        )
    )
    return {"email": person.email, "password": PASSWORD, "seed": seed}


def _card_for(person: Person) -> dict[str, Any]:
    card = issue_card(person, by=None)
    # The address of the demo may change with its port; the secret in it does not.
    secret = card.secret_url.removeprefix(address.card_url(""))
    return {"secret": secret, "code": card.code, "pictures": [picture.name for picture in card.pictures]}
