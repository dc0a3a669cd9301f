"""Coming in by e-mail: spending the link or the code, once, in the browser that asked (reliability.md §4.1)."""

import hmac
import uuid
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal import clock
from portal.access.holding import hold
from portal.access.sign_ins import hash_of
from portal.blueprints.account.services import tries
from portal.blueprints.account.services.carers import find_carer
from portal.blueprints.account.services.link_asking import code_hash, live
from portal.blueprints.account.services.tries import Limit
from portal.database import db
from portal.models import Device, LinkRequest, Person

MOST_WRONG_CODES = 5
CODES_OF_NETWORK = Limit("code: one network", most=10, within=timedelta(minutes=15))
# Six digits, 20 wrong ones a day: a thousand days of trying find one in fifty. The link in the letter is not touched.
CODES = Limit("code: one address", most=20, within=timedelta(days=1))


class Answer(Enum):
    """Why somebody is not in yet."""

    NOT_THE_CODE = "not_the_code"
    NOTHING_TO_SPEND = "nothing_to_spend"
    OTHER_BROWSER = "other_browser"


@dataclass(frozen=True)
class Spent:
    """A link or a code was good: this person comes in, and said this of their device."""

    person_id: uuid.UUID
    device: Device


def find_link(token: str, *, browser_hash: str) -> Answer | None:
    """What pressing the button of this link would do; None when it would let them in. Spends nothing."""
    with db.elevated("somebody opens a link") as session:
        found = session.scalars(
            sa.select(LinkRequest.browser_hash).where(LinkRequest.link_hash == hash_of(token), *live())
        ).one_or_none()
    if found is None:
        return Answer.NOTHING_TO_SPEND
    return None if hmac.compare_digest(found, browser_hash) else Answer.OTHER_BROWSER


def spend_link(token: str, *, browser_hash: str) -> Spent | Answer:
    """Use a link, once, in the browser that asked. Of many at the same moment exactly one is let in."""
    answer = find_link(token, browser_hash=browser_hash)
    if answer:
        return answer
    with db.elevated("somebody comes in by a link") as session:
        mine = (LinkRequest.link_hash == hash_of(token), LinkRequest.browser_hash == browser_hash)
        hold(session, Person.id.in_(sa.select(LinkRequest.person_id).where(*mine)))
        return _spend(session, *mine) or Answer.NOTHING_TO_SPEND


def spend_code(code: str, *, browser_hash: str, network: str) -> Spent | Answer:
    """Use the code of what was asked for last in this browser. TooManyTriesError when too many were wrong."""
    tries.count(CODES_OF_NETWORK.of(network))
    with db.elevated("somebody types a code") as session:
        hold(session, Person.id.in_(sa.select(LinkRequest.person_id).where(*_open_in(browser_hash))))
        accounts = session.scalars(sa.select(LinkRequest.account_hash).where(*_open_in(browser_hash)).distinct()).all()
        if not accounts:
            tries.give_back(CODES_OF_NETWORK.of(network))  # nothing was looked at
            return Answer.NOTHING_TO_SPEND
        buckets = [CODES.of(account) for account in accounts]
        tries.count(*buckets)
        right = _matching(session, code, browser_hash)
        spent = _spend(session, LinkRequest.id == right) if right else None
        if spent:
            tries.give_back(CODES_OF_NETWORK.of(network), *buckets)
    return spent or Answer.NOT_THE_CODE


def _open_in(browser_hash: str) -> tuple[sa.ColumnElement[bool], ...]:
    return LinkRequest.browser_hash == browser_hash, LinkRequest.wrong_tries < MOST_WRONG_CODES, *live()


def _matching(session: Session, code: str, browser_hash: str) -> uuid.UUID | None:
    """Which request this is the code of. The try is counted at each one before it is compared."""
    tried = (
        sa.update(LinkRequest)
        .where(*_open_in(browser_hash))
        .values(wrong_tries=LinkRequest.wrong_tries + 1)
        .returning(LinkRequest.id, LinkRequest.code_hash, LinkRequest.person_id)
        .execution_options(synchronize_session=False)
    )
    right = None
    for request_id, kept, person_id in session.execute(tried).all():
        if hmac.compare_digest(kept, code_hash(request_id, code)) and person_id:
            right = request_id
    return right


def _spend(session: Session, *which: sa.ColumnElement[bool]) -> Spent | None:
    """One statement decides who is first. Nobody comes in whose contact was stopped since the letter was written."""
    spend = sa.update(LinkRequest).where(*which, *live()).values(used_at=clock.now())
    row = session.execute(
        spend.returning(LinkRequest.person_id, LinkRequest.device).execution_options(synchronize_session=False)
    ).one_or_none()
    if row is None or row.person_id is None or not find_carer(session, row.person_id):
        return None
    return Spent(row.person_id, row.device)
