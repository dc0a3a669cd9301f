"""A kept phone opens again: a neutral page without a name, then the phone's own lock or four pictures."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal.access.guard import public, writes
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import came_back, device_key, this_browser
from portal.blueprints.account.doors import home_or_lock, open_page
from portal.blueprints.account.services import cards, pictures, tapping
from portal.blueprints.account.services.cards import Opened
from portal.blueprints.account.services.own_devices import find_phone
from portal.blueprints.account.services.pictures import Answer
from portal.web import notices

NOT_THOSE = notices.sentence("pictures-wrong", _l("Those were not your pictures. Try again."), is_done=False)
NO_MORE = notices.sentence(
    "pictures-no-more", _l("This phone does not open with pictures now. Come in another way."), is_done=False
)


@bp.get("/open")
@public
def open_show() -> ResponseReturnValue:
    """The lock of somebody's own phone. The door, when this is nobody's."""
    phone = find_phone(device_key())
    if current_user.is_authenticated or phone is None or phone.is_young:
        return home_or_lock(phone) or redirect(url_for("account.sign_in"), 303)
    return open_page(phone, tapping.find_opening(phone, browser_hash=this_browser()))


@bp.post("/open")
@public
@writes
def open_tap() -> ResponseReturnValue:
    """One picture was tapped; the fourth one decides."""
    phone, browser = find_phone(device_key()), this_browser()
    if phone is None or not phone.has_pictures:
        return redirect(url_for("account.sign_in"), 303)
    if tapping.find_opening(phone, browser_hash=browser) is None:
        cards.begin_device_try(device_key(), browser_hash=browser, shuffle=phone.shuffle)
    return _after(pictures.tap(request.form.get("picture", ""), browser_hash=browser))


@bp.post("/open/again")
@public
@writes
def open_start_again() -> ResponseReturnValue:
    """Forget what was tapped so far."""
    cards.start_again(this_browser())
    return redirect(url_for("account.open_show"), 303)


def _after(answer: Answer | Opened) -> ResponseReturnValue:
    if isinstance(answer, Opened):
        return came_back(answer.person_id, way_in="pin")
    if answer != Answer.MORE:
        notices.say_next(NOT_THOSE if answer == Answer.WRONG else NO_MORE)
    return redirect(url_for("account.open_show"), 303)
