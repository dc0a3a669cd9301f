"""What a view does around somebody who comes in: which browser asks, the cookie it gets, and where it goes."""

import secrets
import uuid

from flask import g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal.access.sign_ins import hash_of
from portal.blueprints.account import bp
from portal.blueprints.account.services.arriving import Asking, NotHereAnyMoreError, sign_in_person
from portal.blueprints.account.services.carers import check_carer
from portal.blueprints.account.services.own_devices import LASTS, find_phone
from portal.blueprints.account.services.tries import network_of
from portal.models import Device
from portal.web import cookies, look

# What stays in the browser's form cookie when somebody comes in or leaves: how pages look, and nothing about a person.
KEPT = ("language", "scheme", "text")
A_YEAR = 365 * 24 * 60 * 60


def came_in(person_id: uuid.UUID, *, device: Device, way_in: str, to: str = "home.today") -> Response:
    """Begin their sign-in, give this browser the new key and a new form token, and go to the endpoint `to`."""
    key = sign_in_person(person_id, device=device, way_in=way_in, asking=asking())
    start_anew()
    response = redirect(url_for(to), 303)
    cookies.put(response, cookies.sign_in_cookie(), key)
    look.keep(response, is_own_phone=device == Device.OWN)
    return response


def came_in_at_the_door(person_id: uuid.UUID, *, device: Device, way_in: str) -> Response:
    """The same for a carer; whoever says that the phone is theirs is asked once whether it shall stay open."""
    kept = find_phone(device_key()) if device == Device.OWN else None
    offers = device == Device.OWN and (kept is None or kept.person_id != person_id)
    return came_in(person_id, device=device, way_in=way_in, to="account.phone_offer" if offers else "home.today")


def came_back(person_id: uuid.UUID, *, way_in: str) -> Response:
    """A carer's kept phone was opened; or, where they may not come in any more, the door."""
    try:
        check_carer(person_id)
    except NotHereAnyMoreError:
        return redirect(url_for("account.sign_in", way="email"), 303)
    return came_in(person_id, device=Device.OWN, way_in=way_in)


def asking() -> Asking:
    """What this request says about the browser it comes from."""
    return Asking(sign_in_key(), this_browser(), str(session.get("language", "")))


def sign_in_key() -> str:
    """The key of the sign-in this browser holds, whether or not it still opens anything."""
    return _cookie(cookies.sign_in_cookie())


def device_key() -> str:
    """The key of somebody's own phone, if this is one."""
    return _cookie(cookies.device_cookie())


def this_browser() -> str:
    """The hash of this browser's number; a browser without one gets one with this answer."""
    if "browser_number" not in g:
        g.browser_number = _cookie(cookies.browser_cookie()) or _new_number()
    return hash_of(g.browser_number)


def this_network() -> str:
    """The network this request comes from, for counting tries (a proxy's word counts only where it is trusted)."""
    return network_of(request.remote_addr)


def give_device_key(response: Response, key: str) -> Response:
    """Keep this browser as somebody's own phone, for as long as the server does."""
    cookies.put(response, cookies.device_cookie(), key, seconds=int(LASTS.total_seconds()))
    return response


def start_anew() -> None:
    """Empty the form cookie but for language and look: tokens from before open nothing."""
    kept = {name: session[name] for name in KEPT if name in session}
    session.clear()
    session.update(kept)


def _cookie(name: str) -> str:
    value = request.cookies.get(name, "")
    return value if len(value) <= 100 else ""


def _new_number() -> str:
    g.browser_is_new = True
    return secrets.token_urlsafe(32)


@bp.after_request
def _give_the_number(response: Response) -> Response:
    if g.get("browser_is_new"):
        cookies.put(response, cookies.browser_cookie(), g.browser_number, seconds=A_YEAR)
    return response
