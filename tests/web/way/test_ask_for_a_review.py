"""On each page of the way back there is a way to ask for a review, for the family, the young person and the school."""

from datetime import date

import pytest

from portal.models import HowItGoes, SectionKind, Voice
from tests import cast
from tests.factories.part_times import started
from tests.factories.plans import put_review, speaks_english
from tests.factories.returns import asked_today, question_of, returned, said
from tests.factories.steps import a_step
from tests.factories.ways import agreed, way_of
from tests.support.html import Node
from tests.support.portal import SignedInAs

MAYA = cast.pupil("maya")


def pages() -> dict[str, str]:
    """The pages of Maya's way back, by what they are."""
    returned("maya", date(2026, 10, 27))
    for slug, voice in (("maya", Voice.YOUNG), ("leila", Voice.HOME)):
        said(slug, "maya", 1, HowItGoes.GOOD, voice)
    section = agreed("maya", SectionKind.STEPS, "Small steps.", is_for_school=True)
    return {
        "plan": f"/way/{MAYA}",
        "section": f"/way/section/{section}",
        "what changed": f"/way/section/{section}/history",
        "what changed in all": f"/way/plan/{way_of('maya')}/history",
        "steps": f"/steps/{MAYA}",
        "step": f"/steps/one/{a_step('maya')}",
        "promises": f"/promises/{MAYA}",
        "agreeing": f"/agreeing/{MAYA}",
        "part-time plans": f"/part-time/of/{MAYA}",
        "part-time plan": f"/part-time/{started('maya')}",
        "weeks": f"/marks/{MAYA}",
        "review": f"/plan/reviews/{put_review('maya', date(2026, 12, 3))}",
        "reviews": f"/plan/{MAYA}/reviews",
        "since the return": "/after/",
        "what I said": f"/after/of/{MAYA}",
        "support plan": f"/plan/{MAYA}",
    }


SCHOOL = ("plan", "section", "steps", "step", "promises")


def forms() -> dict[str, str]:
    """Where somebody writes or taps, and may stop in the middle; by what they are."""
    returned("maya", date(2026, 10, 27))
    asked_today()
    section = agreed("maya", SectionKind.STEPS, "Small steps.", is_for_school=True)
    step = a_step("maya")
    a_step("maya", "Stay for lunch", position=1, starts_on=date(2026, 12, 7))
    return {
        "say": f"/way/section/{section}/say",
        "ladder": f"/steps/{MAYA}/order",
        "ready": f"/steps/one/{step}/ready",
        "part-time plan": f"/part-time/{started('maya')}/say",
        "before a review": f"/plan/reviews/{put_review('maya', date(2026, 12, 3))}/say",
    }


YOUNG_ALONE = ("ladder", "ready")


@pytest.mark.parametrize("slug", ["leila", "maya", "hughes"])
def test_who_stops_in_the_middle_of_a_form_can_ask_for_a_review(signed_in_as: SignedInAs, slug: str) -> None:
    speaks_english("leila")
    browser, these = signed_in_as(slug), forms()
    if slug == "hughes":
        these = {"say": these["say"]}
    else:
        these["after a return"] = f"/after/{question_of(slug, 'maya')}"
    for name, path in these.items():
        if name in YOUNG_ALONE and slug != "maya":
            continue
        page = browser.reads(path)
        links = page.one("main").all("a", where=lambda a: a.attrs["href"] == f"/plan/{MAYA}/reviews/ask")
        assert len(links) == 1, name


def test_the_family_finds_from_the_way_back_how_it_goes_now_also_when_no_question_waits(
    signed_in_as: SignedInAs,
) -> None:
    speaks_english("leila")

    def leads(slug: str) -> bool:
        return bool(signed_in_as(slug).reads(f"/way/{MAYA}").one("main").all("a", where=_goes_to_after))

    assert [leads(slug) for slug in ("leila", "maya")] == [False, False]
    returned("maya", date(2026, 11, 23))
    assert [leads(slug) for slug in ("leila", "maya")] == [True, True]
    assert "Nothing waits for you here." in signed_in_as("leila").reads("/after/").text


def _goes_to_after(link: Node) -> bool:
    return link.attrs["href"] == "/after/"


@pytest.mark.parametrize("slug", ["leila", "maya", "hughes"])
def test_a_review_can_be_asked_for_from_each_page(signed_in_as: SignedInAs, slug: str) -> None:
    speaks_english("leila")
    browser = signed_in_as(slug)
    for name, path in pages().items():
        if slug == "hughes" and name not in SCHOOL:
            continue
        links = browser.reads(path).one("main").all("a", where=lambda a: a.attrs["href"] == f"/plan/{MAYA}/reviews/ask")
        assert len(links) == 1, name


def test_staff_arrange_a_review_and_are_offered_no_other_way(signed_in_as: SignedInAs) -> None:
    for path in (f"/way/{MAYA}", f"/steps/{MAYA}", f"/promises/{MAYA}"):
        assert "Ask for a review" not in signed_in_as("okoro").reads(path).text
