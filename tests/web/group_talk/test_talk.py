"""Talk in a group: read by a person before it shows, by its members alone, and hidden by one tap."""

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.models import (
    ConcernNotice,
    Contribution,
    GroupMember,
    GroupPost,
    GroupReport,
    LeaderKind,
    OutboxItem,
    PostKind,
    Relationship,
    TakesPart,
)
from tests import cast
from tests.factories.concerns import SLUG_OF
from tests.factories.group_posts import a_post
from tests.factories.groups import a_group, belongs, runs
from tests.support.portal import Look, SignedInAs
from tests.support.time import SetTime

TALK = "/groups/talk"
WORDS = "We walk the dog first, and then we go."


@pytest.fixture
def tea() -> uuid.UUID:
    """Leila is Noor there, Priya is Sunny."""
    group = a_group()
    belongs("leila", group, name="Noor")
    belongs("priya", group, name="Sunny")
    return group


def test_a_post_shows_once_a_person_has_read_it_and_the_writer_reads_where_it_stands(
    signed_in_as: SignedInAs, tea: uuid.UUID, look: Look
) -> None:
    leila, priya, joanna = signed_in_as("leila"), signed_in_as("priya"), signed_in_as("joanna")
    sent = leila.sends(f"{TALK}/{tea}/write", title="Mornings", words=WORDS)
    assert sent.status_code == 303
    own = leila.reads(sent.location).text
    assert "Joanna has not read it yet" in own
    assert "Mornings" not in priya.reads(f"{TALK}/{tea}").text
    (post,) = look(sa.select(GroupPost))
    assert (post.shown_as, post.due_at - post.sent_at) == ("Noor", timedelta(hours=24))
    assert priya.get(f"{TALK}/topics/{post.id}").status_code == 404
    letters = look(sa.select(OutboxItem.person_id).where(OutboxItem.letter == "to_do"))
    assert letters == [cast.person("joanna")]

    assert WORDS in joanna.reads(f"{TALK}/waiting/{post.id}").text
    done = joanna.sends(f"{TALK}/waiting/{post.id}", to=f"{TALK}/waiting/{post.id}/show")
    assert done.status_code == 303
    page = priya.reads(f"{TALK}/topics/{post.id}").text
    assert WORDS in page
    assert "Noor" in page
    assert "Leila" not in page
    assert "It shows now" in leila.reads(sent.location).text
    assert "read in time 1, late 0" in joanna.reads(f"{TALK}/waiting").text


def test_nobody_reads_the_talk_but_who_belongs_to_the_group_or_runs_it(
    signed_in_as: SignedInAs, tea: uuid.UUID
) -> None:
    topic = a_post(tea, "leila", WORDS)
    paths = (f"{TALK}/{tea}", f"{TALK}/topics/{topic}", f"{TALK}/{tea}/write", f"{TALK}/topics/{topic}/answer")
    for slug in ("tomasz", "dan", "okoro", "byrne", "rees", "patel", "quinn"):
        assert {signed_in_as(slug).get(path).status_code for path in paths} <= {403, 404}, slug
    for slug in ("maya", "rohan", "hughes", "amara"):
        assert {signed_in_as(slug).get(path).status_code for path in (*paths, f"{TALK}/helped")} == {403}, slug
    for path in paths[:2]:
        assert signed_in_as("joanna").get(path).status_code == 200
    for slug in ("okoro", "byrne", "tomasz"):
        browser = signed_in_as(slug)
        assert WORDS not in browser.reads(f"{TALK}/helped").text
        assert browser.get(f"{TALK}/mine/{topic}").status_code == 404
    assert signed_in_as("leila").get(f"{TALK}/waiting").status_code == 403


