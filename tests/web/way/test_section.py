"""A section: three voices of equal size, each with its readers, and what is agreed."""

import uuid

import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Contribution, ContributionReader, SectionKind, WaySection
from tests import cast
from tests.factories.ways import section_of
from tests.support.portal import Look, SignedInAs


def say(signed_in_as: SignedInAs, who: str, section: uuid.UUID, words: str, *to: str, card: str = "") -> None:
    """Somebody says something beside a section, to these readers beside the team."""
    path = f"/way/section/{section}/say?card={card}"
    readers = [str(cast.person(one)) for one in to]
    assert signed_in_as(who).sends(path, words=words, readers=readers).status_code == 302


def test_three_voices_have_boxes_of_one_size_with_name_and_day(signed_in_as: SignedInAs) -> None:
    section = section_of("maya", SectionKind.HELPS)
    say(signed_in_as, "maya", section, "A dog.", "leila")
    say(signed_in_as, "leila", section, "Her music.", "maya")
    say(signed_in_as, "okoro", section, "The small room.", "maya", "leila")
    for who in ("maya", "leila", "okoro"):
        page = signed_in_as(who).reads(f"/way/section/{section}")
        boxes = [box for box in page.all("div") if "voice" in box.attrs.get("class", "").split()]
        assert len(boxes) == 3
        assert ["A dog." in boxes[0].text, "Her music." in boxes[1].text, "The small room." in boxes[2].text] == [
            True
        ] * 3
        assert all("24 November 2026" in box.text for box in boxes)


def test_separated_parents_never_read_each_others_words(signed_in_as: SignedInAs) -> None:
    section = section_of("rohan", SectionKind.HOME)
    say(signed_in_as, "priya", section, "He sleeps badly at his father's.", "rohan", card="health")
    say(signed_in_as, "arjun", section, "We ride bikes.", "rohan", card="joy")
    priya, arjun = (signed_in_as(who).reads(f"/way/section/{section}").text for who in ("priya", "arjun"))
    assert "sleeps badly" in priya
    assert "bikes" not in priya
    assert "Arjun" not in priya
    assert "bikes" in arjun
    assert "sleeps badly" not in arjun
    assert "Priya" not in arjun
    lewis = signed_in_as("lewis").reads(f"/way/section/{section}").text
    assert "sleeps badly" in lewis
    assert "bikes" in lewis


def test_no_parent_is_offered_the_other_one_as_a_reader(signed_in_as: SignedInAs) -> None:
    section = section_of("rohan", SectionKind.HELPS)
    page = signed_in_as("priya").reads(f"/way/section/{section}/say")
    assert "Arjun" not in page.text
    sent = signed_in_as("priya").sends(
        f"/way/section/{section}/say", words="For us.", readers=[str(cast.person("arjun"))]
    )
    assert sent.status_code == 302
    assert "For us." not in signed_in_as("arjun").reads(f"/way/section/{section}").text


def test_words_are_never_overwritten(signed_in_as: SignedInAs, look: Look) -> None:
    section = section_of("maya", SectionKind.GOAL)
    say(signed_in_as, "maya", section, "I want to be there by spring.")
    say(signed_in_as, "maya", section, "I want to be there by summer.")
    said = look(sa.select(Contribution).where(Contribution.about_id == section).order_by(Contribution.said_at))
    assert sorted(one.words for one in said) == ["I want to be there by spring.", "I want to be there by summer."]
    page = signed_in_as("okoro").reads(f"/way/section/{section}").text
    assert "by summer" in page
    assert "by spring" not in page


def test_what_is_kept_about_the_rest_is_read_by_everybody(signed_in_as: SignedInAs) -> None:
    section_id = section_of("rohan", SectionKind.GOAL)
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(WaySection, section_id).about_the_rest = "We ask again in March. Hana decides until then."
    for who in ("rohan", "priya", "arjun"):
        page = signed_in_as(who).reads(f"/way/section/{section_id}").text
        assert "Not everybody agrees yet." in page
        assert "We ask again in March." in page


def test_the_readers_are_those_who_were_shown(signed_in_as: SignedInAs, look: Look) -> None:
    say(signed_in_as, "maya", section_of("maya", SectionKind.SCHOOL), "No shouting.", "leila")
    assert [one.shown_as for one in look(sa.select(ContributionReader))] == ["Leila"]
