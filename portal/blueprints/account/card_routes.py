"""Young people come in: a card, whose tablet it is, four pictures."""

from datetime import timedelta

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import public, writes
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import came_in, device_key, this_browser, this_network
from portal.blueprints.account.audiences import young_page
from portal.blueprints.account.card_forms import CardForm, TapForm
from portal.blueprints.account.doors import pin_cards
from portal.blueprints.account.services import cards, pictures, tries
from portal.blueprints.account.services.arriving import NotHereAnyMoreError
from portal.models import Device
from portal.web import cookies

# A whole setting signs in from one network at nine in the morning.
SHOWN = tries.Limit("card shown", most=300, within=timedelta(minutes=10))


@bp.route("/card", methods=["GET", "POST"])
@public
@writes
def card_show() -> ResponseReturnValue:
    """Show a card: its QR code brings its secret behind the "#"; without a script, its code is typed."""
    form = CardForm()
    if form.validate_on_submit():
        _count_a_card()
        cards.begin_card_try(secret=form.secret.data or "", code=form.code.data or "", browser_hash=this_browser())
        return redirect(url_for("account.card_whose"), 303)
    status = 422 if form.errors else 200
    return young_page("account/card_show.html", form=form, mine=cards.opens_again(device_key()), status=status)


@bp.post("/card/mine")
@public
@writes
def card_mine() -> ResponseReturnValue:
    """Open my own tablet again: only the pictures are asked for."""
    _count_a_card()
    if not cards.opens_again(device_key()):  # nobody's, or a carer's phone, which has a door of its own
        return redirect(url_for("account.card_show"), 303)
    cards.begin_device_try(device_key(), browser_hash=this_browser())
    return redirect(url_for("account.card_pin"), 303)


@bp.route("/card/whose", methods=["GET", "POST"])
@public
@writes
def card_whose() -> ResponseReturnValue:
    """Whose tablet is this? Ours, unless they say it is theirs."""
    if cards.find_card_try(this_browser()) is None:
        return redirect(url_for("account.card_show"), 303)
    form = TapForm()
    if form.validate_on_submit():
        device = Device.OWN if form.picture.data == Device.OWN else Device.SHARED
        cards.choose_device(device, browser_hash=this_browser())
        return redirect(url_for("account.card_pin"), 303)
    return young_page("account/card_whose.html", form=form)


@bp.route("/card/pin", methods=["GET", "POST"])
@public
@writes
def card_pin() -> ResponseReturnValue:
    """Tap your four pictures: each tap is a button, and how many are tapped is all that shows."""
    held = cards.find_card_try(this_browser())
    if held is None:
        return redirect(url_for("account.card_show"), 303)
    form = TapForm()
    if form.validate_on_submit():
        return _after(pictures.tap(form.picture.data or "", browser_hash=this_browser()))
    wrong = "wrong" in request.args
    return young_page("account/card_pin.html", form=form, done=held.done, choices=pin_cards(held.shuffle), wrong=wrong)


@bp.post("/card/pin/again")
@public
@writes
def card_again() -> ResponseReturnValue:
    """Tap from the start."""
    cards.start_again(this_browser())
    return redirect(url_for("account.card_pin"), 303)


@bp.get("/card/ask")
@public
def card_ask() -> ResponseReturnValue:
    """Ask an adult: the pictures are forgotten, or were wrong five times. Nobody did anything wrong."""
    return young_page("account/card_ask.html")


def _after(answer: pictures.Answer | cards.Opened) -> ResponseReturnValue:
    if isinstance(answer, cards.Opened):
        return _come_in(answer)
    if answer == pictures.Answer.LOCKED:
        return redirect(url_for("account.card_ask"), 303)
    wrong = 1 if answer == pictures.Answer.WRONG else None
    return redirect(url_for("account.card_pin", wrong=wrong), 303)


def _come_in(opened: cards.Opened) -> ResponseReturnValue:
    try:
        response = came_in(opened.person_id, device=opened.device, way_in=opened.way_in)
    except NotHereAnyMoreError:
        return redirect(url_for("account.card_ask"), 303)
    cards.end_with_card(opened)
    if opened.device == Device.OWN and opened.way_in == "card":
        seconds = int(cards.TABLET_LASTS.total_seconds())
        cookies.put(response, cookies.device_cookie(), cards.keep_tablet(opened), seconds=seconds)
    return response


def _count_a_card() -> None:
    try:
        tries.count(SHOWN.of(this_network()))
    except tries.TooManyTriesError:
        abort(429)
