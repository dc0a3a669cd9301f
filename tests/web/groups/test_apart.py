"""Kept apart: two people are never in one group together, by whichever way they come, and nobody but the lead knows."""

import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from portal.access.ending import end_access
from portal.cli.telling import Teller
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.grouping.apart import Comer, whom_to_hold
from portal.models import (
    Contact,
    GroupApart,
    GroupComing,
    GroupDate,
    GroupInvite,
    GroupLeader,
    LeaderKind,
    OutboxItem,
    Relationship,
)
from tests import cast
from tests.factories.groups import a_group, belongs, kept_apart, runs
from tests.factories.joining import asks, is_together, lets_in, member_row, state
from tests.house_rules.page_rules import FLEETING
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

ADD = "/groups/apart/add"


def name_of(slug: str) -> str:
    first, last, *_rest = cast.PEOPLE[slug]
    return f"{first} {last}"


def adds(browser: Browser, one: str, other: str, **more: str) -> int:
    """The lead keeps two people apart; the status of what came back."""
    who = {"one": name_of(one), "other": name_of(other), "why": "between_families"}
    return browser.sends(ADD, to="/add", **who, **more).status_code


def in_their_own_browser(press: tuple[Browser, str, dict[str, str]], together: threading.Barrier) -> int:
    browser, path, sent = press
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in (browser._cookies or {}).values())
    again = browser.application.test_client(use_cookies=False)
    together.wait(30)
    return again.post(path, data=sent, headers={"Cookie": cookies}).status_code


def at_once(*presses: tuple[Browser, str, dict[str, str]]) -> list[int]:
    """Every form is sent in the same moment."""
    together = threading.Barrier(len(presses))
    with ThreadPoolExecutor(len(presses)) as many:
        return list(many.map(lambda one: in_their_own_browser(one, together), presses))


@pytest.mark.parametrize("how", ["asked", "in", "peer", "invited"])
def test_whoever_comes_second_waits_unseen_whichever_way_the_other_came(
    signed_in_as: SignedInAs, look: Look, how: str
) -> None:
    tea = a_group()
    kept_apart("leila", "priya")
    if how == "peer":
        runs("priya", tea, LeaderKind.PEER)
    elif how == "invited":
        lewis = signed_in_as("lewis")
        assert lewis.sends(f"/groups/{tea}/invite", person=str(cast.person("priya"))).status_code == 302
    else:
        belongs("priya", tea, name="Sunny", has_joined=how == "in")
    before = len(look(sa.select(OutboxItem)))
    assert asks(signed_in_as("leila"), tea, "Noor").status_code == 302
    assert state("leila", tea) == "held"
    assert len(look(sa.select(OutboxItem))) == before, "whoever runs it hears of no ask that they do not see"
    joanna = signed_in_as("joanna")
    assert "Leila" not in joanna.reads("/groups/asks").text
    assert "Leila" not in joanna.reads("/").text
    shown = signed_in_as("byrne").reads("/groups/apart").text
    assert "Leila Haddad asked to join Tea and talk." in " ".join(shown.split())
    for slug in ("okoro", "rees", "patel", "leila", "joanna", "priya"):
        assert signed_in_as(slug).get("/groups/apart").status_code == 403, slug


def test_parents_of_one_child_are_apart_where_one_has_no_contact_and_others_are_not(signed_in_as: SignedInAs) -> None:
    tea = a_group()
    belongs("priya", tea, name="Sunny")
    assert asks(signed_in_as("arjun"), tea, "Jay").status_code == 302
    assert state("arjun", tea) == "asked"
    other = a_group(name="Another")
    belongs("arjun", other, name="Jay")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("arjun", "rohan")).contact = Contact.UNKNOWN
    # What came later is seen by the lead; nobody comes in by it, and who asks now waits.
    assert lets_in(signed_in_as("joanna"), member_row("arjun", tea)) == 302
    assert state("arjun", tea) == "held"
    assert asks(signed_in_as("priya"), other, "Sunny").status_code == 302
    assert state("priya", other) == "held"


def test_two_who_come_at_once_from_both_sides_are_never_both_in(signed_in_as: SignedInAs, look: Look) -> None:
    kept_apart("leila", "priya")
    leila, priya, joanna = signed_in_as("leila"), signed_in_as("priya"), signed_in_as("joanna")
    hidden = joanna.form("/notices/").hidden_values()
    for number in range(4):
        tea = a_group(name=f"Tea {number}")
        path = f"/groups/{tea}/join"
        answers = at_once(
            (leila, path, {**leila.form(path, to="/join").hidden_values(), "chosen_name": "Noor", "takes": "listens"}),
            (priya, path, {**priya.form(path, to="/join").hidden_values(), "chosen_name": "Sun", "takes": "listens"}),
        )
        assert answers == [302, 302]
        assert sorted([state("leila", tea), state("priya", tea)]) == ["asked", "held"]
        # Both had asked before they were kept apart, and are let in at once.
        late = a_group(name=f"Late {number}")
        rows = [belongs(slug, late, name=slug[::-1], has_joined=False) for slug in ("leila", "priya")]
        let = at_once(*((joanna, f"/groups/asks/{row}/in", hidden) for row in rows))
        assert set(let) <= {302, 404}
        assert not is_together("leila", "priya", late)
        assert "in" in (state("leila", late), state("priya", late))


