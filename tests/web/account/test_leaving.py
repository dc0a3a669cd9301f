"""Hide this and sign out: at once, at the server, from any page, with any token (checks 14, 15, 26, 27)."""

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from portal.access.guard import access_of
from portal.blueprints.account.leaving_routes import WITHOUT_TOKEN
from portal.blueprints.checkins.routes import sealed
from portal.config import Settings
from portal.extensions import csrf
from portal.models import Device, OwnDevice, SignIn
from tests.cast import person
from tests.support.client import Browser
from tests.support.portal import Look, MakeSettings, SignedInAs
from tests.web.account.letters import asks, cookies_of, letters, with_cookies
from tests.web.account.test_paper import printed_for, types

OPEN = sa.select(SignIn.person_id).where(SignIn.ended_at.is_(None))


def set_cookies(answer: TestResponse) -> dict[str, str]:
    """What the answer does with each cookie, by name."""
    return {line.split("=", 1)[0]: line for line in answer.headers.getlist("Set-Cookie")}


def is_out(browser: Browser) -> bool:
    """True when the first page is closed to this browser."""
    return browser.get("/account").status_code == 302


def test_one_press_ends_the_session_at_the_server(signed_in_as: SignedInAs, app: Flask, look: Look) -> None:
    leila = signed_in_as("leila")
    held = cookies_of(leila)
    answer = leila.sends("/account", to="/leave")
    assert (answer.status_code, answer.location) == (303, "/bye")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert "Max-Age=0" in set_cookies(answer)["__Host-portal"]
    assert look(OPEN) == []
    assert is_out(with_cookies(app, held))


@pytest.mark.parametrize("path", ["/", "/week/", "/help", "/photos/none"])
def test_who_pressed_where_there_was_no_signal_leaves_before_anything_is_shown(
    signed_in_as: SignedInAs, app: Flask, look: Look, path: str
) -> None:
    maya = signed_in_as("maya")
    held = cookies_of(maya)
    maya.set_cookie("__Host-portal-leave", "1", domain="localhost", secure=True)
    answer = maya.get(path)
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    assert {"__Host-portal", "__Host-portal-leave"} <= set(set_cookies(answer))
    assert "Maya" not in answer.text
    assert look(OPEN) == []
    assert is_out(with_cookies(app, held))


def test_who_comes_in_after_that_stays(visitor: Browser, signed_in_as: SignedInAs) -> None:
    visitor.set_cookie("__Host-portal-leave", "1", domain="localhost", secure=True)
    assert "Max-Age=0" in set_cookies(visitor.get("/sign-in"))["__Host-portal-leave"]


@pytest.mark.parametrize("path", ["/leave", "/sign-out"])
def test_an_old_page_without_a_good_token_still_leaves(signed_in_as: SignedInAs, look: Look, path: str) -> None:
    answer = signed_in_as("leila").post(path, data={"csrf_token": "old"})
    assert answer.status_code == 303
    assert look(OPEN) == []


@pytest.mark.parametrize("path", ["/leave", "/sign-out"])
def test_leaving_works_for_somebody_who_is_not_in(visitor: Browser, path: str) -> None:
    assert visitor.post(path).status_code == 303


@pytest.mark.parametrize("path", ["/leave", "/sign-out"])
def test_another_site_cannot_sign_anybody_out(signed_in_as: SignedInAs, look: Look, path: str) -> None:
    answer = signed_in_as("leila").post(path, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert look(OPEN) == [person("leila")]


def test_the_page_after_leaving_says_nothing_of_us(visitor: Browser) -> None:
    page = visitor.get("/bye").text.lower()
    for word in ("portal.css", "orchard", "child", "sign", "school"):
        assert word not in page


class TestWithAnAddressOutside:
    """An installation may name where leaving leads."""

    @pytest.fixture
    def settings(self, make_settings: MakeSettings, db_url: str) -> Settings:
        return make_settings(db_url, neutral_url="https://weather.example/")

    def test_leaving_goes_on_there(self, visitor: Browser) -> None:
        assert 'content="0; url=https://weather.example/"' in visitor.get("/bye").text
        assert 'data-away="https://weather.example/"' in visitor.get("/sign-in").text


def test_signing_out_says_that_it_is_done(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    assert leila.sends("/account", to="/sign-out").location == "/sign-in"
    assert "You are signed out." in leila.reads("/sign-in").text
    assert look(sa.select(SignIn.ended_why)) == ["signed out"]


def test_signing_out_everywhere_ends_every_session_and_phone(signed_in_as: SignedInAs, look: Look) -> None:
    here, elsewhere, tomasz = signed_in_as("leila"), signed_in_as("leila", device=Device.OWN), signed_in_as("tomasz")
    for picture in ("fox", "kite", "drum", "owl") * 2:
        elsewhere.sends("/phone/pictures", to="/phone/pictures", picture=picture)
    assert len(look(sa.select(OwnDevice.id))) == 1
    assert here.sends("/account", to="/everywhere").location == "/sign-in"
    assert is_out(here)
    assert is_out(elsewhere)
    assert not is_out(tomasz)
    assert look(sa.select(OwnDevice.id).where(OwnDevice.ended_at.is_(None))) == []
    assert elsewhere.get("/open").location == "/sign-in"


def test_coming_in_again_ends_the_session_before(signed_in_as: SignedInAs, app: Flask, look: Look) -> None:
    tomasz = signed_in_as("tomasz")
    held = cookies_of(tomasz)
    types(tomasz, printed_for("grace"))
    assert look(OPEN) == [person("grace")]
    assert is_out(with_cookies(app, held))


def test_three_forms_at_most_are_taken_without_a_token_each_with_a_reason(app: Flask) -> None:
    exempt = {
        name for name, view in app.view_functions.items() if f"{view.__module__}.{view.__name__}" in csrf._exempt_views
    }
    served = exempt - {"demo.demo_sign_in"}  # the demo's door exists in a demo only
    reasons = WITHOUT_TOKEN | sealed.WITHOUT_TOKEN
    assert served == set(reasons)
    assert len(served) <= 3
    assert all(len(why) > 20 for why in reasons.values())
    assert all(access_of(app.view_functions[name]) for name in exempt)


def test_language_and_look_stay_when_somebody_leaves(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    leila.sends("/looks", to="/looks", text="large", scheme="calm")
    leila.post("/leave")
    page = leila.reads("/sign-in").one("html")
    assert (page.attrs["data-text"], page.attrs["data-scheme"]) == ("large", "calm")


def test_every_cookie_is_bound_and_closed_to_scripts(visitor: Browser) -> None:
    answers = [visitor.get("/sign-in"), asks(visitor, "leila@example.org", phone="own")]
    answers.append(visitor.sends("/sign-in/code", to="/sign-in/code", code=letters()[0]["code"]))
    for picture in ("fox", "kite", "drum", "owl") * 2:
        answers.append(visitor.sends("/phone/pictures", to="/phone/pictures", picture=picture))
    answers.append(visitor.sends("/looks", to="/looks", text="large", scheme="calm"))
    answers.append(visitor.post("/leave"))
    lines = [line for answer in answers for line in answer.headers.getlist("Set-Cookie")]
    assert {line.split("=")[0] for line in lines} == {
        "__Host-portal",
        "__Host-portal-browser",
        "__Host-portal-device",
        "__Host-portal-form",
        "__Host-portal-look",
        # Only ever taken away here; the script of "Hide this" sets it, and it says nothing about anybody.
        "__Host-portal-leave",
    }
    for line in lines:
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(line.split("; ")), line
        assert "Domain" not in line
