"""Would you like to talk to someone? Their faces, the wish as somebody's question to answer, and today as today."""

import pytest
import sqlalchemy as sa

from portal.models import AboutWhat, Ask, AskKind, Cause, CheckIn, Concern, ConcernAbout, Contribution, Level, Place
from tests import cast
from tests.factories.checkins import begins, cards, taps
from tests.factories.demo_day import Sessions
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs


def test_the_faces_are_the_key_worker_who_teaches_them_and_who_keeps_children_safe(
    signed_in_as: SignedInAs, planned: Sessions
) -> None:
    maya = signed_in_as("maya")
    shown = cards(maya.reads(f"{begins(maya)}talk"))
    assert (shown[0], shown[-4:]) == ("Sam", ["Ruth", "Amir", "someone else", "not today"])
    assert {"Ben", "Hana"} <= set(shown)
    assert {"Dan", "Leila", "Amara"} & set(shown) == set()


@pytest.mark.parametrize(("who", "name"), [("okoro", "Sam"), ("byrne", "Ruth")])
def test_another_day_is_a_question_that_the_one_they_chose_answers(
    signed_in_as: SignedInAs, look: Look, who: str, name: str
) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    assert taps(maya, at, talk=str(cast.person(who))) == f"{at}talk/when"
    assert maya.get("/check-in/go-on").headers["Location"] == f"{at}how"
    assert taps(maya, at, **{"talk/when": "another_day"}) == f"{at}who"
    [ask], [said] = look(sa.select(Ask)), look(sa.select(Contribution))
    assert (ask.kind, ask.about, ask.for_id) == (AskKind.TALK, AboutWhat.CHECK_IN, cast.person(who))
    assert (said.words, said.place) == (f"I would like to talk to {name}.", Place.ASK)
    assert look(sa.select(Concern)) == []
    taps(maya, at, who="team")
    assert f"{name} tells you by Friday 27 November when you can talk." in maya.reads(f"{at}done").text


def test_today_is_raised_for_today_once(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, talk=str(cast.person("okoro")))
    for _ in range(2):
        taps(maya, at, **{"talk/when": "today"})
    [concern], [ask] = look(sa.select(Concern)), look(sa.select(Ask))
    assert (concern.level, concern.cause) == (Level.TODAY, Cause.WANTS_TO_TALK)
    assert concern.contribution_id == ask.contribution_id


@pytest.mark.parametrize("first", ["wish", "words"])
def test_not_sam_holds_for_the_wish_whichever_comes_first(
    signed_in_as: SignedInAs, look: Look, seen_by: As, first: str
) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    if first == "words":
        maya.sends(f"{at}more/words", words="I like my dog", not_first="y")
    taps(maya, at, talk="someone_else", **{"talk/when": "today"})
    if first == "wish":
        taps(maya, at, who="not_first")
    [ask] = look(sa.select(Ask).where(Ask.kind == AskKind.TALK))
    assert ask.for_id == cast.person("byrne")
    assert look(sa.select(ConcernAbout.person_id)) == [cast.person("okoro")]
    assert len(look(sa.select(Concern))) == 1
    with seen_by("okoro") as session:
        assert [one for one in session.scalars(sa.select(Ask)) if one.kind == AskKind.TALK] == []
        assert session.scalars(sa.select(Concern)).all() == []
    with seen_by("byrne") as session:
        assert len(session.scalars(sa.select(Concern)).all()) == 1


def test_not_sam_holds_for_a_wish_for_another_day(signed_in_as: SignedInAs, look: Look, seen_by: As) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, talk=str(cast.person("byrne")), **{"talk/when": "another_day"})
    with seen_by("okoro") as session:
        assert len(session.scalars(sa.select(Ask)).all()) == 1
    taps(maya, at, who="not_first")
    with seen_by("okoro") as session:
        assert session.scalars(sa.select(Ask)).all() == session.scalars(sa.select(Contribution)).all() == []
    with seen_by("byrne") as session:
        assert len(session.scalars(sa.select(Ask)).all()) == 1


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
@pytest.mark.parametrize("whom", ["someone_else", "byrne"])
def test_the_words_of_a_wish_are_ours_and_raise_nothing_by_themselves(
    signed_in_as: SignedInAs, look: Look, language: str, whom: str
) -> None:
    maya = signed_in_as("maya")
    maya.sends("/language", to="/language", language=language)
    at = begins(maya)
    taps(maya, at, talk=whom if whom == "someone_else" else str(cast.person(whom)), **{"talk/when": "another_day"})
    assert look(sa.select(Concern)) == []
    taps(maya, at, **{"talk/when": "today"})
    assert [one.cause for one in look(sa.select(Concern))] == [Cause.WANTS_TO_TALK]


def test_who_wants_to_talk_to_sam_does_although_sam_does_not_get_the_rest(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, talk=str(cast.person("okoro")), **{"talk/when": "today"}, who="not_first")
    assert look(sa.select(Ask.for_id)) == [cast.person("okoro")]
    assert look(sa.select(ConcernAbout)) == []


def test_a_teacher_who_has_no_pages_is_told_by_the_key_worker(
    signed_in_as: SignedInAs, look: Look, planned: Sessions
) -> None:
    maya = signed_in_as("maya")
    taps(maya, begins(maya), talk=str(cast.person("ben")), **{"talk/when": "another_day"})
    assert look(sa.select(Ask.for_id)) == [cast.person("okoro")]
    assert look(sa.select(Contribution.words)) == ["I would like to talk to Ben."]


def test_someone_else_goes_to_one_who_keeps_children_safe(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    taps(maya, begins(maya), talk="someone_else", **{"talk/when": "another_day"})
    assert look(sa.select(Ask.for_id)) == [cast.person("byrne")]


def test_nobody_is_asked_for_who_was_not_offered(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    for who in ("dan", "leila", "lewis", "quinn"):
        assert maya.sends(f"{at}talk", answer=str(cast.person(who))).status_code == 422
    assert look(sa.select(CheckIn.talk_to_id)) == [None]


def test_a_wish_that_was_sent_is_not_taken_away_by_a_later_tap(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, talk=str(cast.person("okoro")), **{"talk/when": "today"})
    taps(maya, at, talk="not_today")
    assert (look(sa.select(CheckIn.talk)), len(look(sa.select(Ask)))) == (["not_today"], 1)
    assert look(sa.select(CheckIn.talk_to_id)) == [None]


def test_when_is_asked_of_nobody_who_wants_to_talk_to_nobody(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, talk="not_today")
    assert maya.get(f"{at}talk/when").headers["Location"] == f"{at}talk"


def test_when_may_be_skipped_and_the_wish_stays_a_wish(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, how="good", feelings="sad", body="fine", energy="low", safe="yes", talk=str(cast.person("okoro")))
    form = maya.form(f"{at}talk/when").hidden_values()
    for _ in range(2):
        answer = maya.post(f"{at}talk/when", data={**form, "answer": "skip"})
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{at}who")
    # Neither asked again on the way back, nor raised for a day that nobody named.
    assert maya.get("/check-in/go-on").headers["Location"] == f"{at}who"
    assert look(sa.select(Ask.for_id)) == [cast.person("okoro")]
    assert look(sa.select(Concern)) == []