def test_a_pair_that_is_added_while_they_are_let_in_leaves_them_apart(signed_in_as: SignedInAs, look: Look) -> None:
    byrne, joanna = signed_in_as("byrne"), signed_in_as("joanna")
    hidden = joanna.form("/notices/").hidden_values()
    for number in range(4):
        with db.work(SYSTEM, reason="a test") as session:
            session.execute(sa.delete(GroupApart))
        tea = a_group(name=f"Tea {number}")
        belongs("priya", tea, name="Sunny")
        row = belongs("leila", tea, name="Noor", has_joined=False)
        form = {**byrne.form(ADD, to="/add").hidden_values(), "why": "order", "leaves": "one"}
        form |= {"one": name_of("leila"), "other": name_of("priya")}
        at_once((byrne, ADD, form), (joanna, f"/groups/asks/{row}/in", hidden))
        assert len(look(sa.select(GroupApart))) == 1
        assert not is_together("leila", "priya", tea)
        with db.work(SYSTEM, reason="a test") as session:
            session.execute(sa.update(GroupApart).values(ended_at=GroupApart.since, ended_by_id=cast.person("byrne")))
        leave_all(signed_in_as("priya"), tea)
        leave_all(signed_in_as("leila"), tea)


def leave_all(browser: Browser, tea: uuid.UUID) -> None:
    browser.sends(f"/groups/{tea}", to=f"/{tea}/leave")


def test_a_pair_added_while_both_are_in_says_so_and_asks_who_leaves(signed_in_as: SignedInAs, look: Look) -> None:
    tea = a_group()
    belongs("leila", tea, name="Noor")
    belongs("priya", tea, name="Sunny")
    date_id = a_coming(tea, "leila")
    byrne = signed_in_as("byrne")
    answer = byrne.sends(ADD, to="/add", one=name_of("leila"), other=name_of("priya"), why="order")
    assert answer.status_code == 422
    assert "Both are in Tea and talk now." in answer.text.replace("<bdi>", "").replace("</bdi>", "")
    assert look(sa.select(GroupApart)) == []
    assert is_together("leila", "priya", tea)
    assert adds(byrne, "leila", "priya", leaves="one") == 302
    assert (state("leila", tea), state("priya", tea)) == ("held", "in")
    assert look(sa.select(GroupComing.cancelled_at).where(GroupComing.date_id == date_id)) != [None]
    leila, joanna = signed_in_as("leila"), signed_in_as("joanna")
    assert "We will tell you about a place." in leila.reads(f"/groups/{tea}").text
    assert "Leila" not in joanna.reads("/groups/asks").text
    # Lifted, whoever runs the group sees the ask again.
    assert byrne.sends(f"/groups/apart/{look(sa.select(GroupApart.id))[0]}/end").status_code == 302
    assert state("leila", tea) == "asked"
    assert "Leila" in joanna.reads("/groups/asks").text
    assert lets_in(joanna, member_row("leila", tea)) == 302
    assert is_together("leila", "priya", tea)


def a_coming(group_id: uuid.UUID, slug: str) -> uuid.UUID:
    """Somebody comes to a date of the group; its id."""
    from datetime import timedelta

    from portal import clock

    date_id, here = uuid.uuid4(), {"setting_id": cast.setting(), "group_id": group_id}
    when = {"starts_at": clock.now() + timedelta(days=2), "ends_at": clock.now() + timedelta(days=2, hours=1)}
    with db.work(SYSTEM, reason="a test") as session:
        session.add(GroupDate(id=date_id, places=5, made_by_id=cast.person("joanna"), **when, **here))
        session.flush()
        number = {"client_id": uuid.uuid4(), "date_id": date_id, "place_at": clock.now()}
        session.add(GroupComing(person_id=cast.person(slug), **number, **here))
    return date_id


def test_who_is_together_all_the_same_is_shown_to_the_lead_and_one_is_taken_out(signed_in_as: SignedInAs) -> None:
    tea = a_group()
    belongs("leila", tea, name="Noor")
    belongs("priya", tea, name="Sunny")
    belongs("tomasz", tea, name="Tomek")
    kept_apart("leila", "priya")
    byrne = signed_in_as("byrne")
    shown = byrne.reads("/groups/apart").text
    assert "Together now" in shown
    assert "Tomasz" not in shown, "who is apart from nobody is named to nobody"
    hidden = byrne.form("/notices/").hidden_values()
    assert byrne.post(f"/groups/apart/out/{member_row('tomasz', tea)}", data=hidden).status_code == 404
    assert state("tomasz", tea) == "in"
    assert byrne.post(f"/groups/apart/out/{member_row('priya', tea)}", data=hidden).status_code == 302
    assert (state("leila", tea), state("priya", tea)) == ("in", "held")
    # Once the other has left, whoever waited is seen again.
    assert signed_in_as("leila").sends(f"/groups/{tea}", to=f"/{tea}/leave").status_code == 302
    assert state("priya", tea) == "asked"


