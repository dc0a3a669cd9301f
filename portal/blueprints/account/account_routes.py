"""My account: the phones somebody keeps, and signing out everywhere."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import device_key
from portal.blueprints.account.services import own_devices
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

FORGOTTEN = notices.sentence("phone-forgotten", _l("That phone does not open any more without a code."))


@bp.get("/account")
@requires(Permission.ACCOUNT_KEEP)
def account_show() -> ResponseReturnValue:
    """What somebody can see and change about their own way in."""
    phones = own_devices.list_phones(viewer=current_user, key=device_key())
    secures = Permission.ACCOUNT_SECURE in current_user.permissions
    return page("account/account.html", phones=phones, secures=secures, form=PressForm())


@bp.post("/account/phones/<uuid:device_id>/forget")
@requires(Permission.ACCOUNT_KEEP)
@writes
def phone_forget(device_id: uuid.UUID) -> ResponseReturnValue:
    """This phone shall not open by itself any more."""
    own_devices.forget_phone(device_id, by=current_user)
    notices.say_next(FORGOTTEN)
    return redirect(url_for("account.account_show"), 303)
