"""Whether a return held: half days counted from our marks, and why staff have said another number (domain.md §4.8).

Read past what the viewer may see, inside their setting: the key worker who is asked for a year after the placement
ended sees no mark any more. What comes out are counts, and the reason that staff gave.
"""

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa

from portal.models import ReturnOutcome, Revision, SessionMark, TermDate
from portal.returning.after import WEEK, half_term_before
from portal.returning.attendance import Marked, PlanAttendance, half_days_of_the_plan
from portal.returning.everybody import all_of, columns_of

# The reason stands in the revision of what was noted, beside its fields.
REASON = "why"


def half_days_marked(pupil_id: uuid.UUID, returned_on: date, weeks: Iterable[int]) -> dict[int, PlanAttendance]:
    """By 12, 26 and 52 weeks: the half days of the plan in the last half term before, as we marked them.

    Two statements. Without a mark in that time nothing is counted (`has_any`), and nothing is known.
    """
    terms = list(all_of(sa.select(TermDate)))
    spans = {each: half_term_before(returned_on + each * WEEK, terms) for each in weeks}
    if not spans:
        return {}
    first, last = min(span[0] for span in spans.values()), max(span[1] for span in spans.values())
    one = SessionMark
    rows = sa.select(one.on, one.is_morning, one.mark, one.offered_minutes, one.attended_minutes).where(
        one.pupil_id == pupil_id, one.replaced_at.is_(None), one.on.between(max(first, returned_on), last)
    )
    marks = [Marked(*row) for row in columns_of(rows)]
    return {
        each: half_days_of_the_plan(mark for mark in marks if begins <= mark.on <= ends)
        for each, (begins, ends) in spans.items()
    }


def reasons_of(outcomes: Iterable[ReturnOutcome]) -> Mapping[uuid.UUID, str]:
    """Why staff noted another number than our marks say, by the id of what they noted. One statement."""
    versions = {row.id: row.version for row in outcomes}
    if not versions:
        return {}
    saves = sa.select(Revision.subject_id, Revision.version, Revision.fields).where(
        Revision.subject == ReturnOutcome.__tablename__, Revision.subject_id.in_(versions)
    )
    return {
        subject_id: json.loads(fields).get(REASON, "")
        for subject_id, version, fields in columns_of(saves)
        if versions[subject_id] == version
    }
