"""Writing a plan: what is agreed in a section, where it leads and by when. Each save is a revision under a version."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import audit
from portal.access.viewer import Viewer
from portal.blueprints.way.services.saying import drop_draft
from portal.blueprints.way.shared import DRAFT, words_of_section, words_of_way
from portal.database import db
from portal.models import Destination, Revision, SectionKind, WayBack, WaySection
from portal.returning.agreed import lift_changed
from portal.revisions import first_revision, save_words

Words = Mapping[str, str]


def change_section(section: WaySection, words: Words, *, opened: int, by: Viewer) -> bool:
    """Save what is agreed under the version it was opened with. False: nothing changed.

    ClashError with the three texts when somebody else has saved since. Answers to words that changed are lifted in the
    same transaction. What is for staff only is never released to the school.
    """
    if section.kind is SectionKind.RISK_STAFF:
        words = {**words, "is_for_school": ""}
    begin_history(section, words_of_section(section), by=by)
    saved = save_words(
        section,
        words,
        opened=opened,
        by=by,
        read=lambda: {name: text for name, text in words_of_section(section).items() if name in words},
        put=lambda name, value: setattr(section, name, bool(value) if name == "is_for_school" else value),
    )
    drop_draft(section, DRAFT, by=by)
    if saved:
        lift_changed(section.way_id)
        facts: dict[str, Any] = {"section": section.id, "version": section.version}
        audit.record(audit.Event.WAY_SECTION_CHANGED, by=by, pupils=[section.pupil_id], **facts)
    return saved


def change_way(way: WayBack, words: Words, *, opened: int, by: Viewer) -> bool:
    """Save where a plan leads and by when, in the same way."""
    begin_history(way, words_of_way(way), by=by)
    saved = save_words(
        way,
        words,
        opened=opened,
        by=by,
        read=lambda: {name: text for name, text in words_of_way(way).items() if name in words},
        put=lambda name, value: setattr(way, name, _as_kept(name, value)),
    )
    if saved:
        facts: dict[str, Any] = {"way": way.id, "version": way.version}
        audit.record(audit.Event.WAY_PLAN_CHANGED, by=by, pupils=[way.pupil_id], **facts)
    return saved


def begin_history(row: Any, words: Words, *, by: Viewer) -> None:
    """Keep what a row began with, before its first save: a plan begins with the placement, and nobody wrote it."""
    if row.version != 1 or _has_history(row.id):
        return
    try:
        with db.session.begin_nested():
            first_revision(row, words, by=by)
    except IntegrityError:
        return  # somebody else, who saves at the same moment, has just kept the same


def _has_history(subject_id: uuid.UUID) -> bool:
    return db.session.scalar(sa.select(Revision.id).where(Revision.subject_id == subject_id).limit(1)) is not None


def _as_kept(name: str, value: str) -> Any:
    if name == "destination":
        return Destination(value)
    return date.fromisoformat(value) if value else None
