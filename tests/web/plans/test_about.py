"""About me: three voices beside one another, each with the readers it was given, and never over one another."""

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Contact, Contribution, HowSaid, Relationship, Voice
from tests import cast
from tests.support.client import Browser
from tests.support.examples import drawn_once
from tests.support.html import Node
from tests.support.portal import Look, SignedInAs

MAYA, ROHAN = f"/plan/{cast.pupil('maya')}", f"/plan/{cast.pupil('rohan')}"
ADD = "/about/helps"


def says(browser: Browser, plan: str, words: str, *to: str, **more: str) -> None:
    answer = browser.sends(plan + ADD, words=words, readers=[str(cast.person(one)) for one in to], **more)
    assert answer.status_code == 302, answer.text


def boxes(page: Node, card: str = "helps") -> list[str]:
    section = page.one("section", where=lambda node: node.attrs.get("aria-labelledby") == card)
    return [box.text for box in section.all("div", where=lambda n: n.attrs.get("class", "").split()[:1] == ["voice"])]


@drawn_once
def test_three_voices_stand_there_from_the_start(signed_in_as: SignedInAs) -> None:
    assert boxes(signed_in_as("okoro").reads(f"{MAYA}/about")) == [
        "Maya says We have not asked yet.",
        "At home We have not asked yet.",
        "The team We have not asked yet.",
    ]


def test_who_may_not_read_everything_is_told_nothing_by_a_gap(signed_in_as: SignedInAs) -> None:
    before = boxes(signed_in_as("leila").reads(f"{MAYA}/about"))
    says(signed_in_as("maya"), MAYA, "A quiet corner.")
    assert boxes(signed_in_as("leila").reads(f"{MAYA}/about")) == before
    assert "We have not asked yet" not in " ".join(before)
    # Ms Patel coordinates: she reads no child's words unless they were for her.
    assert "We have not asked yet" not in signed_in_as("patel").reads(f"{MAYA}/about").text


def test_each_voice_stands_in_its_own_words_with_name_and_day(signed_in_as: SignedInAs) -> None:
    says(signed_in_as("maya"), MAYA, "A quiet corner.", "leila")
    says(signed_in_as("leila"), MAYA, "A calm start.", "maya")
    says(signed_in_as("okoro"), MAYA, "Time to look first.", "maya", "leila")
    for slug, own in (("okoro", 2), ("leila", 1), ("maya", 0)):
        found = boxes(signed_in_as(slug).reads(f"{MAYA}/about"))
        names = ["Maya says", "Leila says", "Sam says"]
        names[own] = "You say"
        words = ["“A quiet corner.”", "“A calm start.”", "“Time to look first.”"]
        assert found == [f"{name} {said} 24 November 2026" for name, said in zip(names, words, strict=True)]


def test_words_stand_between_the_marks_of_the_language_of_the_page(signed_in_as: SignedInAs) -> None:
    polish = signed_in_as("leila")
    says(polish, MAYA, "A calm start.")
    polish.post("/language", data={**polish.form("/language").hidden_values(), "language": "pl"})
    for part in ("about", "print"):
        page = polish.reads(f"{MAYA}/{part}").one("main")
        assert "„A calm start.”" in page.text
        assert not page.all("span", where=lambda node: node.attrs.get("class") == "theirs" and "calm" in node.text)


def test_what_maya_says_is_for_the_team_unless_she_ticks_her_mother(signed_in_as: SignedInAs) -> None:
    says(signed_in_as("maya"), MAYA, "Do not shout.")
    assert "Do not shout." in signed_in_as("okoro").reads(f"{MAYA}/about").text
    for path in ("/about", "/print"):
        assert "Do not shout." not in signed_in_as("leila").reads(MAYA + path).text


def test_who_reads_it_is_shown_before_it_is_sent(signed_in_as: SignedInAs) -> None:
    page = signed_in_as("maya").reads(MAYA + ADD)
    assert "Sam will read this." in page.text
    assert [box.text for box in page.all("label", where=lambda n: n.attrs.get("for", "").startswith("reader-"))] == [
        "Leila",
    ]
    assert not page.all("input", where=lambda n: n.attrs.get("name") == "readers" and "checked" in n.attrs)


def test_whoever_answers_is_not_told_of_others_where_there_is_nobody_before_them(signed_in_as: SignedInAs) -> None:
    assert "Who reads this? Ruth Amir They keep children safe." in signed_in_as("okoro").reads(f"{MAYA}{ADD}").text
    assert "Sam will read this. The others keep children safe." in signed_in_as("leila").reads(f"{MAYA}{ADD}").text


def test_priya_and_arjun_never_read_one_another(signed_in_as: SignedInAs) -> None:
    says(signed_in_as("priya"), ROHAN, "Words of Priya.", "rohan")
    says(signed_in_as("arjun"), ROHAN, "Words of Arjun.", "rohan")
    for own, other in (("Priya", "Arjun"), ("Arjun", "Priya")):
        browser = signed_in_as(own.lower())
        for path in ("/about", "/print", ADD):
            page = browser.reads(ROHAN + path).text
            assert f"Words of {own}." in page
            assert other not in page
    lewis = boxes(signed_in_as("lewis").reads(f"{ROHAN}/about"))
    assert [box.split(" ")[0] for box in lewis] == ["Rohan", "Priya", "Arjun", "The"]
    rohan = boxes(signed_in_as("rohan").reads(f"{ROHAN}/about"))
    assert [box.split(" ")[0] for box in rohan] == ["You", "Priya", "Arjun", "The"]


def test_rohan_tells_one_parent_and_not_the_other(signed_in_as: SignedInAs) -> None:
    says(signed_in_as("rohan"), ROHAN, "I like the pitch.", "arjun")
    assert "I like the pitch." in signed_in_as("arjun").reads(f"{ROHAN}/about").text
    assert "I like the pitch." not in signed_in_as("priya").reads(f"{ROHAN}/about").text


