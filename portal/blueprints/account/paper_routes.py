"""The code on paper: no e-mail needed."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.access.guard import public, writes
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import came_in_at_the_door, this_network
from portal.blueprints.account.doors import wait_page
from portal.blueprints.account.forms import PaperForm
from portal.blueprints.account.services.paper import spend_paper_code
from portal.blueprints.account.services.tries import TooManyTriesError
from portal.web.pages import page


@bp.get("/sign-in/paper")
@public
def paper_type() -> ResponseReturnValue:
    """Where the code from the paper is typed."""
    return page("account/paper.html", form=PaperForm())


@bp.post("/sign-in/paper")
@public
@writes
def paper_send() -> ResponseReturnValue:
    """Come in with the code on paper."""
    form = PaperForm()
    if form.validate_on_submit():
        try:
            person_id = spend_paper_code(form.code.data, network=this_network())
        except TooManyTriesError as full:
            return wait_page(full.until)
        if person_id:
            return came_in_at_the_door(person_id, device=form.device, way_in="printed_code")
        form.code.errors = [str(_("This code does not work. Look at your paper again, or ask for a new one"))]
    return page("account/paper.html", form=form, status=422)
