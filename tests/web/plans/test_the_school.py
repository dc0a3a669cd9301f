"""The school takes part in a review from what was released to it, asks for one, and reads what became of it."""

import uuid
from datetime import date

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Ask, AskKind, Contribution, MeetingWay, SectionKind, Voice
from tests import cast
from tests.factories.asks import decided
from tests.factories.plans import put_review, speaks_english
from tests.factories.returns import placement_ended
from tests.factories.ways import agreed
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs

MAYA = cast.pupil("maya")
NEXT, LATE = date(2026, 12, 3), date(2026, 11, 20)
WAY, ASK = f"/way/{MAYA}", f"/plan/{MAYA}/reviews/ask"


def coming(review: uuid.UUID) -> str:
    return f"/plan/reviews/{review}/coming"


def answered(reason: str) -> None:
    """Sam has decided what was asked."""
    with db.work(SYSTEM, reason="a test") as session:
        for row in session.scalars(sa.select(Ask)):
            for name, value in decided(reason=reason).items():
                setattr(row, name, value)


def test_hughes_goes_from_the_released_section_to_the_review_and_says_how_he_takes_part(
    signed_in_as: SignedInAs, look: Look
) -> None:
    review = put_review("maya", NEXT)
    section = agreed("maya", SectionKind.REVIEWS, "We look at it each month.", is_for_school=True)
    hughes = signed_in_as("hughes")
    for page in ("/", f"/way/section/{section}"):
        [link] = hughes.reads(page).one("main").all("a", where=lambda a: a.attrs["href"] == coming(review))
        assert "3 December" in link.text
    assert hughes.sends(coming(review), how="phone").headers["Location"] == coming(review)
    [ask] = look(sa.select(Ask))
    assert (ask.for_id, ask.about_id) == (cast.person("okoro"), review)
    assert ask.about_words == "Talk in the review by phone"
    answered("I ring you at the school at two.")
    assert "I ring you at the school at two." in hughes.reads(coming(review)).text


def test_what_the_school_sends_before_a_review_is_new_to_sam_until_he_opens_it(signed_in_as: SignedInAs) -> None:
    review, sam = put_review("maya", NEXT), signed_in_as("okoro")
    agreed("maya", SectionKind.REVIEWS, "We look at it each month.", is_for_school=True)
    assert signed_in_as("hughes").sends(f"/plan/reviews/{review}/say", words="Art goes well.").status_code == 302
    assert "The school, for Maya" in sam.reads("/").one("main").text
    assert "Art goes well." in sam.reads(f"/plan/reviews/{review}").text
    assert "The school, for Maya" not in sam.reads("/").one("main").text


@pytest.mark.parametrize("kind", [SectionKind.GOAL, SectionKind.REVIEWS])
def test_hughes_asks_for_a_review_and_reads_there_what_becomes_of_it(
    signed_in_as: SignedInAs, look: Look, kind: SectionKind
) -> None:
    hughes = signed_in_as("hughes")
    assert hughes.get(ASK).status_code == 404
    agreed("maya", kind, "Back in class.", is_for_school=True)
    [link] = hughes.reads(WAY).one("main").all("a", where=lambda a: a.attrs["href"] == ASK)
    assert link.text.strip() == "Ask for a review"
    assert hughes.sends(ASK, words="Mornings are long for her.").headers["Location"] == WAY
    [ask] = look(sa.select(Ask))
    assert (ask.kind, ask.for_id, ask.about_id) == (AskKind.WOULD_LIKE, cast.person("okoro"), None)
    assert look(sa.select(Contribution.voice)) == [Voice.SCHOOL]
    assert "Mornings are long for her." in signed_in_as("okoro").reads(f"/asks/{ask.id}/answer").text
    answered("Yes, on Friday.")
    page = hughes.reads(WAY).one("main").text
    assert "You asked for a review" in page
    assert "Yes, on Friday." in page


def test_what_hughes_asked_is_his_only_while_something_is_released_to_him(
    signed_in_as: SignedInAs, seen_by: As
) -> None:
    agreed("maya", SectionKind.GOAL, "Back in class.", is_for_school=True)
    signed_in_as("hughes").sends(ASK, words="Mornings are long for her.")
    signed_in_as("leila").sends(ASK, words="I ask, too.")
    with seen_by("hughes") as session:
        assert session.scalars(sa.select(Ask.person_id)).all() == [cast.person("hughes")]
    placement_ended("maya", date(2026, 11, 23))
    with seen_by("hughes") as session:
        assert session.scalars(sa.select(Ask.person_id)).all() == []
    for slug, status in (("hughes", 404), ("dan", 404), ("tomasz", 404), ("lewis", 403), ("quinn", 403)):
        assert signed_in_as(slug).get(ASK).status_code == status


@pytest.mark.parametrize(
    ("how", "way", "asks"),
    [
        ("phone", MeetingWay.OUR_PLACE, ["Talk in the review by phone"]),
        ("video", MeetingWay.PHONE, ["Talk in the review by video"]),
        ("phone", MeetingWay.PHONE, []),
        ("video", MeetingWay.ONLINE, []),
        ("come", MeetingWay.SCHOOL, []),
        ("send_view", MeetingWay.SCHOOL, []),
    ],
)
def test_where_somebody_must_make_it_work_a_person_answers(
    signed_in_as: SignedInAs, look: Look, how: str, way: MeetingWay, asks: list[str]
) -> None:
    review = put_review("maya", NEXT, way=way)
    assert signed_in_as("leila").sends(coming(review), how=how).status_code == 302
    assert look(sa.select(Ask.about_words)) == asks
    assert set(look(sa.select(Ask.for_id))) <= {cast.person("okoro")}


def test_when_there_is_no_key_worker_any_more_those_who_keep_children_safe_answer(
    signed_in_as: SignedInAs, look: Look
) -> None:
    review = put_review("maya", NEXT)
    placement_ended("maya", date(2026, 11, 23))
    assert signed_in_as("leila").sends(coming(review), how="video").status_code == 302
    assert look(sa.select(Ask.for_id)) == [cast.person("byrne")]


def test_a_late_review_is_a_banner_with_whom_to_ask(signed_in_as: SignedInAs) -> None:
    speaks_english("leila")
    put_review("maya", LATE)
    section = agreed("maya", SectionKind.REVIEWS, "We look at it each month.", is_for_school=True)
    for slug in ("leila", "maya"):
        for path in ("/", WAY, f"/plan/{MAYA}", f"/plan/{MAYA}/reviews", f"/way/section/{section}"):
            page = signed_in_as(slug).reads(path).one("main").text
            assert "Ask Sam." in page, (slug, path)
            assert "Friday 20 November" in page, (slug, path)
    assert "Ask Sam." in signed_in_as("hughes").reads(WAY).one("main").text
    assert "Ask Sam." not in signed_in_as("okoro").reads(WAY).one("main").text
    for slug in ("tomasz", "priya"):
        assert "20 November" not in signed_in_as(slug).reads("/").one("main").text
