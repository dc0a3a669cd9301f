"""A page sends what was typed and not sent; somebody throws it away."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import kept
from portal.access.guard import by_itself, requires, writes
from portal.access.policy import Permission
from portal.blueprints.kept import bp
from portal.blueprints.kept.forms import KeepForm
from portal.web.keeping import path_of_ours, with_its_question


@bp.post("")
@requires(Permission.KEPT_KEEP)
@writes
@by_itself
def words_keep() -> ResponseReturnValue:
    """Their time here is nearly over: what stands in the fields is kept for them. It keeps nobody signed in."""
    form = KeepForm()
    if not form.validate():
        abort(400)
    kept.keep(form.page.data, form.typed, by=current_user)
    return "", 204


@bp.post("/away")
@requires(Permission.KEPT_KEEP)
@writes
def words_throw_away() -> ResponseReturnValue:
    """They do not want it any more; back to the page as it stood."""
    wanted = request.form.get("page", "")
    path = path_of_ours(wanted, method="GET")
    if path is None:
        return redirect(url_for("home.today"))
    kept.throw_away(path, by=current_user)
    return redirect(with_its_question(path, wanted), 303)
