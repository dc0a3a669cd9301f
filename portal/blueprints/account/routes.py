"""The carers' door: an address, then a code."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.access.guard import public, writes
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import came_in_at_the_door, this_browser, this_network
from portal.blueprints.account.doors import door_page, somewhere_better, wait_page
from portal.blueprints.account.forms import CodeForm, DoorForm
from portal.blueprints.account.services import link_asking, link_spending
from portal.blueprints.account.services.link_spending import Answer, Spent
from portal.blueprints.account.services.tries import TooManyTriesError
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

SENT_AGAIN = notices.sentence("code-again", _l("We sent it again. Only the newest code works."))


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The door. Somebody who is in already, or whose own phone this is, goes on from here."""
    return somewhere_better() or door_page(DoorForm())


@bp.post("/sign-in")
@public
@writes
def sign_in_ask() -> ResponseReturnValue:
    """Ask for a link and a code. The same answer for an address that nobody here has."""
    form = DoorForm()
    if not form.validate_on_submit():
        return door_page(form)
    try:
        link_asking.ask(form.address, device=form.device, browser_hash=this_browser(), network=this_network())
    except TooManyTriesError as full:
        return wait_page(full.until)
    return redirect(url_for("account.code_type"), 303)


@bp.get("/sign-in/code")
@public
def code_type() -> ResponseReturnValue:
    """Where the code from the letter is typed."""
    return page("account/code.html", form=CodeForm(), again=PressForm())


@bp.post("/sign-in/code")
@public
@writes
def code_send() -> ResponseReturnValue:
    """Come in with the code."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            answer = link_spending.spend_code(form.digits, browser_hash=this_browser(), network=this_network())
        except TooManyTriesError as full:
            return wait_page(full.until)
        if isinstance(answer, Spent):
            return came_in_at_the_door(answer.person_id, device=answer.device, way_in="code")
        form.code.errors = [_why_not(answer)]
    return page("account/code.html", form=form, again=PressForm(), status=422)


@bp.post("/sign-in/code/again")
@public
@writes
def code_again() -> ResponseReturnValue:
    """Send the letter once more; the code before it is worth nothing then."""
    try:
        asked = link_asking.ask_again(browser_hash=this_browser(), network=this_network())
    except TooManyTriesError as full:
        return wait_page(full.until)
    if asked:
        notices.say_next(SENT_AGAIN)
    return redirect(url_for("account.code_type" if asked else "account.sign_in"), 303)


def _why_not(answer: Answer) -> str:
    if answer is Answer.NOT_THE_CODE:
        return str(_("That is not the code. Look at the newest email and type it again"))
    return str(_("This code does not work any more. Ask for a new one"))
