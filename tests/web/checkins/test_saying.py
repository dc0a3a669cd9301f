"""A young person says how they are: who will see it first, one question a screen, each tap kept at once."""

import uuid

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import CheckIn, CheckInWay, HelperFrom, HowSaid, Presentation, Sharing
from tests import cast
from tests.factories.checkins import QUICK, START, answers_of, begins, cards, taps
from tests.support.examples import drawn_once
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs


def in_main(node: Node) -> bool:
    return node.has_ancestor("main")


def test_before_the_first_question_stands_who_will_see_it_in_true_names(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("maya").reads(START).one("main").text
    assert "Sam Sam and home Just me for now Ruth and Amir can see it too." in page
    assert "Just Sam" not in page
    assert "If you are not safe, we tell Ruth and Amir. They keep children safe." in page
    assert {"Dan", "Amara", "Hana"} & set(page.split()) == set()


def test_a_whole_check_in_is_six_taps_and_one_that_sends_it(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    where_next = [taps(maya, at, **{question: answer}) for question, answer in QUICK.items()]
    assert [one.rpartition("/")[2] for one in where_next] == ["feelings", "body", "energy", "safe", "talk", "who"]
    assert taps(maya, at, who="team").endswith("/done")
    [check_in] = look(sa.select(CheckIn))
    assert answers_of(check_in) == ("good", "happy", "fine", "middle", "not_today")
    assert (check_in.sharing, check_in.how_said) == (Sharing.TEAM, HowSaid.BY_MYSELF)
    assert "Sam can see it now" in maya.reads(f"{at}done").text


def test_each_tap_is_kept_at_once_and_can_be_changed_before_the_end(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, how="really_hard", feelings="sad")
    assert answers_of(look(sa.select(CheckIn))[0])[:2] == ("really_hard", "sad")
    page = maya.reads(f"{at}how")
    assert [card.text for card in page.all("button") if card.attrs.get("aria-pressed")] == ["really hard"]
    taps(maya, at, how="dont_know", feelings="skip")
    assert answers_of(look(sa.select(CheckIn))[0])[:2] == ("dont_know", "skip")


def test_three_feelings_at_most_are_ticked_with_one_button(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    page = maya.reads(f"{at}feelings?many=1")
    assert "Tap up to 3." in page.text
    form = maya.form(f"{at}feelings?many=1").hidden_values()
    too_many = maya.post(f"{at}feelings", data={**form, "answer": ["happy", "sad", "calm", "proud"]})
    assert (too_many.status_code, "Tap 3 at most" in too_many.text) == (422, True)
    assert maya.post(f"{at}feelings", data={**form, "answer": ["happy", "sad"]}).status_code == 302
    assert look(sa.select(CheckIn.feelings)) == ["happy sad"]


@drawn_once
@pytest.mark.parametrize(
    ("who", "way", "first", "many"),
    [("zofia", "younger", "good", 4), ("rohan", "middle", "great", 6), ("tyler", "older", "great", 6)],
)
def test_three_presentations_by_year(signed_in_as: SignedInAs, who: str, way: str, first: str, many: int) -> None:
    browser = signed_in_as(who)
    page = browser.reads(f"{begins(browser)}how")
    assert (cards(page)[0], len(cards(page))) == (first, many)
    assert (
        f"choices--{way}" in page.one("ul", where=lambda node: "choices" in node.attrs.get("class", "")).attrs["class"]
    )


def test_and_by_need(signed_in_as: SignedInAs, look: Look) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        way = {"pupil_id": cast.pupil("tyler"), "presentation": Presentation.YOUNGER}
        session.add(CheckInWay(setting_id=cast.setting(), **way))
    tyler = signed_in_as("tyler")
    assert len(cards(tyler.reads(f"{begins(tyler)}how"))) == 4


@drawn_once
@pytest.mark.parametrize("question", QUICK)
def test_skip_back_stop_listen_and_the_place_stand_on_each_question(signed_in_as: SignedInAs, question: str) -> None:
    maya = signed_in_as("maya")
    page = maya.reads(f"{begins(maya)}{question}")
    buttons = {node.text for node in page.all("button")}
    assert {"Skip", "Stop", "Listen"} <= buttons
    assert page.all("a", where=lambda node: node.text == "Back")
    assert f"{list(QUICK).index(question) + 1} of 6" in page.text


def test_skip_is_an_answer_everywhere(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    assert taps(maya, at, **dict.fromkeys(QUICK, "skip")).endswith("/who")
    assert answers_of(look(sa.select(CheckIn))[0]) == ("skip",) * 5


def test_stop_keeps_what_was_said_as_theirs_alone(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    taps(maya, at, how="not_so_good")
    form = maya.form(f"{at}feelings").hidden_values()
    answer = maya.post(f"{at}stop", data=form, follow_redirects=True)
    assert "This is just for you" in answer.text
    [check_in] = look(sa.select(CheckIn))
    assert (check_in.how, check_in.sharing) == ("not_so_good", Sharing.JUST_ME)


@pytest.mark.parametrize(
    ("card", "how", "place"),
    [
        ("here_read", HowSaid.READ_TO_ME, HelperFrom.HERE),
        ("here_write", HowSaid.WRITTEN_FOR_ME, HelperFrom.HERE),
        ("home_read", HowSaid.READ_TO_ME, HelperFrom.HOME),
        ("home_write", HowSaid.WRITTEN_FOR_ME, HelperFrom.HOME),
    ],
)
def test_who_helped_is_said_with_one_tap(
    signed_in_as: SignedInAs, look: Look, card: str, how: HowSaid, place: HelperFrom
) -> None:
    begins(signed_in_as("maya"), card)
    [check_in] = look(sa.select(CheckIn))
    assert (check_in.how_said, check_in.helper_from, check_in.safety_is_open) == (how, place, place is HelperFrom.HOME)


def test_begun_twice_by_the_same_form_is_one_and_with_another_helper_refused(
    signed_in_as: SignedInAs, look: Look
) -> None:
    maya = signed_in_as("maya")
    form = maya.form(START).hidden_values()
    places = {maya.post(START, data={**form, "helped": "by_myself"}).headers["Location"] for _ in range(2)}
    assert (len(places), len(look(sa.select(CheckIn)))) == (1, 1)
    changed = maya.post(f"{START}helped", data={**form, "helped": "home_read"})
    assert (changed.status_code, "What you said is kept" in changed.text) == (422, True)
    stranger = signed_in_as("rohan").post(START, data={**form, "csrf_token": "", "helped": "by_myself"})
    assert stranger.status_code in (400, 404)
    assert len(look(sa.select(CheckIn))) == 1


def test_a_finished_one_takes_the_same_answer_and_no_other(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    form = maya.form(f"{at}how").hidden_values()
    taps(maya, at, **QUICK)
    sending = maya.form(f"{at}who").hidden_values()
    taps(maya, at, who="team")
    assert maya.post(f"{at}how", data={**form, "answer": "good"}).status_code == 302
    changed = maya.post(f"{at}how", data={**form, "answer": "really_hard"})
    assert (changed.status_code, "This was sent before" in changed.text) == (422, True)
    assert maya.post(f"{at}who", data={**sending, "answer": "team"}).status_code == 302
    assert maya.post(f"{at}who", data={**sending, "answer": "just_me"}).status_code == 422
    assert maya.post(f"{at}who", data={**sending, "answer": "team_and_home"}).status_code == 422
    [check_in] = look(sa.select(CheckIn))
    assert (check_in.how, check_in.sharing) == ("good", Sharing.TEAM)


@pytest.mark.parametrize("answer", ["", "great great", "no_such", "\x00", "👍" * 3, "x" * 1000, "skip"])
def test_an_answer_that_no_card_has_asks_again(signed_in_as: SignedInAs, answer: str) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    response = maya.post(f"{at}how", data={**maya.form(f"{at}how").hidden_values(), "answer": answer})
    assert response.status_code == (302 if answer == "skip" else 422)
    if answer != "skip":
        assert "Tap a picture" in response.text


def test_nobody_else_opens_it(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    at = begins(maya)
    pages = [f"{at}{page}" for page in (*QUICK, "talk/when", "who", "home", "more/words", "more/voice", "done")]
    assert {signed_in_as("rohan").get(page).status_code for page in pages} == {404}
    for who in ("leila", "dan", "okoro", "byrne"):
        assert {signed_in_as(who).get(page).status_code for page in pages} == {403}


def test_go_on_leads_to_the_next_open_question_and_else_to_their_day(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    assert maya.get("/check-in/go-on").headers["Location"] == "/"
    at = begins(maya)
    taps(maya, at, how="good", feelings="calm")
    assert maya.get("/check-in/go-on").headers["Location"] == f"{at}body"
    taps(maya, at, body="fine", energy="low", safe="yes")
    assert maya.get("/check-in/go-on").headers["Location"] == f"{at}talk"


def test_today_leads_to_it(signed_in_as: SignedInAs) -> None:
    maya = signed_in_as("maya")
    links = {link.text: link.attrs["href"] for link in maya.reads("/").all("a", where=in_main)}
    assert links["How are you today?"] == START
    taps(maya, begins(maya), how="ok")
    links = {link.text: link.attrs["href"] for link in maya.reads("/").all("a", where=in_main)}
    assert links["Go on with my check-in"] == "/check-in/go-on"
    assert START not in {link.attrs.get("href") for link in signed_in_as("leila").reads("/").all("a")}


@drawn_once
def test_the_paper_one_has_every_question_and_every_picture(signed_in_as: SignedInAs) -> None:
    for who in ("maya", "okoro"):
        page = signed_in_as(who).reads("/check-in/paper")
        assert len(page.all("h2", where=in_main)) == 9
        assert "Who gets this? My key worker My key worker and home Not my key worker, please" in page.one("main").text
        assert {"/static/img/feelings/sad.svg", "/static/img/ways/online.svg", "/static/img/faces/really_hard.svg"} <= {
            image.attrs["src"].partition("?")[0] for image in page.all("img")
        }


def test_there_is_a_way_to_the_paper_one_for_a_child_and_for_staff(signed_in_as: SignedInAs) -> None:
    for who, page in (("maya", "/check-in/helped"), ("okoro", f"/check-in/of/{cast.pupil('maya')}")):
        links = [link.attrs.get("href") for link in signed_in_as(who).reads(page).all("a")]
        assert "/check-in/paper" in links


def test_the_id_of_nothing_is_not_there(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("maya").get(f"/check-in/{uuid.uuid4()}/how").status_code == 404