def test_what_may_show_who_somebody_is_comes_back_with_a_suggestion_and_their_words(
    signed_in_as: SignedInAs, tea: uuid.UUID, look: Look
) -> None:
    leila, path = signed_in_as("leila"), f"{TALK}/{tea}/write"
    asked = leila.sends(path, title="Hello", words="Ring me, oh seven seven double oh nine hundred one two three")
    assert asked.status_code == 422
    assert "oh seven seven double oh nine hundred one two three" in asked.text
    assert "You can write: see you at the group." in asked.text
    assert "my son, or my daughter" in leila.sends(path, title="Maya", words=WORDS).text
    assert look(sa.select(GroupPost.id)) == []
    sent = leila.sends(path, title="It is not", words="Rohan is also a town.", not_that="y")
    assert sent.status_code == 303
    (post,) = look(sa.select(GroupPost.id))
    assert "<mark>Rohan</mark>" in signed_in_as("joanna").get(f"{TALK}/waiting/{post}").text


def test_bad_input_gets_a_sentence_and_nothing_is_lost(signed_in_as: SignedInAs, tea: uuid.UUID, look: Look) -> None:
    leila, path = signed_in_as("leila"), f"{TALK}/{tea}/write"
    long = leila.sends(path, title="Long", words="a " * 50_000)
    assert long.status_code == 422
    assert "Your words are still here" in long.text
    assert "a " * 49_000 in long.text
    assert leila.sends(path, title=" \x00 ", words="\x00").status_code == 422
    odd = leila.sends(path, title="Odd", words="See htp:/nothing\x00 and <script>")
    assert odd.status_code == 303
    # Half of a pair of signs, and a form that is sent twice.
    form = leila.form(path).hidden_values()
    for _ in range(2):
        assert leila.post(path, data={**form, "title": "Two", "words": "Twice \x07 sent"}).status_code == 303
    assert sorted(look(sa.select(GroupPost.title))) == ["Odd", "Two"]


def test_a_flood_of_posts_in_a_minute_leave_five_and_every_word_in_the_form(
    signed_in_as: SignedInAs, tea: uuid.UUID, look: Look, the_time_is: SetTime
) -> None:
    leila, path = signed_in_as("leila"), f"{TALK}/{tea}/ask"
    form = leila.form(path).hidden_values()
    answers = [
        leila.post(path, data={**form, "client_id": str(uuid.uuid4()), "words": f"Please look at this {one}"})
        for one in range(40)
    ]
    assert [one.status_code for one in answers].count(303) == 5
    assert answers[-1].status_code == 429
    assert "Please look at this 39" in answers[-1].text
    assert len(look(sa.select(GroupPost.id))) == 5


def test_who_only_listens_is_offered_to_take_part_and_rules_come_first(signed_in_as: SignedInAs, look: Look) -> None:
    group = a_group()
    belongs("leila", group, takes_part=TakesPart.LISTENS)
    belongs("priya", group, rules_read_at=None)
    leila, priya = signed_in_as("leila"), signed_in_as("priya")
    path = f"{TALK}/{group}/write"
    assert (
        leila.post(path, data={**leila.form(path, to=path).hidden_values(), "title": "A", "words": WORDS}).status_code
        == 422
    )
    assert look(sa.select(GroupPost.id)) == []
    leila.sends(f"{TALK}/{group}", to=f"{TALK}/{group}/take-part")
    assert leila.sends(path, title="A", words=WORDS).status_code == 303
    kept = priya.sends(path, title="B", words=WORDS)
    assert kept.status_code == 422
    assert WORDS in kept.text
    assert "house rules" in kept.text
    assert priya.sends(f"{TALK}/{group}/ask", words="Where do I read the rules?").status_code == 303


