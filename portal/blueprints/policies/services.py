"""Writing the pages of the house: nobody's save overwrites another's unseen."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import audit
from portal.access.viewer import Viewer
from portal.blueprints.policies.queries import find_policy, get_policy
from portal.database import db
from portal.models import Policy, PolicyTopic
from portal.revisions import ClashError


@dataclass(frozen=True)
class Draft:
    """What is to stand on the page. Without a document the one that is there stays."""

    words: str
    dated_on: date
    contact: str
    document: bytes | None = None
    document_name: str = ""

    def says(self, policy: Policy) -> bool:
        """True when the page says all of it already."""
        return Draft.of(policy).texts == self.texts and self.document is None

    @classmethod
    def of(cls, policy: Policy) -> "Draft":
        """What stands on the page now."""
        return cls(policy.words, policy.dated_on, policy.contact)

    @property
    def texts(self) -> dict[str, str]:
        """The same as texts by field."""
        return {"words": self.words, "dated_on": self.dated_on.isoformat(), "contact": self.contact}


def save_policy(topic: PolicyTopic, draft: Draft, *, opened: int, before: Mapping[str, str], by: Viewer) -> Policy:
    """Put a draft on the page, if nobody has saved since version `opened` (0: there was none yet).

    ClashError with the three texts when somebody has: `before` is what stood in the form when it was opened. The same
    form sent twice is one save.
    """
    policy = find_policy(topic, viewer=by)
    if policy is not None and draft.says(policy):
        return policy
    if policy is None:
        policy = _first(topic, draft, before, by)
    elif not _next(policy, draft, opened):
        raise _clash(policy, draft, before)
    audit.record(audit.Event.POLICIES_POLICY_CHANGED, by=by, topic=topic.value, version=policy.version)
    return policy


def _first(topic: PolicyTopic, draft: Draft, before: Mapping[str, str], by: Viewer) -> Policy:
    policy = Policy(
        id=uuid.uuid4(),
        setting_id=by.setting_id,
        topic=topic,
        words=draft.words,
        dated_on=draft.dated_on,
        contact=draft.contact,
        document=draft.document or b"",
        document_name=draft.document_name,
        version=1,
    )
    try:
        with db.session.begin_nested():
            db.session.add(policy)
    except IntegrityError:
        # Somebody else wrote the first page at the same moment.
        raise _clash(get_policy(topic, viewer=by), draft, before) from None
    return policy


def _next(policy: Policy, draft: Draft, opened: int) -> bool:
    values: dict[str, object] = {"words": draft.words, "dated_on": draft.dated_on, "contact": draft.contact}
    if draft.document is not None:
        values |= {"document": draft.document, "document_name": draft.document_name}
    moved = db.session.execute(
        sa.update(Policy).where(Policy.id == policy.id, Policy.version == opened).values(version=opened + 1, **values),
        execution_options={"synchronize_session": False},
    )
    db.session.refresh(policy)
    return bool(moved.rowcount)  # type: ignore[attr-defined]


def _clash(policy: Policy, draft: Draft, before: Mapping[str, str]) -> ClashError:
    return ClashError(before, Draft.of(policy).texts, draft.texts, policy.version)
