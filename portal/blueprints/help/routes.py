"""I need help now: who to ring. Opens for everyone; what nobody signed in would see is kept on the phone."""

from flask import g, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import public
from portal.access.viewer import Viewer
from portal.blueprints.help import bp
from portal.blueprints.help.queries import find_hours, list_councils, list_first_told, list_phones
from portal.safeguarding.national import national_lines
from portal.web.pages import page
from portal.web.press import OnceForm
from portal.web.static import files


def _asking() -> Viewer | None:
    # A child may stand behind an empty seat: whoever is not signed in gets the large targets and the short words.
    if current_user.is_authenticated:
        return current_user._get_current_object()  # type: ignore[no-any-return]
    g.audience = "young"
    return None


@bp.get("/help")
@public
def help_show() -> ResponseReturnValue:
    """Who to ring, now."""
    viewer = _asking()
    return page(
        "help/help_show.html",
        lines=national_lines(),
        councils=list_councils(viewer=viewer),
        phones=list_phones(viewer=viewer) if viewer else [],
        tells=list_first_told(viewer=viewer) if viewer else None,
        hours=find_hours(viewer=viewer) if viewer else None,
        once=OnceForm(),
    )


@bp.get("/help/offline")
@public
def help_offline() -> ResponseReturnValue:
    """The same for nobody in particular, for the phone to keep. Somebody who is signed in has a page of their own."""
    if _asking() is not None:
        return redirect(url_for("help.help_show"))
    response = page(
        "help/help_show.html", lines=national_lines(), councils=list_councils(viewer=None), phones=[], tells=None
    )
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Language")
    return response


@bp.get("/ring")
@public
def ring() -> ResponseReturnValue:
    """The settings' numbers, for somebody who is not signed in."""
    viewer = _asking()
    return page("help/ring.html", phones=list_phones(viewer=viewer))


@bp.get("/sw.js")
@public
def worker() -> ResponseReturnValue:
    """The script that keeps the page of help on the phone. It stands at the top, so that it serves every address."""
    response = make_response(files()["js/sw.js"])
    response.mimetype = "text/javascript"
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = "no-cache"
    return response
