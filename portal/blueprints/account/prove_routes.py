"""Proving once more who one is, before a grave act: with a code or a passkey; whoever has neither comes in again."""

from flask import redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.account import bp
from portal.blueprints.account.doors import wait_page
from portal.blueprints.account.services import passkeys, proving
from portal.blueprints.account.services.secret_changes import find_secret
from portal.blueprints.account.services.tries import TooManyTriesError
from portal.blueprints.account.staff_forms import CodeForm
from portal.web import cookies
from portal.web.onward import onward
from portal.web.pages import page
from portal.web.press import PressForm


@bp.route("/sign-in/again", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_KEEP)
@writes
def prove_again() -> ResponseReturnValue:
    """Show that it is still you; then back to the page that asked."""
    form = CodeForm()
    if find_secret(viewer=current_user) is None:
        return _ask(CodeForm(formdata=None), has_code=False)
    if form.validate_on_submit():
        try:
            key = proving.prove_with_code(form.digits, by=current_user)
        except TooManyTriesError as full:
            return wait_page(full.until)
        if key:
            return gone_on(key)
        form.code.errors = [_("That is not the code your app shows now. Wait for the next one and type it.")]
    return _ask(form)


def gone_on(key: str) -> Response:
    """To the page that asked for the proof, under the new key."""
    response = redirect(onward(request.args.get("next", "")), 303)
    cookies.put(response, cookies.sign_in_cookie(), key)
    return response


def _ask(form: CodeForm, *, has_code: bool = True) -> Response:
    return page(
        "account/staff_prove_again.html",
        form=form,
        press=PressForm(),
        ways={"code": has_code, "passkey": passkeys.has_any(viewer=current_user)},
        on=onward(request.args.get("next", "")),
        status=422 if form.errors else 200,
    )
