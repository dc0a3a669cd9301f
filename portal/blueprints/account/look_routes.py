"""Language and look: chosen by anybody, signed in or not, without a script."""

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import public, writes
from portal.blueprints.account import bp
from portal.blueprints.account.forms import LooksForm
from portal.blueprints.account.services.choosing import choose_language
from portal.models import Device
from portal.web import look, notices
from portal.web.pages import page
from portal.web.press import PressForm
from portal.web.words import LANGUAGES, counts_of

LOOKS_KEPT = notices.sentence("looks-kept", _l("Now the pages look like this."))
# Where somebody goes on after choosing; a page names one of these, never an address.
BACK_TO = {"door": "account.sign_in", "language": "account.language_show", "open": "account.open_show"}


@bp.get("/language")
@public
def language_show() -> ResponseReturnValue:
    """Each language under its own name, and how much of it a person has checked."""
    checked = {code: counts_of(code) for code in LANGUAGES if code != "en"}
    return page("account/language.html", form=PressForm(), checked=checked)


@bp.post("/language")
@public
@writes
def language_choose() -> ResponseReturnValue:
    """Every page from here on is in this language."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
        if current_user.is_authenticated:
            choose_language(chosen, by=current_user)
    return redirect(url_for(BACK_TO.get(request.form.get("back", ""), BACK_TO["language"])), 303)


@bp.get("/looks")
@public
def looks() -> ResponseReturnValue:
    """How big the words are, and which colours."""
    form = LooksForm(text=look.text(), scheme=look.scheme())
    return page("account/looks.html", form=form)


@bp.post("/looks")
@public
@writes
def looks_choose() -> ResponseReturnValue:
    """Every page from here on looks like this."""
    form = LooksForm()
    look.choose(form.scheme.data, form.text.data)
    notices.say_next(LOOKS_KEPT)
    response = redirect(url_for("account.looks"), 303)
    look.keep(response, is_own_phone=current_user.is_authenticated and current_user.device == Device.OWN)
    return response
