"""What somebody had typed when their time on a page ended: kept for them alone, given back on that page, then gone."""

import sqlalchemy as sa

from portal import kept
from portal.access.ending import REGISTRY, Ending, end_access
from portal.database import db
from portal.models import Contribution, KeptWords, SignIn
from tests.cast import person, pupil, setting
from tests.factories.biting_words import PAYLOADS
from tests.support.client import Browser
from tests.support.crowd import counted
from tests.support.narrowed import As
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime
from tests.web.kept.typing import field, given_back, keeps, token_of

ABOUT = f"/plan/{pupil('maya')}/about/likes"
OTHER_CARD = f"/plan/{pupil('maya')}/about/talk"
WORDS = "I like it when Sam"


def kept_for(browser: Browser, page: str = ABOUT) -> list[str]:
    return given_back(browser.reads(page))


def test_maya_finds_her_words_on_the_same_page_from_any_browser(signed_in_as: SignedInAs, look: Look) -> None:
    assert keeps(signed_in_as("maya"), ABOUT, field(ABOUT, WORDS)).status_code == 204
    page = signed_in_as("maya").reads(ABOUT)
    assert "You were writing. Your words are here." in page.text
    assert given_back(page) == [WORDS]
    assert page.one("textarea").text.strip() == ""
    assert kept_for(signed_in_as("maya"), OTHER_CARD) == []
    assert look(sa.select(Contribution.words)) == []
    (sealed,) = look(sa.select(KeptWords.sealed))
    assert "Sam" not in sealed


def test_nobody_else_is_given_her_words(signed_in_as: SignedInAs) -> None:
    assert keeps(signed_in_as("maya"), ABOUT, field(ABOUT, WORDS)).status_code == 204
    for who in ("leila", "okoro", "byrne", "patel"):
        page = signed_in_as(who).reads(ABOUT)
        assert given_back(page) == []
        assert WORDS not in page.text


def test_the_net_gives_nobody_elses_words_to_a_query_that_forgets_to_ask(signed_in_as: SignedInAs, seen_by: As) -> None:
    keeps(signed_in_as("maya"), ABOUT, field(ABOUT, WORDS))
    found = {}
    for who in ("maya", "leila", "okoro", "byrne", "patel"):
        with seen_by(who) as session:
            found[who] = session.scalar(sa.select(sa.func.count(KeptWords.id)))
    assert found == {"maya": 1, "leila": 0, "okoro": 0, "byrne": 0, "patel": 0}


def test_a_row_that_somebody_moved_in_the_database_opens_for_nobody(signed_in_as: SignedInAs) -> None:
    keeps(signed_in_as("maya"), ABOUT, field(ABOUT, WORDS))
    with db.work(setting(), reason="a test") as session:
        row = session.scalars(sa.select(KeptWords)).one()
        moved = {"setting_id": row.setting_id, "page": row.page, "form": row.form, "sealed": row.sealed}
        session.add(KeptWords(person_id=person("leila"), **moved))
    assert kept_for(signed_in_as("leila")) == []
    assert kept_for(signed_in_as("maya")) == [WORDS]


def test_keeping_words_keeps_nobody_signed_in(signed_in_as: SignedInAs, the_time_is: SetTime, look: Look) -> None:
    the_time_is("2026-11-24 10:00:00")
    maya, seen = signed_in_as("maya"), sa.select(SignIn.last_seen_at)
    token_of(maya)
    before = look(seen)
    the_time_is("2026-11-24 10:03:00")
    assert keeps(maya, ABOUT, field(ABOUT, WORDS)).status_code == 204
    the_time_is("2026-11-24 10:04:50")
    assert keeps(maya, ABOUT, field(ABOUT, f"{WORDS} comes")).status_code == 204
    assert look(seen) == before
    the_time_is("2026-11-24 10:05:02")
    assert maya.get(ABOUT).location == "/sign-in"
    assert kept_for(signed_in_as("maya")) == [f"{WORDS} comes"]


def test_words_that_come_too_late_are_not_kept_and_the_door_says_nothing_of_them(
    signed_in_as: SignedInAs, the_time_is: SetTime, look: Look
) -> None:
    the_time_is("2026-11-24 10:00:00")
    maya = signed_in_as("maya")
    token_of(maya)
    the_time_is("2026-11-24 10:06:00")
    assert keeps(maya, ABOUT, field(ABOUT, WORDS)).location == "/sign-in"
    assert "did not reach us" not in maya.get("/sign-in").text
    assert look(sa.select(KeptWords)) == []