def test_one_decision_is_made_once_and_the_other_reader_is_told(signed_in_as: SignedInAs, tea: uuid.UUID) -> None:
    runs("grace", tea, LeaderKind.PEER)
    post = a_post(tea, "leila", WORDS, is_read=False)
    joanna, grace = signed_in_as("joanna"), signed_in_as("grace")
    path = f"{TALK}/waiting/{post}"
    late = grace.form(path).hidden_values()
    assert joanna.sends(path, to=f"{path}/back", why="names_somebody").status_code == 303
    told = grace.post(f"{path}/show", data=late)
    assert told.status_code == 409
    assert "It has been read already" in told.text
    own = signed_in_as("leila").reads(f"{TALK}/mine/{post}").text
    assert "It names somebody" in own
    assert WORDS not in signed_in_as("priya").reads(f"{TALK}/{tea}").text


def test_a_parent_who_helps_to_run_a_group_does_not_decide_about_their_own_post(
    signed_in_as: SignedInAs, tea: uuid.UUID
) -> None:
    runs("grace", tea, LeaderKind.PEER)
    grace = signed_in_as("grace")
    path = grace.sends(f"{TALK}/{tea}/write", title="A", words=WORDS).location
    post = path.rsplit("/", 1)[1]
    assert "Somebody else who runs the group reads it" in grace.reads(f"{TALK}/waiting/{post}").text
    token = grace.form(path).hidden_values()
    assert grace.post(f"{TALK}/waiting/{post}/show", data=token).status_code == 409
    assert WORDS not in signed_in_as("priya").reads(f"{TALK}/{tea}").text
    joanna = signed_in_as("joanna")
    joanna.sends(f"{TALK}/waiting/{post}", to=f"{TALK}/waiting/{post}/show")
    assert WORDS in signed_in_as("priya").reads(f"{TALK}/topics/{post}").text


def test_a_post_that_worries_the_reader_reaches_who_keeps_children_safe_and_the_writer_is_told(
    signed_in_as: SignedInAs, tea: uuid.UUID, look: Look
) -> None:
    post = a_post(tea, "leila", "I cannot go on like this.", is_read=False)
    joanna, leila = signed_in_as("joanna"), signed_in_as("leila")
    assert "has been told" not in leila.reads(f"{TALK}/mine/{post}").text
    assert joanna.sends(f"{TALK}/waiting/{post}", to=f"{TALK}/waiting/{post}/worry").status_code == 303
    told = {SLUG_OF[one] for one in look(sa.select(ConcernNotice.person_id))}
    assert told
    assert told <= {"byrne", "khan", "rees"}
    assert (
        "Somebody who keeps children safe has been told. They will ring you." in leila.reads(f"{TALK}/mine/{post}").text
    )
    assert "I cannot go on" not in signed_in_as("okoro").reads("/concerns/").text
    assert look(sa.select(Contribution.person_id)) == [cast.person("leila")]


def test_a_post_of_somebody_whose_access_ended_is_put_away(signed_in_as: SignedInAs, tea: uuid.UUID) -> None:
    post = a_post(tea, "leila", WORDS, is_read=False)
    joanna = signed_in_as("joanna")
    path = f"{TALK}/waiting/{post}"
    form = joanna.form(path).hidden_values()
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(GroupMember).where(GroupMember.chosen_name == "Noor").values(left_at=clock.now()))
    assert WORDS not in joanna.reads(f"{TALK}/waiting").text
    late = joanna.post(f"{path}/show", data=form)
    assert late.status_code == 409
    assert "It is put away and does not show" in late.text
    leila = signed_in_as("leila")
    assert leila.get(f"{TALK}/{tea}").status_code == 404
    assert "it does not show" in leila.reads(f"{TALK}/mine/{post}").text


