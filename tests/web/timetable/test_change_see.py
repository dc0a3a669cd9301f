"""I have seen this: each person for themself, each revision anew."""

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import AuditEntry, ChangeSeen, SessionChange
from tests import cast
from tests.factories.demo_day import Sessions
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs


def the_change(look: Look) -> SessionChange:
    return look(sa.select(SessionChange))[0]


def press(browser: Browser, change: SessionChange, revision: int = 1, back: str = "this") -> int:
    token = browser.form("/language", to="/language").hidden_values()["csrf_token"]
    return browser.post(f"/week/seen/{change.id}/{revision}/{back}", data={"csrf_token": token}).status_code


def is_marked(browser: Browser) -> bool:
    return "session--new" in browser.get(f"/week/{cast.pupil('maya')}/this").text


def test_what_leila_has_seen_maya_has_not(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    leila, maya = signed_in_as("leila"), signed_in_as("maya")
    assert press(leila, the_change(look)) == 302
    assert not is_marked(leila)
    assert is_marked(maya)
    [seen] = look(sa.select(ChangeSeen))
    assert (seen.person_id, seen.revision) == (cast.person("leila"), 1)


def test_a_change_that_changes_again_is_unseen_again(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    leila = signed_in_as("leila")
    press(leila, the_change(look))
    with db.work(SYSTEM, reason="a test") as session:
        session.scalars(sa.select(SessionChange)).one().revision = 2
    assert is_marked(leila)
    # The page she still has open names the revision that it showed.
    press(leila, the_change(look), revision=1)
    assert is_marked(leila)
    press(leila, the_change(look), revision=2)
    assert not is_marked(leila)


def test_seen_twice_is_seen_once(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    leila = signed_in_as("leila")
    assert [press(leila, the_change(look)) for _ in range(3)] == [302, 302, 302]
    assert len(look(sa.select(ChangeSeen))) == 1
    assert set(look(sa.select(AuditEntry.event))) == {"timetable.change.seen"}


def test_a_revision_that_is_not_there_cannot_be_seen(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    leila = signed_in_as("leila")
    assert [press(leila, the_change(look), revision=number) for number in (0, 2)] == [404, 404]
    assert look(sa.select(ChangeSeen)) == []


def test_nobody_sees_a_change_that_is_not_theirs(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    answers = {who: press(signed_in_as(who), the_change(look)) for who in ("dan", "tomasz", "priya", "okoro", "amara")}
    assert answers == {"dan": 404, "tomasz": 404, "priya": 404, "okoro": 403, "amara": 403}
    assert look(sa.select(ChangeSeen)) == []


def test_the_button_leads_back_to_where_it_was_pressed(signed_in_as: SignedInAs, planned: Sessions, look: Look) -> None:
    leila, change = signed_in_as("leila"), the_change(look)
    token = leila.form("/language", to="/language").hidden_values()["csrf_token"]
    backs = {}
    for back in ("home", "this", "next"):
        answer = leila.post(f"/week/seen/{change.id}/1/{back}", data={"csrf_token": token})
        backs[back] = answer.headers["Location"]
    week = f"/week/{cast.pupil('maya')}"
    assert backs == {"home": "/", "this": f"{week}/this", "next": f"{week}/next"}