def test_words_that_were_sent_are_kept_no_more(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    keeps(maya, ABOUT, field(ABOUT, WORDS))
    keeps(maya, OTHER_CARD, field(OTHER_CARD, "Another card"))
    too_long = maya.sends(ABOUT, to="/likes", words="x" * 30_000, how_said="alone")
    assert too_long.status_code == 422
    assert kept_for(maya) == [WORDS]
    assert maya.sends(ABOUT, to="/likes", words=f"{WORDS} comes.", how_said="alone").status_code == 302
    assert look(sa.select(Contribution.words)) == [f"{WORDS} comes."]
    assert kept_for(maya) == []
    assert kept_for(maya, OTHER_CARD) == ["Another card"]


def test_thrown_away_is_one_press_and_leads_back_to_the_page(signed_in_as: SignedInAs, look: Look) -> None:
    maya = signed_in_as("maya")
    keeps(maya, ABOUT, field(ABOUT, WORDS))
    assert maya.sends(f"{ABOUT}?from=plan", to="/kept/away").location == f"{ABOUT}?from=plan"
    assert look(sa.select(KeptWords)) == []
    assert kept_for(maya) == []


def test_what_is_typed_later_takes_the_place_of_what_was_kept_and_nothing_keeps_nothing(
    signed_in_as: SignedInAs, look: Look
) -> None:
    maya = signed_in_as("maya")
    for words in (WORDS, f"{WORDS} comes", "Only this"):
        keeps(maya, ABOUT, field(ABOUT, words))
    assert kept_for(maya) == ["Only this"]
    keeps(maya, ABOUT)
    assert look(sa.select(KeptWords)) == []


def test_after_a_week_they_are_gone_with_the_worker_and_without(
    signed_in_as: SignedInAs, the_time_is: SetTime, look: Look
) -> None:
    keeps(signed_in_as("maya"), ABOUT, field(ABOUT, WORDS))
    the_time_is("2026-12-01 09:59")
    assert kept.forget_old() == 0
    assert kept_for(signed_in_as("maya")) == [WORDS]
    the_time_is("2026-12-01 10:01")
    assert kept_for(signed_in_as("maya")) == []
    assert kept.forget_old() == 1
    assert look(sa.select(KeptWords)) == []


def test_they_go_when_access_ends_also_for_one_pupil(signed_in_as: SignedInAs, look: Look) -> None:
    keeps(signed_in_as("leila"), ABOUT, field(ABOUT, "My daughter"))
    keeps(signed_in_as("maya"), ABOUT, field(ABOUT, WORDS))
    with db.work(setting(), reason="a test"):
        assert end_access(person("leila"), pupil_id=pupil("maya"), why="a test")["drafts"] == 1
    assert look(sa.select(KeptWords.person_id)) == [person("maya")]
    with db.work(setting("millbrook"), reason="a test") as session:
        assert REGISTRY["drafts"](Ending(person("maya"), None, session.scalar(sa.select(sa.func.now())), "a test")) == 0
    assert look(sa.select(KeptWords.person_id)) == [person("maya")]


def test_words_that_would_run_come_back_as_words(signed_in_as: SignedInAs) -> None:
    """The house rules look at the page that comes back (tests/support/client.py); braces they take for a template's."""
    maya = signed_in_as("maya")
    for words in (one for one in PAYLOADS if "{{" not in one):
        assert keeps(maya, ABOUT, field(ABOUT, words)).status_code == 204
        page = maya.reads(ABOUT)
        assert given_back(page) == ["".join(sign for sign in words if sign not in "\x00\x0c").strip()]
        assert all("src" in script.attrs for script in page.all("script"))


def test_too_many_forms_make_way_for_the_newest(signed_in_as: SignedInAs, the_time_is: SetTime, look: Look) -> None:
    okoro = signed_in_as("okoro")
    for number in range(kept.MOST_FORMS + 3):
        the_time_is(f"2026-11-24 10:{number // 60:02}:{number % 60:02}")
        page = f"/plan/{person(f'nobody {number}')}/about/likes"
        keeps(okoro, page, field(page, f"Number {number}"))
    pages = look(sa.select(KeptWords.page))
    assert len(pages) == kept.MOST_FORMS
    assert f"/plan/{person('nobody 0')}/about/likes" not in pages


def test_reading_them_is_one_statement_where_words_are_asked_for_and_none_elsewhere(
    signed_in_as: SignedInAs,
) -> None:
    maya = signed_in_as("maya")
    maya.get("/")
    for page, most in ((ABOUT, 1), (f"/plan/{pupil('maya')}/about", 0), ("/", 0), ("/week/", 0)):
        with counted() as said:
            assert maya.get(page).status_code == 200
        assert len([one for one in said if "kept_words" in one]) == most, page