def test_whoever_waited_because_of_somebody_whose_access_ended_is_seen_again(
    signed_in_as: SignedInAs, settings: Settings
) -> None:
    tea = a_group()
    belongs("priya", tea, name="Sunny")
    kept_apart("leila", "priya")
    assert asks(signed_in_as("leila"), tea, "Noor").status_code == 302
    worker = Teller(settings.data_folder)
    worker.tell_once()
    assert state("leila", tea) == "held"
    with db.work(SYSTEM, reason="a test"):
        end_access(cast.person("priya"), why="court")
    worker.tell_once()
    assert state("leila", tea) == "asked"


def test_an_invitation_of_somebody_kept_apart_is_silent_until_they_are_free(
    signed_in_as: SignedInAs, look: Look
) -> None:
    tea = a_group()
    belongs("priya", tea, name="Sunny")
    kept_apart("leila", "priya")
    okoro = signed_in_as("okoro")
    sent = [okoro.sends(f"/groups/{tea}/invite", person=str(cast.person(slug))) for slug in ("leila", "tomasz")]
    assert {(one.status_code, one.headers["Location"], one.text) for one in sent} == {
        (302, sent[0].headers["Location"], sent[0].text)
    }
    told = {one.person_id for one in look(sa.select(OutboxItem).where(OutboxItem.letter == "something_new"))}
    assert told == {cast.person("tomasz")}
    leila, tomasz = signed_in_as("leila"), signed_in_as("tomasz")
    assert "thought of you" not in leila.reads("/groups/").text
    assert "Sam thought of you" in tomasz.reads("/groups/").text
    card = okoro.get(f"/groups/{tea}/card/en").text
    assert "Tea and talk" in card
    assert "Leila" not in card
    assert "Maya" not in card
    assert signed_in_as("priya").sends(f"/groups/{tea}", to=f"/{tea}/leave").status_code == 302
    assert "Sam thought of you" in leila.reads("/groups/").text
    assert tomasz.sends("/groups/", to="/put-away").status_code == 302
    assert "thought of you" not in tomasz.reads("/groups/").text
    # A key worker invites the carers of their own pupils alone.
    answer = okoro.post(
        f"/groups/{tea}/invite",
        data={**okoro.form(f"/groups/{tea}/invite").hidden_values(), "person": str(cast.person("grace"))},
    )
    assert answer.status_code == 422
    assert len(look(sa.select(GroupInvite))) == 2


def test_a_group_is_run_by_nobody_who_is_kept_apart_from_somebody_in_it(signed_in_as: SignedInAs, look: Look) -> None:
    tea, patel = a_group(), signed_in_as("patel")
    belongs("tomasz", tea)
    kept_apart("grace", "tomasz")
    kept_apart("arjun", "joanna")
    path, runs_it = f"/groups/set-up/{tea}/runs", sa.select(GroupLeader.person_id)
    # What she reads is what she reads of somebody who is not here at all.
    said = [
        patel.sends(path, to="/runs", person=name, kind="peer", shown_as="Gracie")
        for name in (name_of("grace"), name_of("arjun"), "Nobody Atall")
    ]
    assert {answer.status_code for answer in said} == {422}
    assert len({_without(answer.text) for answer in said}) == 1
    assert look(runs_it) == [cast.person("joanna")]
    assert signed_in_as("tomasz").sends(f"/groups/{tea}", to=f"/{tea}/leave").status_code == 302
    answer = patel.sends(path, to="/runs", person=name_of("grace"), kind="peer", shown_as="Gracie")
    assert answer.status_code == 302
    assert set(look(runs_it)) == {cast.person("joanna"), cast.person("grace")}


def _without(text: str) -> str:
    return FLEETING.sub("", re.sub('name="person"[^>]*', "", text))


def test_who_comes_first_stays_and_somebody_held_holds_nobody() -> None:
    from datetime import timedelta

    from portal import clock

    people = {name: uuid.uuid4() for name in "abcd"}
    now = clock.now()

    def comer(name: str, minute: int, *, is_in: bool = False) -> Comer:
        return Comer(people[name], people[name], now + timedelta(minutes=minute), is_in)

    apart = {frozenset({people["a"], people["b"]}), frozenset({people["b"], people["c"]})}
    assert whom_to_hold([comer("a", 0), comer("b", 1), comer("c", 2)], [], apart) == {people["b"]}
    assert whom_to_hold([comer("b", 0), comer("a", 5, is_in=True), comer("c", 1)], [], apart) == {people["b"]}
    assert whom_to_hold([comer("a", 0), comer("c", 1)], [people["b"]], apart) == {people["a"], people["c"]}
    assert whom_to_hold([comer("a", 0, is_in=True), comer("b", 1, is_in=True)], [], apart) == frozenset()
