"""Those who lead set a group up: its words, what helps, who runs it; and it is found, changed and closed."""

import uuid

import sqlalchemy as sa

from portal.access.policy import Role
from portal.models import Group, GroupHello, GroupLeader, RoleHolding
from tests import cast
from tests.factories.groups import a_group, runs
from tests.support.portal import Look, SignedInAs

GROUP = {
    "kind": "programme",
    "weeks": "6",
    "topic": "big_feelings",
    "name_en": "Small steps",
    "about_en": "Six evenings.",
    "near_en": "Old Town",
    "name_pl": "Małe kroki",
    "about_pl": "Sześć wieczorów.",
    "helps": ["creche", "evening"],
    "spoken": ["pl"],
}


def test_a_group_is_set_up_found_by_what_helps_changed_and_closed(signed_in_as: SignedInAs, look: Look) -> None:
    patel, leila, number = signed_in_as("patel"), signed_in_as("leila"), str(uuid.uuid4())
    for missing in ({"name_en": ""}, {"weeks": ""}, {"about_pl": ""}, {"kind": "none"}):
        data = {**patel.form("/groups/set-up/new").hidden_values(), **GROUP, **missing}
        assert patel.post("/groups/set-up/new", data=data).status_code == 422, missing
    assert look(sa.select(Group)) == []
    for _again in range(2):
        answer = patel.sends("/groups/set-up/new", **GROUP, client_id=number)
        assert answer.status_code == 302
    assert len(look(sa.select(Group))) == 1
    where = answer.headers["Location"]
    joanna = {"person": "Joanna Price", "kind": "facilitator", "shown_as": "Joanna"}
    assert patel.sends(where, to="/runs", **joanna).status_code == 302
    grace = {"person": "Grace Mensah", "kind": "peer", "shown_as": "Gracie"}
    grace["person"] = " ".join(cast.PEOPLE["grace"][:2])
    assert patel.sends(where, to="/runs", **grace).status_code == 302
    # Nobody runs a group in a way that is not theirs, and Dan none at all.
    for person, kind in (("Leila Haddad", "facilitator"), (" ".join(cast.PEOPLE["dan"][:2]), "peer")):
        data = {**patel.form(where, to="/runs").hidden_values(), "person": person, "kind": kind, "shown_as": "X"}
        assert patel.post(where, data=data).status_code == 422
    peers = sa.select(RoleHolding.person_id).where(RoleHolding.role == Role.PEER_FACILITATOR)
    assert look(peers) == [cast.person("grace")]
    for helps, is_there in (("creche", True), ("food", False), ("interpreter", True), ("nothing", True)):
        assert ("Small steps" in leila.reads(f"/groups/?helps={helps}").text) == is_there, helps
    shown = leila.get("/groups/").text
    assert "Gracie" in shown
    assert cast.PEOPLE["grace"][1] not in shown
    changed = {**GROUP, "name_en": "Big steps", "helps": ["food"]}
    path = where.removesuffix("/runs")
    assert patel.sends(path, **changed).status_code == 302
    assert "Big steps" in leila.reads("/groups/?helps=food").text
    [row] = look(sa.select(GroupLeader.id).where(GroupLeader.person_id == cast.person("grace")))
    assert patel.sends(where, to=f"{row}/end").status_code == 302
    assert look(peers) == []
    assert patel.sends(f"{path}/close").status_code == 302
    assert "Big steps" not in leila.reads("/groups/").text
    assert leila.get(path.replace("/set-up", "")).status_code == 404
    for slug in ("okoro", "joanna", "leila"):
        assert signed_in_as(slug).get("/groups/set-up").status_code == 403


def test_a_hello_is_heard_while_whoever_said_it_runs_the_group(signed_in_as: SignedInAs) -> None:
    from portal import clock
    from portal.database import SYSTEM, db

    tea = a_group()
    leader = runs("joanna", a_group(name="Other"))
    with db.work(SYSTEM, reason="a test") as session:
        session.add(GroupHello(setting_id=cast.setting(), leader_id=leader, content=b"OggS hello", kind="audio/ogg"))
    leila = signed_in_as("leila")
    assert leila.get(f"/groups/hello/{leader}").data == b"OggS hello"
    assert "says hello" not in leila.get(f"/groups/{tea}").text
    for slug in ("dan", "quinn"):
        assert signed_in_as(slug).get(f"/groups/hello/{leader}").status_code == 404, slug
    assert signed_in_as("maya").get(f"/groups/hello/{leader}").status_code == 403
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(GroupLeader, leader).ended_at = clock.now()
    assert leila.get(f"/groups/hello/{leader}").status_code == 404
