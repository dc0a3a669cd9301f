"""Back leads one step up, from every page of the way back, to a page that the same person may open."""

from collections.abc import Iterator
from functools import cache, partial

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.database import SYSTEM, db
from portal.models import SectionKind, WaySection
from tests import cast
from tests.factories.plans import speaks_english
from tests.house_rules import agreements, examples, marks, part_times, plans, returns, steps, ways
from tests.support.client import Browser
from tests.support.examples import drawn_once
from tests.support.html import parse
from tests.support.portal import SignedInAs

ROOMS = ("after", "agreeing", "marks", "part_time", "promises", "steps", "way")
# Whose pages each of them is asked for.
PEOPLE = {"leila": "maya", "maya": "maya", "okoro": "maya", "hughes": "maya", "amara": "tyler"}
RELEASED = (SectionKind.GOAL, SectionKind.HELPS, SectionKind.PEOPLE, SectionKind.STEPS)
# Nobody goes up more often than this before they stand on a page whose name leads home.
DEEPEST = 7


def pages(app: Flask, owner: str) -> Iterator[str]:
    """Every page of these rooms, about rows of one child."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.split(".")[0] not in ROOMS or "GET" not in (rule.methods or ()):
            continue
        wanted = rule.arguments - set(rule.defaults or {})
        values = {name: examples.value(rule.endpoint, name, owner) for name in wanted}
        built = rule.build({**(rule.defaults or {}), **values})
        assert built
        yield built[1]


@pytest.fixture
def rows(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example rows, and Tyler's, whose social worker reads them."""
    monkeypatch.setattr(examples, "OWNERS", ("maya", "rohan", "tyler"))
    for module in (examples, agreements, marks, part_times, plans, returns, steps, ways):
        for name, who in (("ADULTS", "amara"), ("KEY_WORKERS", "lewis")):
            if hasattr(module, name):
                monkeypatch.setitem(getattr(module, name), "tyler", who)
    with db.work(SYSTEM, reason="the example rows") as session:
        examples.stock(session)
        session.execute(sa.update(WaySection).where(WaySection.kind.in_(RELEASED)).values(is_for_school=True))
    speaks_english("leila")


def up_from(browser: Browser, address: str) -> str | None:
    """Where Back leads from a page; empty where its name leads home instead. None: it is no page, or not open."""
    answer = browser.get(address)
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return None
    link = parse(answer.text).one("a", where=lambda node: node.attrs.get("class") == "top__name")
    return str(link.attrs["href"]) if link.text == "Back" else ""


@drawn_once
@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("who", PEOPLE)
def test_back_leads_one_step_up_to_a_page_that_is_open(app: Flask, signed_in_as: SignedInAs, who: str) -> None:
    # Each page is opened once: looking changes none of them.
    up_once = cache(partial(up_from, signed_in_as(who)))
    wrong, walked = [], 0
    for address in sorted(set(pages(app, PEOPLE[who]))):
        if up_once(address) is None:
            continue
        walked += 1
        way = [address]
        while up := up_once(way[-1]):
            way.append(up)
            if up in way[:-1] or len(way) > DEEPEST or up_once(up) is None:
                wrong.append(" → ".join(way))
                break
    assert not wrong
    assert walked


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(("who", "page"), [("leila", ""), ("maya", ""), ("okoro", "/everybody")])
def test_from_who_agrees_back_leads_to_the_plan_that_it_is_about(signed_in_as: SignedInAs, who: str, page: str) -> None:
    number, way = examples.value("", "part_time_id", "maya"), examples.value("", "way_id", "maya")
    browser = signed_in_as(who)
    assert up_from(browser, f"/agreeing/part-time/{number}{page}") == f"/part-time/{number}"
    assert str(up_from(browser, f"/agreeing/{cast.pupil('maya')}{page}")).startswith("/way/plan/")
    if not page:
        assert up_from(browser, f"/agreeing/{cast.pupil('maya')}/plan/{way}") == f"/way/plan/{way}"
