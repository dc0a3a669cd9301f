"""Passkeys: asked for by the browser, answered in a form, so that each answer carries the page's own token."""

import uuid

from flask import Response as Answer
from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.access.guard import public, requires, writes
from portal.access.policy import Permission
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import came_in, device_key, give_device_key, this_browser, this_network
from portal.blueprints.account.prove_routes import gone_on
from portal.blueprints.account.services import own_devices, passkeys, tries
from portal.blueprints.account.services.tries import TooManyTriesError
from portal.models import Device
from portal.web import notices
from portal.web.onward import onward
from portal.web.pages import page
from portal.web.press import PressForm

ASKED = tries.Limit("passkey asked", most=100, within=passkeys.LASTS)
NOT_TAKEN = notices.sentence(
    "passkey-not-taken", _l("That did not work. Try once more, or come in another way."), is_done=False
)
ADDED = notices.sentence("passkey-added", _l("Next time this phone or key lets you in."))
REMOVED = notices.sentence("passkey-removed", _l("That phone or key does not let you in any more."))

# The pages that ask for a passkey, by the word their form says.
DOORS = {"staff": "account.staff_sign_in", "open": "account.open_show"}


@bp.post("/sign-in/passkey/ask")
@public
@writes
def passkey_ask() -> ResponseReturnValue:
    """The question for whoever holds a passkey."""
    if not passkeys.are_offered():
        abort(404)
    try:
        tries.count(ASKED.of(this_network()))
    except TooManyTriesError:
        abort(429)
    return Answer(passkeys.ask(browser_hash=this_browser()), mimetype="application/json")


@bp.post("/sign-in/passkey")
@public
@writes
def passkey_sign_in() -> ResponseReturnValue:
    """Come in with a passkey: staff, and carers on their own phone."""
    person_id = passkeys.whose(request.form.get("credential", ""), browser_hash=this_browser())
    if person_id is None:
        notices.say_next(NOT_TAKEN)
        return redirect(url_for(DOORS.get(request.form.get("door", ""), "account.sign_in")), 303)
    phone = own_devices.find_phone(device_key())
    is_kept = phone is not None and phone.person_id == person_id
    return came_in(person_id, device=Device.OWN if is_kept else Device.SHARED, way_in="passkey")


@bp.post("/sign-in/again/passkey")
@requires(Permission.ACCOUNT_SECURE)
@writes
def passkey_prove() -> ResponseReturnValue:
    """Prove who one is with a passkey, and go on."""
    key = passkeys.prove(request.form.get("credential", ""), by=current_user, browser_hash=this_browser())
    if key is None:
        notices.say_next(NOT_TAKEN)
        return redirect(url_for("account.prove_again", next=onward(request.args.get("next", ""))), 303)
    return gone_on(key)


@bp.post("/account/passkeys/ask")
@requires(Permission.ACCOUNT_SECURE, fresh=True)
@writes
def passkey_ask_to_add() -> ResponseReturnValue:
    """The question for a new passkey."""
    if not passkeys.are_offered():
        abort(404)
    return Answer(passkeys.ask_to_add(by=current_user, browser_hash=this_browser()), mimetype="application/json")


@bp.route("/account/passkeys/add", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_SECURE, fresh=True)
@writes
def passkey_add() -> ResponseReturnValue:
    """Let this phone, or a key, open the portal from now on."""
    form = PressForm()
    if not passkeys.are_offered():
        return redirect(url_for("account.secret_list"), 303)
    if not form.validate_on_submit():
        return page("account/passkey_add.html", form=form)
    if not passkeys.add(request.form.get("credential", ""), by=current_user, browser_hash=this_browser()):
        notices.say_next(NOT_TAKEN)
        return redirect(url_for("account.passkey_add"), 303)
    notices.say_next(ADDED)
    return _keep_this_phone(redirect(url_for("account.secret_list"), 303))


@bp.post("/account/passkeys/<uuid:passkey_id>/remove")
@requires(Permission.ACCOUNT_SECURE, fresh=True)
@writes
def passkey_remove(passkey_id: uuid.UUID) -> ResponseReturnValue:
    """Take one away."""
    passkeys.remove(passkey_id, by=current_user)
    notices.say_next(REMOVED)
    return redirect(url_for("account.secret_list"), 303)


def _keep_this_phone(response: Response) -> Response:
    """A carer who calls this phone their own keeps it open behind its own lock, for 30 days."""
    phone = own_devices.find_phone(device_key())
    is_kept = phone is not None and phone.person_id == current_user.person_id
    if current_user.device != Device.OWN or current_user.is_professional or is_kept:
        return response
    return give_device_key(response, own_devices.keep_phone(by=current_user, lock="passkey", instead_of=device_key()))
