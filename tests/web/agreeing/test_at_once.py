"""Really at once, on both databases: two who answer, and somebody who saves other words meanwhile (issue 4, bad input).

Whichever comes first, no answer is lost, each person has one that counts, and none stands for other words than its own.
"""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AgreeAnswer, Agreement, HowGiven, SectionKind, WaySection
from portal.returning.agreed import agreed_words, changed_since, hashes_of
from tests import cast
from tests.factories.ways import section_of, way_of
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

MAYA = f"/agreeing/{cast.pupil('maya')}"
ENTER = f"{MAYA}/enter/{cast.person('leila')}"
ROUNDS = 6
Press = tuple[Browser, str, dict[str, str]]


def at_once(presses: list[Press]) -> list[int]:
    """Every form is sent in the same moment, each from a browser of its own; the answers, in that order."""
    together = threading.Barrier(len(presses))

    def send(one: Press) -> int:
        browser, path, sent = one
        cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in (browser._cookies or {}).values())
        again = browser.application.test_client(use_cookies=False)
        together.wait(30)
        return again.post(path, data=sent, headers={"Cookie": cookies}).status_code

    with ThreadPoolExecutor(len(presses)) as many:
        return list(many.map(send, presses))


def form(browser: Browser, path: str, **answers: str) -> Press:
    """A page that is open, with what somebody has chosen on it."""
    return browser, path, {**browser.form(path, to=path).hidden_values(), **answers}


def counting(look: Look) -> list[Agreement]:
    return look(sa.select(Agreement).where(Agreement.replaced_at.is_(None), Agreement.withdrawn_at.is_(None)))


def test_two_people_who_sign_at_once_have_both_signed(signed_in_as: SignedInAs, look: Look) -> None:
    leila, maya = signed_in_as("leila"), signed_in_as("maya")
    for number in range(ROUNDS):
        assert at_once([form(leila, MAYA, answer="agree"), form(maya, MAYA, answer="agree")]) == [302, 302]
        assert {one.person_id for one in counting(look)} == {cast.person("leila"), cast.person("maya")}
        assert len(look(sa.select(Agreement))) == 2 * (number + 1)
    assert "Everybody agrees." in leila.reads(MAYA).one("main").text


def test_she_answers_while_he_enters_what_she_said_on_the_phone(signed_in_as: SignedInAs, look: Look) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    rang = {"how_given": "phone", "read_back": "y", "evidence": "Rang at 3 on Monday."}
    for number in range(ROUNDS):
        both = [form(leila, MAYA, answer="no"), form(okoro, ENTER, answer="part", **rang)]
        assert at_once(both) == [302, 302]
        assert len(counting(look)) == 1, "one person has one answer that counts"
        assert len(look(sa.select(Agreement))) == 2 * (number + 1)
    kinds = {one.how_given for one in look(sa.select(Agreement))}
    assert kinds == {HowGiven.PORTAL, HowGiven.PHONE}


@pytest.mark.parametrize("kind", [SectionKind.GOAL, SectionKind.HELPS])
def test_no_signature_stands_for_words_that_were_changed_in_the_same_moment(
    signed_in_as: SignedInAs, look: Look, kind: SectionKind
) -> None:
    leila, maya, okoro = signed_in_as("leila"), signed_in_as("maya"), signed_in_as("okoro")
    path, way = f"/way/section/{section_of('maya', kind)}/edit", way_of("maya")
    signed = refused = 0
    for number in range(ROUNDS):
        presses = [form(leila, MAYA, answer="agree"), form(maya, MAYA, answer="agree")]
        edit = form(okoro, path, agreed=f"Other words, {number}.")
        *answers, saved = at_once([*presses, edit])
        assert saved == 302
        assert set(answers) <= {302, 409}
        signed, refused = signed + answers.count(302), refused + answers.count(409)
        with db.work(SYSTEM, reason="a test"):
            now = hashes_of(agreed_words(way))
        for one in counting(look):
            stands = one.answer is AgreeAnswer.AGREE and not one.lifted
            assert not (stands and changed_since(_hashes(one), now)), "an answer to the old words came in between"
    assert len(look(sa.select(Agreement))) == signed
    assert signed + refused == 2 * ROUNDS
    assert look(sa.select(WaySection.agreed).where(WaySection.kind == kind, WaySection.way_id == way)) == [
        f"Other words, {ROUNDS - 1}."
    ]


def _hashes(one: Agreement) -> dict[str, str]:
    found: dict[str, str] = json.loads(one.hashes)
    return found
