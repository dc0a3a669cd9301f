"""The pages of readers: everything is read, then it is drawn; the same few statements however much there is."""

from datetime import date, datetime, time, timedelta

from flask import request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access.policy import Permission
from portal.blueprints.checkins.queries import reading as rows
from portal.blueprints.checkins.queries import staff as staff_rows
from portal.blueprints.checkins.reading_forms import ShowWeeksForm
from portal.blueprints.checkins.shown import helped, shown, weeks_of, what_is_different
from portal.heard import find_audience, find_writers
from portal.models import CheckIn, Place, Pupil
from portal.pupils import Child
from portal.web.pages import page

# Weeks on one page of one's own picture.
WEEKS = 4
# How far back somebody looks for what is usual.
USUAL = timedelta(weeks=12)


def page_number(of: int) -> int:
    """Which page of a list is asked for; the last one for a number that is too high."""
    return min(max(1, request.args.get("page", 1, type=int)), max(1, of))


def show_own_weeks(child: Child) -> ResponseReturnValue:
    """My feelings: four of the weeks in which there was a check-in, the newest first."""
    moments = rows.list_own_moments(viewer=current_user)
    mondays = sorted({_monday(moment) for moment in moments}, reverse=True)
    of = max(1, -(-len(mondays) // WEEKS))
    at = page_number(of)
    here = mondays[(at - 1) * WEEKS : at * WEEKS]
    found = rows.list_own(here[-1], here[0] + timedelta(days=7), viewer=current_user) if here else []
    weeks = [week for week in weeks_of(found, own=True) if _midnight(week.monday) in here]
    way = rows.find_way(child.pupil_id, viewer=current_user)
    reader = find_audience(child.pupil_id, Place.CHECK_IN, viewer=current_user).key_worker
    return page(
        "checkins/mine.html",
        weeks=weeks,
        at=at,
        of=of,
        shows=bool(way and way.shows_weeks),
        reader=reader,
        form=ShowWeeksForm(formdata=None),
    )


def _monday(moment: datetime) -> datetime:
    on = clock.london(moment).date()
    return _midnight(on - timedelta(days=on.weekday()))


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=clock.LONDON)


def show_own(row: CheckIn) -> ResponseReturnValue:
    """One of one's own, as it was said, and who got it."""
    audience = find_audience(row.pupil_id, Place.CHECK_IN, viewer=current_user)
    team = [one for one in audience.always if one.person_id != row.not_for_id]
    words = rows.list_words([row.id], viewer=current_user)
    return page("checkins/mine_one.html", one=shown(row, words, own=True), team=team)


def show_shared(child: Child) -> ResponseReturnValue:
    """What a child chose to share with this adult."""
    of = max(1, -(-rows.count_shared(child.pupil_id, viewer=current_user) // rows.PAGE))
    at = page_number(of)
    found = rows.list_shared(child.pupil_id, at, viewer=current_user)
    words = rows.list_words([row.id for row in found], viewer=current_user)
    shared = [shown(row, words) for row in found]
    return page("checkins/shared.html", child=child, shared=shared, at=at, of=of)


def show_pupil(pupil: Pupil) -> ResponseReturnValue:
    """What a young person told the team, what is different now, and what adults saw beside it."""
    of = max(1, -(-staff_rows.count_check_ins(pupil.id, viewer=current_user) // rows.PAGE))
    at = page_number(of)
    found = staff_rows.list_check_ins(pupil.id, at, viewer=current_user)
    words = rows.list_words([row.id for row in found], viewer=current_user)
    recent = staff_rows.list_how(pupil.id, clock.now() - USUAL, viewer=current_user)
    way = rows.find_way(pupil.id, viewer=current_user)
    seen = staff_rows.list_observations(pupil.id, viewer=current_user)
    ids = {each for row in found for each in (row.entered_by_id, row.held_by_id, row.not_for_id) if each}
    names = staff_rows.list_first_names(ids, viewer=current_user)
    return page(
        "checkins/staff_pupil.html",
        child=Child.of(pupil),
        told=[(shown(row, words), helped(row, names)) for row in found],
        names=names,
        may_hold=Permission.CONCERNS_LEAD in current_user.permissions,
        different=what_is_different(pupil.person.first_name, recent),
        weeks=weeks_of(recent)[:WEEKS] if way and way.shows_weeks else [],
        seen=seen,
        writers=find_writers(seen, viewer=current_user),
        at=at,
        of=of,
    )
