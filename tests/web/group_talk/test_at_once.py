"""Two who run a group decide about one post in the same moment: one decision stands, the other reads a sentence."""

from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from werkzeug.test import TestResponse

from portal.models import GroupPost, GroupReport, LeaderKind, OutboxItem
from tests.cast import person
from tests.factories.group_posts import a_post
from tests.factories.groups import a_group, belongs, runs
from tests.support.client import Browser
from tests.support.portal import Look, SignedInAs

TALK = "/groups/talk"
ROUNDS = 4


def at_once(*presses: tuple[Browser, str, dict[str, str]]) -> list[TestResponse]:
    """Every form is sent in the same moment; what came back, in their order."""
    with ThreadPoolExecutor(len(presses)) as pool:
        return list(pool.map(lambda press: press[0].post(press[1], data=press[2]), presses))


def test_one_shows_it_and_one_sends_it_back_at_once_and_one_decision_stands(
    signed_in_as: SignedInAs, look: Look
) -> None:
    tea = a_group()
    runs("grace", tea, LeaderKind.PEER)
    belongs("leila", tea, name="Noor")
    two = [signed_in_as("joanna"), signed_in_as("grace")]
    tokens = [one.form("/notices/").hidden_values() for one in two]
    for _round in range(ROUNDS):
        post = a_post(tea, "leila", "We walk.", is_read=False)
        answers = at_once(
            (two[0], f"{TALK}/waiting/{post}/show", tokens[0]),
            (two[1], f"{TALK}/waiting/{post}/back", {**tokens[1], "why": "unkind"}),
        )
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        first = answers[0].status_code == 303
        [late] = [answer for answer in answers if answer.status_code == 409]
        assert "It has been read already" in late.text
        [row] = look(sa.select(GroupPost).where(GroupPost.id == post))
        assert (row.read_as, row.read_by_id) == (
            ("shown", person("joanna")) if first else ("sent_back", person("grace"))
        )
    # The writer hears of each once.
    told = look(sa.select(OutboxItem).where(OutboxItem.person_id == person("leila")))
    assert len(told) <= ROUNDS


def test_two_look_at_one_report_at_once_and_it_is_answered_once(signed_in_as: SignedInAs, look: Look) -> None:
    tea = a_group()
    runs("grace", tea, LeaderKind.PEER)
    for slug, name in (("leila", "Noor"), ("priya", "Sunny")):
        belongs(slug, tea, name=name)
    post, priya = a_post(tea, "leila", "We walk."), signed_in_as("priya")
    assert priya.sends(f"{TALK}/topics/{post}", to=f"{post}/report").status_code == 303
    two = [signed_in_as("joanna"), signed_in_as("grace")]
    tokens = [one.form("/notices/").hidden_values() for one in two]
    [report] = look(sa.select(GroupReport.id))
    path = f"{TALK}/reports/{report}/look"
    answers = at_once((two[0], path, {**tokens[0], "act": "hide"}), (two[1], path, {**tokens[1], "act": "keep"}))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    hides = answers[0].status_code == 303
    assert look(sa.select(GroupReport.was_hidden)) == [hides]
    assert [one is not None for one in look(sa.select(GroupPost.hidden_at))] == [hides]
