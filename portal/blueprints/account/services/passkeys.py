"""Passkeys: the phone's or the key's own lock takes the place of a code, for staff and for carers.

A question is asked once, of one browser, for five minutes; whatever is wrong with the answer, it opens nothing.
"""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import webauthn
from sqlalchemy.orm import Session
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from portal import audit, clock
from portal.access.holding import hold, hold_if_still_in
from portal.access.policy import Role
from portal.access.viewer import Viewer
from portal.blueprints.account.services.carers import find_carer
from portal.blueprints.account.services.proving import proven
from portal.blueprints.account.services.secret_changes import told
from portal.blueprints.account.services.staff_door import is_professional
from portal.database import db
from portal.keys import address
from portal.models import Challenge, Passkey, Person, RoleHolding, StaffSecret
from portal.visibility import NotTheirRowError

LASTS = timedelta(minutes=5)
_MILLISECONDS = int(LASTS.total_seconds() * 1000)
# No answer of a browser is longer.
_LONGEST = 20_000


@dataclass(frozen=True)
class PasskeyFacts:
    """A passkey as its owner sees it: they have no names, only days."""

    id: uuid.UUID
    added_at: datetime
    last_used_at: datetime | None


def are_offered() -> bool:
    """Passkeys are bound to a domain; where the portal has none, nobody is offered one."""
    return address.passkey_domain() is not None


def has_any(*, viewer: Viewer) -> bool:
    """Has this person a passkey that still opens?"""
    return bool(list_passkeys(viewer=viewer)) and are_offered()


def list_passkeys(*, viewer: Viewer) -> list[PasskeyFacts]:
    """This person's passkeys, the newest first."""
    mine = sa.select(Passkey).where(Passkey.person_id == viewer.person_id, Passkey.ended_at.is_(None))
    newest = mine.order_by(Passkey.created_at.desc(), Passkey.id)
    return [PasskeyFacts(row.id, row.created_at, row.last_used_at) for row in db.session.scalars(newest)]


def ask_to_add(*, by: Viewer, browser_hash: str) -> str:
    """The question for a new passkey, as JSON for the browser."""
    known = sa.select(Passkey.credential_id).where(Passkey.person_id == by.person_id, Passkey.ended_at.is_(None))
    options = webauthn.generate_registration_options(
        rp_id=_domain(),
        rp_name="Portal",  # a neutral name: it stands in the phone's list of passkeys, for whoever looks there
        user_id=by.person_id.bytes,
        user_name=by.first_name,
        user_display_name=by.first_name,
        challenge=_new_challenge(browser_hash),
        timeout=_MILLISECONDS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=each) for each in db.session.scalars(known)],
    )
    return webauthn.options_to_json(options)


