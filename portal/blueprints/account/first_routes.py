"""The first time staff come in, or after a loss: a printed code, a password, a code generator, ten codes on paper."""

from flask import Response, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access.guard import public, writes
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import came_in, this_browser, this_network
from portal.blueprints.account.audiences import staff_page
from portal.blueprints.account.doors import wait_page
from portal.blueprints.account.generators import generator_page
from portal.blueprints.account.services import first_time, totp
from portal.blueprints.account.services.tries import TooManyTriesError
from portal.blueprints.account.staff_forms import WHAT_TO_DO, FirstForm, GeneratorForm, NewPasswordForm
from portal.models import Device


@bp.route("/sign-in/staff/first", methods=["GET", "POST"])
@public
@writes
def staff_first() -> ResponseReturnValue:
    """Who they are, and the code on their paper."""
    form = FirstForm()
    if form.validate_on_submit():
        try:
            browser, network = this_browser(), this_network()
            if first_time.give_printed_code(form.address, form.signs, browser_hash=browser, network=network):
                return redirect(url_for("account.staff_first_password"), 303)
        except TooManyTriesError as full:
            return wait_page(full.until)
        form.code.errors = [_("This email and code do not work together. Look at both, or ask for a new paper.")]
    return staff_page("account/staff_first.html", form=form, status=422 if form.errors else 200)


@bp.route("/sign-in/staff/first/password", methods=["GET", "POST"])
@public
@writes
def staff_first_password() -> ResponseReturnValue:
    """Choose a password."""
    form, breach_list = NewPasswordForm(), current_app.extensions["portal"].breach_list
    if not first_time.is_setting_up(this_browser()):
        return redirect(url_for("account.staff_first"), 303)
    if form.validate_on_submit():
        weakness = first_time.set_first_password(form.chosen, browser_hash=this_browser(), breach_list=breach_list)
        if weakness is None:
            return redirect(url_for("account.staff_first_generator"), 303)
        form.password.errors = [WHAT_TO_DO[weakness]]
    return staff_page("account/staff_first_password.html", form=form, status=422 if form.errors else 200)


@bp.route("/sign-in/staff/first/generator", methods=["GET", "POST"])
@public
@writes
def staff_first_generator() -> ResponseReturnValue:
    """Scan a square with an app, and show that it works. Then they are in, with ten codes to keep on paper."""
    account, form = first_time.find_account(this_browser()), GeneratorForm()
    if account is None:
        return redirect(url_for("account.staff_first"), 303)
    seed = totp.offered(account.person_id, form.offer.data or "")
    if form.validate_on_submit() and seed:
        ready = first_time.finish(seed, form.digits, browser_hash=this_browser())
        if ready:
            return _in_with_codes(ready)
        form.code.errors = [_("That is not the code your app shows now. Wait for the next one and type it.")]
    return generator_page("account/staff_first_generator.html", form, account, seed)


def _in_with_codes(ready: first_time.Ready) -> Response:
    came = came_in(ready.person_id, device=Device.SHARED, way_in="password")
    shown = staff_page("account/staff_paper_codes.html", codes=ready.recovery_codes)
    for cookie in came.headers.getlist("Set-Cookie"):
        shown.headers.add("Set-Cookie", cookie)
    return shown
