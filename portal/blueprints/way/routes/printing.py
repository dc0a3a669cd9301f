"""Three sheets to print: the whole plan in easy words, one page about a child, the young person's own words."""

import uuid

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access.guard import requires
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.way import bp
from portal.blueprints.way.own_words import own_words
from portal.blueprints.way.plan_paper import plan_paper
from portal.blueprints.way.profile import profile_of
from portal.blueprints.way.queries.ways import get_way
from portal.web.pages import page


@bp.get("/plan/<uuid:way_id>/print")
@requires(Permission.WAY_READ)
def way_print(way_id: uuid.UUID) -> ResponseReturnValue:
    """The whole plan on paper, without what staff keep among themselves and without any other carer's words."""
    way = get_way(way_id, viewer=current_user)
    looked(Event.WAY_PLAN_PRINTED, by=current_user, pupils=[way.pupil_id])
    return page("way/way_print.html", paper=plan_paper(way, viewer=current_user), today=clock.today())


@bp.get("/<uuid:pupil_id>/profile")
@requires(Permission.WAY_READ)
def profile_print(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """One page about a child: what they are like, what matters, what helps, what does not, and who knows them."""
    profile = profile_of(pupil_id, viewer=current_user)
    if profile is None:
        abort(404)
    looked(Event.WAY_PROFILE_PRINTED, by=current_user, pupils=[pupil_id])
    return page("way/profile_print.html", profile=profile)


@bp.get("/<uuid:pupil_id>/words")
@requires(Permission.WAY_READ)
def words_print(pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The young person's own words, to carry into a meeting; they may leave out what was for the team alone."""
    only_shared = current_user.audience == "young" and request.args.get("words") == "shared"
    words = own_words(pupil_id, viewer=current_user, only_shared=only_shared)
    looked(Event.WAY_WORDS_PRINTED, by=current_user, pupils=[pupil_id])
    return page("way/words_print.html", words=words, today=clock.today())