def ask(*, browser_hash: str) -> str:
    """The question for whoever holds a passkey, as JSON for the browser. It names nobody."""
    options = webauthn.generate_authentication_options(
        rp_id=_domain(),
        challenge=_new_challenge(browser_hash),
        timeout=_MILLISECONDS,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


def add(credential: str, *, by: Viewer, browser_hash: str) -> bool:
    """Keep a new passkey. False when the answer is not one to the question that this browser was asked."""
    answer = _parsed(parse_registration_credential_json, credential)
    challenge = _spend_challenge(answer, browser_hash)
    verified = challenge and _verified(
        webauthn.verify_registration_response,
        credential=answer,
        expected_challenge=challenge,
        expected_rp_id=_domain(),
        expected_origin=address.origin(),
        require_user_verification=True,
    )
    # The question was spent and committed: whoever held them until then may have ended it all.
    if not verified or not hold_if_still_in(db.session, by) or _is_known(verified.credential_id):
        return False
    db.session.add(
        Passkey(
            setting_id=by.setting_id,
            person_id=by.person_id,
            credential_id=verified.credential_id,
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            created_at=clock.now(),
        )
    )
    audit.record(audit.Event.ACCOUNT_PASSKEY_ADDED, by=by)
    told(db.session.get_one(Person, by.person_id), by=by, keep=by.sign_in_id)
    return True


def remove(passkey_id: uuid.UUID, *, by: Viewer) -> None:
    """End one of this person's passkeys. NotTheirRowError (shown as 'not there') for any other."""
    mine = (Passkey.id == passkey_id, Passkey.person_id == by.person_id, Passkey.ended_at.is_(None))
    ended = db.session.execute(sa.update(Passkey).where(*mine).values(ended_at=clock.now()))
    if not ended.rowcount:  # type: ignore[attr-defined]
        raise NotTheirRowError("A passkey that is not theirs, or has ended.")
    audit.record(audit.Event.ACCOUNT_PASSKEY_REMOVED, by=by)
    told(db.session.get_one(Person, by.person_id), by=by, keep=by.sign_in_id)


def whose(credential: str, *, browser_hash: str) -> uuid.UUID | None:
    """Whose passkey answered, if the answer is right and they may come in here today."""
    with db.elevated("somebody uses a passkey") as session:
        person_id = _use(session, credential, browser_hash)
        return person_id if person_id and _may_come_in(session, person_id) else None


def prove(credential: str, *, by: Viewer, browser_hash: str) -> str | None:
    """Prove who one is with one's own passkey. Returns the new key of the sign-in, or None."""
    with db.elevated("somebody proves who they are") as session:
        person_id = _use(session, credential, browser_hash)
    return proven(by=by, way="passkey") if person_id == by.person_id else None


def _use(session: Session, credential: str, browser_hash: str) -> uuid.UUID | None:
    answer = _parsed(parse_authentication_credential_json, credential)
    challenge = _spend_challenge(answer, browser_hash)
    if answer is None or challenge is None:
        return None
    hold(session, Person.id.in_(sa.select(Passkey.person_id).where(Passkey.credential_id == answer.raw_id)))
    kept = sa.select(Passkey).where(Passkey.credential_id == answer.raw_id, Passkey.ended_at.is_(None))
    passkey = session.scalars(kept).one_or_none()
    handle = answer.response.user_handle
    if passkey is None or (handle and handle != passkey.person_id.bytes):
        return None
    verified = _verified(
        webauthn.verify_authentication_response,
        credential=answer,
        expected_challenge=challenge,
        expected_rp_id=_domain(),
        expected_origin=address.origin(),
        credential_public_key=passkey.public_key,
        credential_current_sign_count=passkey.sign_count,
        require_user_verification=True,
    )
    if not verified:
        return None
    # Two answers of one moment: the second one finds another count, or no passkey any more.
    used = sa.update(Passkey).where(
        Passkey.id == passkey.id, Passkey.ended_at.is_(None), Passkey.sign_count == passkey.sign_count
    )
    counted = session.execute(
        used.values(sign_count=verified.new_sign_count, last_used_at=clock.now()).execution_options(
            synchronize_session=False
        )
    )
    return passkey.person_id if counted.rowcount else None  # type: ignore[attr-defined]


def _new_challenge(browser_hash: str) -> bytes:
    value = secrets.token_bytes(32)
    with db.elevated("a passkey is asked for") as session:
        session.add(Challenge(browser_hash=browser_hash, value=value, ends_at=clock.now() + LASTS))
    return value


def _spend_challenge(answer: Any, browser_hash: str) -> bytes | None:
    """The question this answers, if it was asked of this browser in the last five minutes, and never before."""
    client_data = answer and _parsed(parse_client_data_json, answer.response.client_data_json)
    if not client_data:
        return None
    with db.elevated("a passkey answers") as session:
        spend = sa.update(Challenge).where(
            Challenge.browser_hash == browser_hash,
            Challenge.value == client_data.challenge,
            Challenge.used_at.is_(None),
            Challenge.ends_at > clock.now(),
        )
        spent = session.execute(spend.values(used_at=clock.now()).execution_options(synchronize_session=False))
    db.keep()  # spent, whatever comes of it
    return client_data.challenge if spent.rowcount else None  # type: ignore[attr-defined]


def _is_known(credential_id: bytes) -> bool:
    with db.elevated("is this passkey here already?") as session:
        return session.scalars(sa.select(Passkey.id).where(Passkey.credential_id == credential_id)).first() is not None


def _may_come_in(session: Session, person_id: uuid.UUID) -> bool:
    """A carer, or somebody who works here. Who is both may have it from before the job: first a password."""
    is_carer = Person.id.in_(sa.select(RoleHolding.person_id).where(RoleHolding.role == Role.CARER))
    set_up = sa.select(StaffSecret.person_id).where(StaffSecret.is_ready, StaffSecret.ended_at.is_(None))
    works = sa.and_(is_professional(), sa.or_(sa.not_(is_carer), Person.id.in_(set_up)))
    professional = sa.select(Person.id).where(Person.id == person_id, works)
    return session.scalars(professional).first() is not None or find_carer(session, person_id) is not None


def _parsed(parse: Callable[[Any], Any], words: Any) -> Any:
    return _verified(parse, words) if len(words) <= _LONGEST else None


def _verified(check: Callable[..., Any], *facts: Any, **named: Any) -> Any:
    """What a check of the library gives, or None: whatever a forged answer makes it stumble over is a refusal."""
    try:
        return check(*facts, **named)
    except Exception:
        return None


def _domain() -> str:
    domain = address.passkey_domain()
    if domain is None:
        raise LookupError("No passkeys where the portal has no domain.")
    return domain
