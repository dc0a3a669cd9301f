"""Writing the plan of a placement. The row is made when something is first written; until then it is as it begins."""

import uuid
from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError, NoResultFound

from portal import audit
from portal.access.viewer import Viewer
from portal.blueprints.plans.queries.plans import find_plan
from portal.database import db
from portal.models import Journey, Placement, Plan, Stage
from portal.revisions import first_revision, save_words

# What is saved and kept as a revision, in the order of the page.
FIELDS = (
    "stage", "journey", "next_step", "learning", "medical_needs", "sensory_needs", "offered", "first_day", "bring",
)  # fmt: skip
BEGINS = {**dict.fromkeys(FIELDS, ""), "stage": Stage.GETTING_TO_KNOW.value, "journey": Journey.OUTREACH.value}


def change_plan(placement: Placement, words: Mapping[str, str], *, opened: int, by: Viewer) -> bool:
    """Save the shared words of a plan under the version they were opened with. False: nothing changed.

    ClashError with the three texts when somebody else has saved since.
    """
    plan = _plan_of(placement, by)
    changed = save_words(plan, words, opened=opened, by=by)
    audit.record(audit.Event.PLANS_PLAN_CHANGED, by=by, pupils=[plan.pupil_id], plan=plan.id, version=plan.version)
    return changed


def show_weeks(placement: Placement, *, shows: bool, by: Viewer) -> None:
    """The young person asked to see how many weeks there are, or not to."""
    plan = _plan_of(placement, by)
    plan.shows_weeks = shows
    audit.record(audit.Event.PLANS_WEEKS_CHANGED, by=by, pupils=[plan.pupil_id], shown=shows)


def _plan_of(placement: Placement, by: Viewer) -> Plan:
    return find_plan(placement.id, viewer=by) or _new_plan(placement, by)


def _new_plan(placement: Placement, by: Viewer) -> Plan:
    plan = Plan(
        id=uuid.uuid4(),
        setting_id=placement.setting_id,
        pupil_id=placement.pupil_id,
        placement_id=placement.id,
        stage=Stage.GETTING_TO_KNOW,
        journey=Journey.OUTREACH,
        version=1,
    )
    try:
        with db.session.begin_nested():
            db.session.add(plan)
            first_revision(plan, BEGINS, by=by)
    except IntegrityError:
        # Somebody else wrote the first word at the same moment.
        found = find_plan(placement.id, viewer=by)
        if found is None:
            raise NoResultFound from None
        return found
    return plan
