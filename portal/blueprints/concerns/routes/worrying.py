"""A member of staff is worried about a child."""

from collections.abc import Sequence

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.concerns import bp
from portal.blueprints.concerns.forms import WorryForm
from portal.blueprints.concerns.queries.answering import list_colleagues, list_pupils
from portal.blueprints.concerns.services.worrying import raise_worry
from portal.models import Pupil
from portal.web import notices
from portal.web.pages import page

RAISED = notices.sentence("concerns.worry", _l("Saved. It goes from one to the next until somebody has it."))


@bp.route("/concerns/worried", methods=["GET", "POST"])
@requires(Permission.CONCERNS_ANSWER)
@writes
def concern_raise() -> ResponseReturnValue:
    """I am worried about a child: words, how soon, and whom of the staff it is about."""
    pupils = list_pupils(viewer=current_user)
    looked(Event.CONCERNS_LIST_SHOWN, by=current_user, pupils=[one.id for one in pupils])
    form = WorryForm(pupils, list_colleagues(viewer=current_user), chosen=_chosen(pupils))
    if form.validate_on_submit():
        raise_worry(form.worry, by=current_user)
        notices.say_next(RAISED)
        return redirect(url_for("concerns.concern_list"), 303)
    return page("concerns/concern_raise.html", status=422 if form.errors else 200, form=form)


def _chosen(pupils: Sequence[Pupil]) -> str:
    """The pupil from whose page they came, or none; one they do not see is not there."""
    chosen = request.args.get("child", "")
    if chosen and chosen not in {str(one.id) for one in pupils}:
        abort(404)
    return chosen
