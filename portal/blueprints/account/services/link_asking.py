"""Coming in by e-mail: asking for a link and a code (reliability.md §4.1).

Whether somebody here has an address is told by nothing: a request is written for every address that is typed.
"""

import json
import secrets
import uuid
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock, outbox, seals
from portal.access.holding import hold
from portal.access.sign_ins import hash_of
from portal.blueprints.account.services import tries
from portal.blueprints.account.services.carers import find_carer, list_carers_with
from portal.blueprints.account.services.tries import Limit
from portal.database import db
from portal.keys import address
from portal.models import Device, LinkRequest, OutboxItem, Person
from portal.outbox.posting import is_sendable

LASTS = timedelta(minutes=10)
# "Send it again" is about what was asked for here a little while ago, not last week.
AGAIN_WITHIN = timedelta(hours=1)

# One network may ask for several families (a school's, a phone company's); one address gets few letters from anywhere.
ASKS_HERE = Limit("link: one address from one network", most=5, within=timedelta(minutes=15))
ASKS = Limit("link: one address", most=15, within=timedelta(hours=1))
ASKS_OF_NETWORK = Limit("link: one network", most=20, within=timedelta(minutes=15))


def ask(email: str, *, device: Device, browser_hash: str, network: str) -> None:
    """Somebody typed an address at the door. TooManyTriesError when it or the network asked too often."""
    account = seals.quick_hash(f"account:{email}")
    _count_asking(account, network)
    with db.elevated("somebody asks to come in") as session:
        hold(session, Person.email == email)
        _write(session, list_carers_with(session, email), account, device, browser_hash)


def ask_again(*, browser_hash: str, network: str) -> bool:
    """The same once more, for whoever was asked for last in this browser. False when nobody was."""
    with db.elevated("somebody asks again") as session:
        newest = _newest(session, browser_hash)
        if not newest:
            return False
        account, device = newest[0].account_hash, newest[0].device
        _count_asking(account, network)
        hold(session, Person.id.in_([request.person_id for request in newest if request.person_id]))
        people = [find_carer(session, request.person_id) for request in newest if request.person_id]
        _write(session, [person for person in people if person], account, device, browser_hash)
    return True


def live() -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on `LinkRequest` for one that can still be spent."""
    return LinkRequest.used_at.is_(None), LinkRequest.ended_at.is_(None), LinkRequest.ends_at > clock.now()


def code_hash(request_id: uuid.UUID, code: str) -> str:
    """What stands for a code: six digits mean nothing without the request they belong to, and our key."""
    return seals.quick_hash(f"code:{request_id}:{code}")


def _count_asking(account: str, network: str) -> None:
    tries.count(ASKS_HERE.of(f"{account} {network}"), ASKS.of(account), ASKS_OF_NETWORK.of(network))


def _write(session: Session, people: list[Person], account: str, device: Device, browser_hash: str) -> None:
    """One request for each person, or one for nobody; what this browser asked for before is worth nothing now."""
    moment = clock.now()
    session.execute(
        sa.update(LinkRequest)
        .where(LinkRequest.browser_hash == browser_hash, *live())
        .values(ended_at=moment)
        .execution_options(synchronize_session=False)
    )
    codes = secrets.SystemRandom().sample(range(1_000_000), max(1, len(people)))
    asked_for: list[Person | None] = [*people] or [None]
    for person, number in zip(asked_for, codes, strict=True):
        link, code, request_id = secrets.token_urlsafe(32), f"{number:06d}", uuid.uuid4()
        session.add(
            LinkRequest(
                id=request_id,
                setting_id=person.setting_id if person else None,
                person_id=person.id if person else None,
                browser_hash=browser_hash,
                account_hash=account,
                link_hash=hash_of(link),
                code_hash=code_hash(request_id, code),
                device=device,
                created_at=moment,
                ends_at=moment + LASTS,
            )
        )
        secret = {"link": address.door(f"/sign-in/link/{link}"), "code": code}
        if person:
            outbox.post("sign_in", person, event_key=f"link:{request_id}", secret=secret, useless_at=moment + LASTS)
        else:
            _take_as_long(session, secret)


def _take_as_long(session: Session, secret: dict[str, str]) -> None:
    """What posting a letter costs, for nobody: otherwise a clock would tell who is here (reliability.md check 20)."""
    is_sendable("somebody@example.org")
    sealed = sa.literal(seals.seal(json.dumps(secret)))
    nothing = sa.select(sa.literal(uuid.uuid4()), sealed, sealed).where(sa.false())
    session.execute(sa.insert(OutboxItem).from_select(["id", "sealed", "event_key"], nothing, include_defaults=False))


def _newest(session: Session, browser_hash: str) -> list[LinkRequest]:
    mine = LinkRequest.browser_hash == browser_hash
    last = sa.select(sa.func.max(LinkRequest.created_at)).where(
        mine, LinkRequest.created_at > clock.now() - AGAIN_WITHIN
    )
    return list(session.scalars(sa.select(LinkRequest).where(mine, LinkRequest.created_at == last.scalar_subquery())))
