"""How I sign in: a new password, a new phone, new codes for paper."""

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.account import bp
from portal.blueprints.account.generators import generator_page
from portal.blueprints.account.services import passkeys, secret_changes, totp
from portal.blueprints.account.staff_forms import WHAT_TO_DO, GeneratorForm, NewPasswordForm
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

PASSWORD_SET = notices.sentence("password-set", _l("Your new password works. You are signed out everywhere else."))
SEED_SET = notices.sentence("seed-set", _l("Your new app works. You are signed out everywhere else."))


@bp.get("/account/ways")
@requires(Permission.ACCOUNT_SECURE)
def secret_list() -> ResponseReturnValue:
    """How somebody signs in, and what of it they can change."""
    return page(
        "account/secret_list.html",
        facts=secret_changes.find_secret(viewer=current_user),
        offers=passkeys.are_offered(),
        passkeys=passkeys.list_passkeys(viewer=current_user),
        form=PressForm(),
    )


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_WAY_CHANGE, fresh=True)
@writes
def password_change() -> ResponseReturnValue:
    """A new password."""
    form, breach_list = NewPasswordForm(), current_app.extensions["portal"].breach_list
    if form.validate_on_submit():
        weakness = secret_changes.set_password(form.chosen, by=current_user, breach_list=breach_list)
        if weakness is None:
            notices.say_next(PASSWORD_SET)
            return redirect(url_for("account.secret_list"), 303)
        form.password.errors = [WHAT_TO_DO[weakness]]
    return page("account/staff_password.html", form=form, status=422 if form.errors else 200)


@bp.route("/account/generator", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_WAY_CHANGE, fresh=True)
@writes
def generator_change() -> ResponseReturnValue:
    """A new phone, or a new app on it."""
    form = GeneratorForm()
    seed = totp.offered(current_user.person_id, form.offer.data or "")
    if form.validate_on_submit() and seed:
        if secret_changes.set_seed(seed, form.digits, by=current_user):
            notices.say_next(SEED_SET)
            return redirect(url_for("account.secret_list"), 303)
        form.code.errors = [_("That is not the code your app shows now. Wait for the next one and type it.")]
    account = secret_changes.get_account(viewer=current_user)
    return generator_page("account/staff_generator.html", form, account, seed)


@bp.route("/account/paper-codes", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_WAY_CHANGE, fresh=True)
@writes
def paper_codes_new() -> ResponseReturnValue:
    """Ten new codes for paper, shown once."""
    form = PressForm()
    if form.validate_on_submit():
        return page("account/staff_paper_codes.html", codes=secret_changes.set_recovery_codes(by=current_user))
    return page("account/staff_paper_codes_new.html", form=form)
