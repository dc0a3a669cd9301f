"""What the doors have in common: the carers' page, why a sign-in is over, and waiting after too many tries."""

from datetime import datetime, timedelta

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from portal.blueprints.account.arrivals import device_key, sign_in_key
from portal.blueprints.account.forms import DoorForm
from portal.blueprints.account.services.leaving import Ended, why_it_ended
from portal.blueprints.account.services.own_devices import KeptPhone, find_phone
from portal.blueprints.account.services.phones import list_phone_numbers
from portal.blueprints.account.services.tapping import Tapping
from portal.keys.pictures import shuffled
from portal.web import cookies
from portal.web.pages import page
from portal.web.press import PressForm
from portal.web.static import static_url
from portal.web.words import chosen_language, in_language


def somewhere_better() -> Response | None:
    """Where somebody belongs who does not need the door: their first page, or their own phone's lock."""
    by_email = request.args.get("way") == "email"
    return home_or_lock(None if by_email and not current_user.is_authenticated else find_phone(device_key()))


def home_or_lock(phone: KeptPhone | None) -> Response | None:
    """The first page for somebody who is in, the lock of a kept phone, or None."""
    if current_user.is_authenticated:
        return redirect(url_for("home.today"), 303)
    if phone is None:
        return None
    return redirect(url_for("account.card_show" if phone.is_young else "account.open_show"), 303)


def door_page(form: DoorForm) -> Response:
    """The carers' door, with what was not taken, or with why the last sign-in here is over."""
    over = "" if form.errors else sentence_about_the_end()
    response = page("account/sign_in.html", form=form, over=over, status=422 if form.errors else 200)
    if over:
        cookies.drop(response, cookies.sign_in_cookie())
    return response


def sentence_about_the_end() -> str:
    """Why the sign-in of this browser ended by itself. Empty when it did not; never says whose it was."""
    ended = why_it_ended(sign_in_key())
    if ended is None:
        return ""
    (why, minutes), again = ended, _("Come in again.")
    if why is Ended.IDLE:
        away = ngettext("You were away for %(num)d minute.", "You were away for %(num)d minutes.", minutes)
        return f"{away} {again}"
    if minutes < 60:
        here = ngettext("You were here for %(num)d minute.", "You were here for %(num)d minutes.", minutes)
    else:
        here = ngettext("You were here for %(num)d hour.", "You were here for %(num)d hours.", minutes // 60)
    return f"{here} {again}"


def pin_cards(shuffle: int) -> list[dict[str, str]]:
    """The twelve pictures as tap cards, in the order of this number."""
    return [
        {"value": picture.name, "label": str(picture.label), "url": static_url(f"img/things/{picture.file}.svg")}
        for picture in shuffled(shuffle)
    ]


def open_page(phone: KeptPhone, begun: Tapping | None) -> Response:
    """The lock of a kept phone: no name on it, whoever holds it, in the language its owner reads."""
    now = begun or Tapping(0, phone.shuffle)
    with in_language(chosen_language() or phone.language):
        over, cards = sentence_about_the_end(), pin_cards(now.shuffle)
        return page("account/open.html", form=PressForm(), phone=phone, now=now, cards=cards, over=over)


def wait_page(until: datetime) -> Response:
    """Too many tries: when to try again, and the number to ring instead."""
    return page("account/wait.html", status=429, until=until + timedelta(seconds=59), numbers=list_phone_numbers())
