"""The demo's doors: they exist only where PORTAL_DEMO is on."""

from datetime import timedelta
from pathlib import Path

from flask import current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal import clock
from portal.access.guard import public, writes
from portal.blueprints.demo import bp, presenters, services
from portal.blueprints.demo.forms import REAL, STEPS, MomentForm, StepForm
from portal.blueprints.demo.people import GROUPS
from portal.extensions import csrf
from portal.keys import address
from portal.web import cookies
from portal.web.pages import page


@bp.before_app_request
def _under_the_name_that_was_typed() -> None:
    address.typed(request.host_url)


@bp.teardown_app_request
def _and_no_longer(_error: BaseException | None) -> None:
    address.typed("")


@bp.get("")
@public
def demo_show() -> ResponseReturnValue:
    """The people of the demo, as buttons; what was sent; the clock."""
    here = clock.london(clock.now())
    return _page(MomentForm(day=here.date(), at=here.time()))


@bp.post("/clock")
@public
@writes
def demo_clock_move() -> ResponseReturnValue:
    """Move the clock for everyone in the demo."""
    step, moment = StepForm(), MomentForm()
    if step.by.data == REAL and step.validate_on_submit():
        services.use_real_time(folder=_folder())
    elif step.by.data and step.validate_on_submit():
        services.move_clock(timedelta(seconds=int(step.by.data)), folder=_folder())
    elif moment.validate_on_submit():
        services.move_clock(moment.moment - clock.now(), folder=_folder())
    else:
        return _page(moment, status=422)
    return redirect(url_for("demo.demo_show", _anchor="clock"), 303)


@bp.get("/keys")
@public
def demo_keys() -> ResponseReturnValue:
    """What the cast types and shows at the real doors."""
    g.audience = "staff"
    names = {someone.slug: someone.who for group in GROUPS for someone in group.people}
    staff, cards = presenters.read_keys(_folder() / "keys-given-out.json", names)
    return page("demo/demo_keys.html", staff=staff, cards=cards, names=names)


@bp.post("/<slug>")
@public
@writes
def demo_sign_in(slug: str) -> ResponseReturnValue:
    """Sign in as one of the cast with one press, instead of whoever was signed in here."""
    key = services.sign_in_as(slug, instead_of=current_user if current_user.is_authenticated else None)
    response = redirect(url_for("home.today"))
    cookies.put(response, cookies.sign_in_cookie(), key)
    return response


# No token is asked for: this door exists only in a demo, and scripts that measure it come in by it. Other sites cannot
# press the button all the same (portal/web/headers.py).
csrf.exempt(demo_sign_in)


def _page(form: MomentForm, *, status: int = 200) -> ResponseReturnValue:
    g.audience = "staff"
    return page(
        "demo/demo_show.html",
        status=status,
        form=form,
        groups=GROUPS,
        steps=STEPS,
        clock=presenters.show_clock(),
        sent=presenters.read_sent(
            _folder() / "sent", services.names_by_address(), page=request.args.get("page", 1, type=int)
        ),
    )


def _folder() -> Path:
    folder: Path = current_app.extensions["portal"].data_folder
    return folder
