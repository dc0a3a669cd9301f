"""My own phone: asked once after coming in, whether it shall open again with its own lock or with four pictures."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.access.sign_ins import hash_of
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import device_key, give_device_key, sign_in_key
from portal.blueprints.account.doors import pin_cards
from portal.blueprints.account.services import own_devices, passkeys, tapping
from portal.blueprints.account.services.tapping import Step
from portal.models import Device
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm

KEPT = notices.sentence("phone-kept", _l("Next time this phone opens with your 4 pictures."))
NOT_THE_SAME = notices.sentence("pictures-differ", _l("Those were other pictures. Choose 4 again."), is_done=False)


@bp.get("/phone")
@requires(Permission.ACCOUNT_KEEP)
def phone_offer() -> ResponseReturnValue:
    """Shall this phone stay open? Only for a phone they called their own."""
    if current_user.device != Device.OWN:
        return redirect(url_for("home.today"), 303)
    own_devices.check_may_keep(current_user)
    return page("account/phone_offer.html", passkeys=passkeys.are_offered())


@bp.get("/phone/pictures")
@requires(Permission.ACCOUNT_KEEP)
def pictures_choose() -> ResponseReturnValue:
    """Choose four pictures, then the same four again."""
    if current_user.device != Device.OWN:
        return redirect(url_for("home.today"), 303)
    own_devices.check_may_keep(current_user)
    now = tapping.find_choosing(viewer=current_user, key_hash=hash_of(sign_in_key()))
    return page("account/pictures_choose.html", form=PressForm(), now=now, cards=pin_cards(now.shuffle))


@bp.post("/phone/pictures")
@requires(Permission.ACCOUNT_KEEP)
@writes
def pictures_tap() -> ResponseReturnValue:
    """One picture was tapped."""
    if current_user.device != Device.OWN:
        return redirect(url_for("home.today"), 303)
    own_devices.check_may_keep(current_user)
    picture, key_hash = request.form.get("picture", ""), hash_of(sign_in_key())
    step, pin = tapping.tap_to_choose(picture, by=current_user, key_hash=key_hash)
    if step is Step.RIGHT:
        return _kept(own_devices.keep_phone(by=current_user, lock="pictures", pictures=pin, instead_of=device_key()))
    if step is Step.WRONG:
        notices.say_next(NOT_THE_SAME)
    return redirect(url_for("account.pictures_choose"), 303)


@bp.post("/phone/pictures/again")
@requires(Permission.ACCOUNT_KEEP)
@writes
def pictures_start_again() -> ResponseReturnValue:
    """Forget what was tapped, and choose anew."""
    tapping.choose_anew(key_hash=hash_of(sign_in_key()))
    return redirect(url_for("account.pictures_choose"), 303)


def _kept(key: str) -> ResponseReturnValue:
    notices.say_next(KEPT)
    return give_device_key(redirect(url_for("home.today"), 303), key)