def test_new_words_of_the_same_person_make_way_and_others_stay(signed_in_as: SignedInAs, look: Look) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    says(okoro, MAYA, "Time to look first.", "leila")
    says(leila, MAYA, "A calm start.")
    assert "A calm start." in leila.reads(MAYA + ADD).one("textarea").text
    says(leila, MAYA, "A slow start.")
    page = leila.reads(f"{MAYA}/about").text
    assert "A slow start." in page
    assert "A calm start." not in page
    assert "Time to look first." in page
    assert sorted(look(sa.select(Contribution.words))) == ["A calm start.", "A slow start.", "Time to look first."]


def test_what_sam_writes_down_for_maya_is_hers_and_puts_away_nothing(signed_in_as: SignedInAs, look: Look) -> None:
    says(signed_in_as("maya"), MAYA, "A quiet corner.", how_said="read_to_me")
    says(signed_in_as("okoro"), MAYA, "My hood up.", whose="young")
    hers = boxes(signed_in_as("maya").reads(f"{MAYA}/about"))[0]
    assert "“A quiet corner.”" in hers
    assert "“My hood up.”" in hers
    assert "Written down by Sam" in hers
    rows = look(sa.select(Contribution).order_by(Contribution.said_at))
    assert [(row.person_id, row.voice, row.how_said) for row in rows] == [
        (cast.person("maya"), Voice.YOUNG, HowSaid.READ_TO_ME),
        (cast.person("maya"), Voice.YOUNG, HowSaid.WRITTEN_FOR_ME),
    ]
    assert rows[1].entered_by_id == cast.person("okoro")


def test_no_carer_writes_in_the_childs_name(signed_in_as: SignedInAs, look: Look) -> None:
    says(signed_in_as("leila"), MAYA, "I am fine.", whose="young")
    says(signed_in_as("maya"), MAYA, "Hm.", whose="young")
    assert [(row.person_id, row.voice) for row in look(sa.select(Contribution).order_by(Contribution.said_at))] == [
        (cast.person("leila"), Voice.HOME),
        (cast.person("maya"), Voice.YOUNG),
    ]


def test_a_reader_who_was_not_offered_gets_nothing(signed_in_as: SignedInAs) -> None:
    says(signed_in_as("priya"), ROHAN, "For nobody else.", "arjun", "dan", "leila")
    assert "For nobody else." not in signed_in_as("arjun").reads(f"{ROHAN}/about").text


def test_words_that_name_another_child_are_asked_about_once(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    answer = leila.sends(MAYA + ADD, words="She is kind to Zofia.")
    assert answer.status_code == 422
    assert "Your words are still here." in answer.text
    assert look(sa.select(Contribution)) == []
    says(leila, MAYA, "She is kind to Zofia.", names_ok="y")
    assert look(sa.select(Contribution.words)) == ["She is kind to Zofia."]


def test_the_same_form_sent_twice_is_one(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(MAYA + ADD).hidden_values(), "words": "A calm start."}
    assert {leila.post(MAYA + ADD, data=sent).status_code for _ in range(3)} == {302}
    assert len(look(sa.select(Contribution))) == 1


@pytest.mark.parametrize("words", ["", "   \n", "\x00", "x" * 1_000_000])
def test_words_that_cannot_be_taken_are_asked_for_again(signed_in_as: SignedInAs, look: Look, words: str) -> None:
    answer = signed_in_as("leila").sends(MAYA + ADD, words=words)
    assert answer.status_code in (413, 422)
    assert words.strip("\x00 \n") in answer.text or answer.status_code == 413
    assert look(sa.select(Contribution)) == []


def test_whatever_signs_somebody_writes_are_kept(signed_in_as: SignedInAs) -> None:
    says(signed_in_as("leila"), MAYA, "🦋 <b>Cicho</b> \u202eabc\nهدوء")
    page = signed_in_as("leila").get(f"{MAYA}/about").text
    assert "🦋 &lt;b&gt;Cicho&lt;/b&gt;" in page
    assert "\u202e" not in page


def test_access_that_ends_while_somebody_writes_ends_the_writing(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    sent = {**leila.form(MAYA + ADD).hidden_values(), "words": "A calm start."}
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("leila", "maya")).contact = Contact.NONE
    assert leila.post(MAYA + ADD, data=sent).status_code == 404
    assert look(sa.select(Contribution)) == []


def test_words_are_no_longer_read_by_a_parent_whose_contact_ended(signed_in_as: SignedInAs) -> None:
    says(signed_in_as("rohan"), ROHAN, "I like the pitch.", "arjun")
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Relationship, cast.relationship("arjun", "rohan")).contact = Contact.NONE
    assert signed_in_as("arjun").get(f"{ROHAN}/about").status_code == 404


def test_the_social_worker_reads_what_tyler_gave_her_and_says_her_own(signed_in_as: SignedInAs) -> None:
    plan = f"/plan/{cast.pupil('tyler')}"
    tyler, amara = signed_in_as("tyler"), signed_in_as("amara")
    says(tyler, plan, "My guitar.", "amara")
    assert tyler.sends(f"{plan}/about/matters", words="My brother.").status_code == 302
    says(amara, plan, "He likes to know first.", "tyler")
    page = amara.reads(f"{plan}/about").text
    assert "My guitar." in page
    assert "My brother." not in page
    assert "Amara says “He likes to know first.”" in boxes(tyler.reads(f"{plan}/about"))[2]


def test_a_card_that_there_is_not_is_not_there(signed_in_as: SignedInAs) -> None:
    assert signed_in_as("leila").get(f"{MAYA}/about/secrets").status_code == 404
