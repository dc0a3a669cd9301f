"""One page about a child: in their own words, for somebody who does not know them yet."""

from portal.models import SectionKind
from tests import cast
from tests.factories.ways import agreed, section_of
from tests.support.portal import SignedInAs
from tests.web.way.test_section import say

HELPS = SectionKind.HELPS


def profile(child: str) -> str:
    """The address of the page."""
    return f"/way/{cast.pupil(child)}/profile"


def about(signed_in_as: SignedInAs, who: str, child: str, card: str, words: str, *to: str) -> None:
    """Somebody writes on a card of "About me", for these readers."""
    path, readers = f"/plan/{cast.pupil(child)}/about/{card}", [str(cast.person(one)) for one in to]
    assert signed_in_as(who).sends(path, words=words, readers=readers).status_code == 302


def test_maya_says_who_she_is_on_one_page(signed_in_as: SignedInAs) -> None:
    about(signed_in_as, "maya", "maya", "matters", "My cat.", "leila")
    section = section_of("maya", HELPS)
    sent = signed_in_as("maya").sends(f"/way/section/{section}/say", taps=["music"], readers=str(cast.person("leila")))
    assert sent.status_code == 302
    say(signed_in_as, "maya", section, "Stop asking me why.", "leila", card="stop")
    people = {"role": "our_link", "person": str(cast.person("okoro")), "words": "By phone."}
    signed_in_as("okoro").sends(f"/way/section/{section_of('maya', SectionKind.PEOPLE)}/people", **people)
    for who in ("maya", "leila", "okoro"):
        page = signed_in_as(who).reads(profile("maya"))
        words = page.one("main").text
        for said in ("What matters to me", "My cat.", "Music", "Stop asking me why.", "People who know me", "Sam"):
            assert said in words
        assert [face for face in page.all("img") if "face" in face.attrs.get("class", "").split()]


def test_no_adults_words_about_a_child_are_on_the_page(signed_in_as: SignedInAs) -> None:
    about(signed_in_as, "priya", "rohan", "helps", "Not at his father's.", "rohan")
    about(signed_in_as, "lewis", "rohan", "helps", "We wait.", "rohan", "priya", "arjun")
    for who in ("rohan", "priya", "arjun", "lewis"):
        words = signed_in_as(who).reads(profile("rohan")).text
        assert "Not at his father" not in words
        assert "We wait." not in words


def test_what_maya_told_the_team_alone_is_not_handed_on(signed_in_as: SignedInAs) -> None:
    about(signed_in_as, "maya", "maya", "not_helps", "When they say calm down.")
    assert "calm down" in signed_in_as("maya").reads(profile("maya")).text
    assert "calm down" not in signed_in_as("leila").reads(profile("maya")).text
    page = signed_in_as("okoro").reads(profile("maya")).text
    assert "calm down" not in page
    assert "Some words are not on this paper." in page


def test_what_is_agreed_stands_there_while_the_child_says_nothing(signed_in_as: SignedInAs) -> None:
    agreed("maya", HELPS, "A quiet corner.")
    assert "A quiet corner." in signed_in_as("leila").reads(profile("maya")).text
    say(signed_in_as, "maya", section_of("maya", HELPS), "My hood.", "leila")
    words = signed_in_as("leila").reads(profile("maya")).text
    assert "My hood." in words
    assert "A quiet corner." not in words


def test_hughes_has_the_page_of_what_was_released(signed_in_as: SignedInAs) -> None:
    about(signed_in_as, "maya", "maya", "likes", "I am funny.", "leila")
    assert signed_in_as("hughes").get(profile("maya")).status_code == 404
    agreed("maya", SectionKind.ARRIVAL, "The side door.", is_for_school=True)
    assert signed_in_as("hughes").get(profile("maya")).status_code == 404
    section = agreed("maya", HELPS, "A quiet corner.", is_for_school=True)
    say(signed_in_as, "maya", section, "Let me go out.", "leila", "hughes")
    say(signed_in_as, "maya", section, "You are too loud.", "leila", card="stop")
    words = signed_in_as("hughes").reads(profile("maya")).text
    assert "Let me go out." in words
    for said in ("I am funny.", "You are too loud.", "The side door."):
        assert said not in words


def test_amara_reads_on_the_page_what_tyler_shares_with_her(signed_in_as: SignedInAs) -> None:
    about(signed_in_as, "tyler", "tyler", "likes", "I cook well.", "amara")
    about(signed_in_as, "tyler", "tyler", "matters", "My brother.")
    words = signed_in_as("amara").reads(profile("tyler")).text
    assert "I cook well." in words
    assert "My brother." not in words


def test_too_many_words_are_cut_and_the_page_says_so(signed_in_as: SignedInAs) -> None:
    about(signed_in_as, "maya", "maya", "likes", "I like it when it is calm. " * 60)
    page = signed_in_as("maya").reads(profile("maya"))
    assert "One page has not room for all of it." in page.text
    assert "one--small" in page.one("main").all("div")[0].attrs["class"]
    assert page.one("main").text.count("I like it when it is calm.") < 12
