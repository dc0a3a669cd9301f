"""In the demo Rohan is back for some weeks: each has answered alone, a question waits, and nothing raised a concern."""

import sqlalchemy as sa

from portal.database import db
from portal.demo.after import fill
from portal.models import AboutWhat, Ask, AskKind, Concern, Contribution, FollowUp
from tests import cast
from tests.factories.returns import question_of
from tests.support.portal import Look, SignedInAs

ROHAN = f"/after/of/{cast.pupil('rohan')}"


def filled() -> None:
    with db.work(cast.setting(), reason="the demo is furnished") as session:
        fill(session, cast.setting())


def test_filling_again_adds_nothing_and_nothing_raises_a_concern(app: object, look: Look) -> None:
    filled()
    counts = [len(look(sa.select(kind))) for kind in (FollowUp, Contribution)]
    filled()
    assert [len(look(sa.select(kind))) for kind in (FollowUp, Contribution)] == counts
    assert look(sa.select(Concern)) == []


def test_words_of_the_demo_are_questions_like_anybodys_and_were_answered(signed_in_as: SignedInAs, look: Look) -> None:
    filled()
    asks = look(sa.select(Ask).where(Ask.about == AboutWhat.WAY))
    said = look(sa.select(FollowUp.contribution_id).where(FollowUp.contribution_id.is_not(None)))
    assert sorted(map(str, said)) == sorted(str(ask.contribution_id) for ask in asks)
    assert {(ask.kind, ask.for_id, ask.about_words) for ask in asks} == {
        (AskKind.SAID, cast.person("lewis"), "Since the return")
    }
    assert all(ask.decided_at for ask in asks)
    for ask in asks:
        slug = "rohan" if ask.person_id == cast.person("rohan") else "priya"
        assert ask.reason in signed_in_as(slug).reads(f"/asks/{ask.id}").text
        assert signed_in_as("arjun").get(f"/asks/{ask.id}").status_code == 404


def test_each_finds_a_question_and_their_own_answers(signed_in_as: SignedInAs) -> None:
    filled()
    for slug in ("rohan", "priya", "arjun", "lewis"):
        browser = signed_in_as(slug)
        browser.reads(f"/after/{question_of(slug, 'rohan')}")
        browser.reads("/after/")
    assert "I ran the fastest." in signed_in_as("rohan").reads(ROHAN).text
    assert "He sleeps" not in signed_in_as("arjun").reads(ROHAN).text
    assert "Priya" in signed_in_as("lewis").reads(ROHAN).text
