"""The staff's door: password, then a code."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access.guard import public, writes
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import came_in, this_browser, this_network
from portal.blueprints.account.audiences import staff_page
from portal.blueprints.account.doors import wait_page
from portal.blueprints.account.services import passkeys, staff_door
from portal.blueprints.account.services.tries import TooManyTriesError
from portal.blueprints.account.staff_forms import CodeForm, PaperCodeForm, PasswordForm
from portal.models import Device


@bp.route("/sign-in/staff", methods=["GET", "POST"])
@public
@writes
def staff_sign_in() -> ResponseReturnValue:
    """Email and password, or a passkey."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            password, browser, network = form.password.data or "", this_browser(), this_network()
            if staff_door.give_password(form.address, password, browser_hash=browser, network=network):
                return redirect(url_for("account.staff_code"), 303)
        except TooManyTriesError as full:
            return wait_page(full.until)
        form.password.errors = [_("This is not the email and password of anybody here. Look at both and try again.")]
    offers = passkeys.are_offered()
    return staff_page("account/staff_sign_in.html", form=form, passkeys=offers, status=422 if form.errors else 200)


@bp.route("/sign-in/staff/code", methods=["GET", "POST"])
@public
@writes
def staff_code() -> ResponseReturnValue:
    """The six digits of the app."""
    return _second_half("account/staff_code.html", CodeForm(), staff_door.give_code)


@bp.route("/sign-in/staff/paper-code", methods=["GET", "POST"])
@public
@writes
def staff_recovery() -> ResponseReturnValue:
    """One of ten codes on paper, for somebody without their phone."""
    return _second_half("account/staff_recovery.html", PaperCodeForm(), staff_door.give_recovery_code)


def _second_half(template: str, form: CodeForm | PaperCodeForm, give: staff_door.Give) -> ResponseReturnValue:
    if staff_door.find_half_way(this_browser(), owes="code") is None:
        return redirect(url_for("account.staff_sign_in"), 303)
    if form.validate_on_submit():
        try:
            half = give(form.code.data or "", browser_hash=this_browser())
        except TooManyTriesError as full:
            return wait_page(full.until)
        if half:
            return came_in(half.person_id, device=Device.SHARED, way_in="password")
        form.code.errors = [_("This code is not right, or was used before. Look again and type it.")]
    return staff_page(template, form=form, status=422 if form.errors else 200)