def test_one_tap_hides_a_post_at_once_and_whoever_runs_the_group_looks_at_it(
    signed_in_as: SignedInAs, tea: uuid.UUID, look: Look
) -> None:
    belongs("tomasz", tea, name="Tomek")
    topic = a_post(tea, "leila", WORDS)
    priya, joanna, tomasz = signed_in_as("priya"), signed_in_as("joanna"), signed_in_as("tomasz")
    show = f"{TALK}/topics/{topic}"
    form = priya.form(show).hidden_values()
    for _ in range(2):  # reported twice is one report
        assert priya.post(f"{TALK}/posts/{topic}/report", data=form).status_code == 303
    assert priya.get(show).status_code == 404
    assert WORDS in tomasz.reads(show).text
    (report,) = look(sa.select(GroupReport.id))
    assert WORDS in joanna.reads(f"{TALK}/reports/{report}").text
    leila = signed_in_as("leila")
    own = leila.post(f"{TALK}/posts/{topic}/report", data=leila.form(f"{TALK}/mine/{topic}").hidden_values())
    assert "You wrote this." in leila.reads(own.location).text
    token = joanna.form(f"{TALK}/reports/{report}").hidden_values()
    assert joanna.post(f"{TALK}/reports/{report}/look", data={**token, "act": "hide"}).status_code == 303
    assert joanna.post(f"{TALK}/reports/{report}/look", data={**token, "act": "keep"}).status_code == 409
    assert tomasz.get(show).status_code == 404
    assert "We took it down" in leila.reads(f"{TALK}/mine/{topic}").text


def test_whom_somebody_muted_they_read_no_more_until_they_want_to(signed_in_as: SignedInAs, tea: uuid.UUID) -> None:
    topic = a_post(tea, "priya", "How do you sleep?")
    a_post(tea, "leila", WORDS, kind=PostKind.REPLY, topic_id=topic)
    first = a_post(tea, "leila", "Another talk.")
    priya = signed_in_as("priya")
    show = f"{TALK}/topics/{topic}"
    assert WORDS in priya.reads(show).text
    priya.post(f"{TALK}/posts/{first}/mute", data=priya.form(f"{TALK}/topics/{first}").hidden_values())
    assert WORDS not in priya.reads(show).text
    assert priya.get(f"{TALK}/topics/{first}").status_code == 404
    page = priya.form(f"{TALK}/muted")
    assert priya.post(page.attrs["action"], data=page.hidden_values()).status_code == 303
    assert WORDS in priya.reads(show).text


def test_what_helped_is_read_by_all_who_may_come_and_words_to_the_leader_by_nobody_else(
    signed_in_as: SignedInAs, tea: uuid.UUID
) -> None:
    helped = a_post(tea, "leila", WORDS, kind=PostKind.HELPED)
    ask = a_post(tea, "leila", "Can I ask you something?", kind=PostKind.TO_LEADER)
    assert WORDS in signed_in_as("tomasz").reads(f"{TALK}/helped").text
    priya = signed_in_as("priya")
    assert "Can I ask you something?" not in priya.reads(f"{TALK}/{tea}").text
    assert priya.get(f"{TALK}/mine/{ask}").status_code == 404
    leila = signed_in_as("leila")
    back = leila.form(f"{TALK}/mine/{helped}").hidden_values()
    assert leila.post(f"{TALK}/mine/{helped}/take-back", data=back).status_code == 303
    assert WORDS not in signed_in_as("tomasz").reads(f"{TALK}/helped").text


def test_who_loses_access_while_writing_stores_nothing(signed_in_as: SignedInAs, tea: uuid.UUID, look: Look) -> None:
    leila, path = signed_in_as("leila"), f"{TALK}/{tea}/write"
    form = leila.form(path).hidden_values()
    # Who left in another window meets their words once more; nobody else does.
    assert leila.sends(f"/groups/{tea}", to=f"/{tea}/leave").status_code == 302
    not_sent = leila.post(path, data={**form, "title": "A", "words": WORDS})
    assert not_sent.status_code == 404
    assert WORDS in not_sent.text
    with db.work(SYSTEM, reason="a test") as session:
        session.execute(sa.update(Relationship).values(until_on=clock.today() - timedelta(days=1)))
    assert leila.post(path, data={**form, "title": "A", "words": WORDS}).status_code in {302, 303, 404}
    assert look(sa.select(GroupPost.id)) == []
