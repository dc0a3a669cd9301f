"""The link in the letter. Opening it spends nothing (mail scanners do that); pressing the button does."""

from flask.typing import ResponseReturnValue

from portal.access.guard import public, writes
from portal.blueprints.account import bp
from portal.blueprints.account.arrivals import came_in_at_the_door, this_browser
from portal.blueprints.account.services.link_spending import Answer, Spent, find_link, spend_link
from portal.web.pages import page
from portal.web.press import PressForm


@bp.get("/sign-in/link/<token>")
@public
def link_open(token: str) -> ResponseReturnValue:
    """A button to come in; or, in another browser than the one that asked, what to do instead."""
    answer = find_link(token, browser_hash=this_browser())
    if answer:
        return _instead(answer)
    return page("account/link.html", form=PressForm())


@bp.post("/sign-in/link/<token>")
@public
@writes
def link_spend(token: str) -> ResponseReturnValue:
    """Come in with the link."""
    answer = spend_link(token, browser_hash=this_browser())
    if isinstance(answer, Spent):
        return came_in_at_the_door(answer.person_id, device=answer.device, way_in="link")
    return _instead(answer, status=422)


def _instead(answer: Answer, *, status: int = 200) -> ResponseReturnValue:
    other = answer is Answer.OTHER_BROWSER
    return page("account/link_elsewhere.html" if other else "account/link_over.html", status=status)
