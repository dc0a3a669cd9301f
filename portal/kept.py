"""What somebody had typed on a page when their time there ended: kept sealed, given back to them on that page alone.

It is not a draft: a `Draft` is what somebody keeps themself, beside one thing of one pupil (docs/decisions/0017).
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

import sqlalchemy as sa
from cryptography.fernet import InvalidToken
from sqlalchemy.dialects import postgresql, sqlite

from portal import audit, clock, seals
from portal.access.viewer import Viewer
from portal.database import SYSTEM, db
from portal.models import KeptWords

# Whoever has not come back by then reads them no more, whether or not the worker has been there.
LASTS = timedelta(days=7)
# So many forms of one person are kept; the oldest make way.
MOST_FORMS = 40


@dataclass(frozen=True)
class Typed:
    """What stood in one field: the path its form is sent to, its name there, which one of that name, and the words.

    `was` is a mark of what had stood there when the page was opened, so that nobody's later words are typed over.
    """

    form: str
    name: str
    nth: int
    was: str
    words: str


def keep(page: str, typed: Sequence[Typed], *, by: Viewer) -> None:
    """Keep what stands on the page at this path now, in place of what was kept of it before; nothing keeps nothing."""
    forms = {each.form: [one for one in typed if one.form == each.form] for each in typed}
    others = [KeptWords.form.not_in(forms)] if forms else []
    db.session.execute(_all_of(by, page).where(*others))
    for form, fields in forms.items():
        _put(page, form, fields, by)
    if forms:
        _make_room(by)
        audit.record(audit.Event.KEPT_WORDS_KEPT, by=by)


def find_kept(page: str, *, viewer: Viewer) -> list[Typed]:
    """What this person had typed on the page at this path and not sent: one statement, in the order of the page."""
    rows = sa.select(KeptWords.form, KeptWords.sealed).where(
        KeptWords.person_id == viewer.person_id, KeptWords.page == page, KeptWords.kept_at > clock.now() - LASTS
    )
    found = db.session.execute(rows.order_by(KeptWords.form)).all()
    return [one for form, sealed in found for one in _unsealed(sealed, page, form, viewer)]


def throw_away(page: str, *, by: Viewer) -> None:
    """They do not want it any more."""
    db.session.execute(_all_of(by, page))
    audit.record(audit.Event.KEPT_WORDS_THROWN_AWAY, by=by)


def was_sent(form: str, *, by: Viewer) -> None:
    """A form that is sent to this path was sent: what was kept of it is gone with the same commit."""
    theirs = sa.delete(KeptWords).where(KeptWords.person_id == by.person_id, KeptWords.form == form)
    db.session.execute(theirs, execution_options={"synchronize_session": False})


def forget_old() -> int:
    """Throw away what nobody came back for in a week. Returns how many forms; the worker calls it."""
    old = sa.delete(KeptWords).where(KeptWords.kept_at <= clock.now() - LASTS)
    with db.own_transaction(SYSTEM) as session:
        gone = session.execute(old, execution_options={"synchronize_session": False})
    return int(gone.rowcount)  # type: ignore[attr-defined]


def _all_of(by: Viewer, page: str) -> sa.Delete:
    theirs = sa.delete(KeptWords).where(KeptWords.person_id == by.person_id, KeptWords.page == page)
    return theirs.execution_options(synchronize_session=False)


def _put(page: str, form: str, fields: list[Typed], by: Viewer) -> None:
    kept = {"sealed": _sealed(page, form, fields, by), "kept_at": clock.now()}
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    row = dialect.insert(KeptWords).values(
        id=uuid.uuid4(), setting_id=by.setting_id, person_id=by.person_id, page=page, form=form, **kept
    )
    db.session.execute(row.on_conflict_do_update(index_elements=["person_id", "page", "form"], set_=kept))


def _make_room(by: Viewer) -> None:
    mine = sa.select(KeptWords.id).where(KeptWords.person_id == by.person_id)
    newest = mine.order_by(KeptWords.kept_at.desc(), KeptWords.id).limit(MOST_FORMS)
    too_many = sa.delete(KeptWords).where(KeptWords.person_id == by.person_id, KeptWords.id.not_in(newest))
    db.session.execute(too_many, execution_options={"synchronize_session": False})


def _sealed(page: str, form: str, fields: list[Typed], by: Viewer) -> str:
    """Sealed together with whose and of which page: a row that somebody moved in the database opens for nobody."""
    return seals.seal(json.dumps({"of": _whose(page, form, by), "fields": [asdict(one) for one in fields]}))


def _unsealed(sealed: str, page: str, form: str, viewer: Viewer) -> list[Typed]:
    try:
        kept = json.loads(seals.unseal(sealed))
    except InvalidToken:
        return []  # sealed with a key that is gone
    return [Typed(**one) for one in kept["fields"]] if kept["of"] == _whose(page, form, viewer) else []


def _whose(page: str, form: str, viewer: Viewer) -> list[str]:
    return [str(viewer.person_id), page, form]
