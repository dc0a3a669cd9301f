"""What somebody says is read by whom they were shown, is kept as they said it, and is kept once."""

import uuid
from collections.abc import Iterable

import pytest
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.heard import MOST_SIGNS, Replaces, Saying, TooLongError, find_audience, names_of_others, say
from portal.models import Contribution, Person, Place
from portal.visibility.writing import AsSaidError
from tests import cast
from tests.support.narrowed import As

WORDS = "She picked her own coat today."


def says(seen_by: As, slug: str, about: str, *, to: Iterable[str] = (), **more: object) -> uuid.UUID:
    """Somebody says something about a goal of nobody in particular, to these readers beside the team."""
    with seen_by(slug) as session:
        viewer = session.info["viewer"]
        readers = find_audience(cast.pupil(about), Place.GOAL_NOTE, viewer=viewer).chosen(
            frozenset(cast.person(one) for one in to)
        )
        facts: dict[str, object] = {"place": Place.GOAL_NOTE, "client_id": uuid.uuid4(), "words": WORDS, **more}
        said = say(Saying(pupil_id=cast.pupil(about), readers=readers, **facts), by=viewer)  # type: ignore[arg-type]
        found = said.id
        db.keep()
        return found


def reads(seen_by: As, slug: str, contribution: uuid.UUID) -> bool:
    with seen_by(slug) as session:
        return session.scalar(sa.select(Contribution.id).where(Contribution.id == contribution)) is not None


def who_reads(seen_by: As, contribution: uuid.UUID) -> set[str]:
    return {slug for slug in cast.SLUGS if reads(seen_by, slug, contribution)}


def test_what_leila_says_is_read_by_sam_and_those_who_keep_children_safe(seen_by: As) -> None:
    assert who_reads(seen_by, says(seen_by, "leila", "maya")) == {"leila", "okoro", "byrne", "khan"}


def test_what_leila_says_to_maya_too_is_read_by_her_as_well(seen_by: As) -> None:
    assert who_reads(seen_by, says(seen_by, "leila", "maya", to=["maya"])) == {
        "leila", "maya", "okoro", "byrne", "khan",
    }  # fmt: skip


def test_what_one_separated_parent_says_the_other_never_reads(seen_by: As) -> None:
    assert who_reads(seen_by, says(seen_by, "priya", "rohan", to=["rohan"])) == {
        "priya", "rohan", "lewis", "byrne", "khan",
    }  # fmt: skip
    assert who_reads(seen_by, says(seen_by, "arjun", "rohan", to=["priya"])) == {"arjun", "lewis", "byrne", "khan"}


def test_rohan_can_tell_one_of_his_parents_alone(seen_by: As) -> None:
    assert who_reads(seen_by, says(seen_by, "rohan", "rohan", to=["arjun"])) == {
        "rohan", "arjun", "lewis", "byrne", "khan",
    }  # fmt: skip


def test_somebody_the_writer_left_out_does_not_read_it(seen_by: As) -> None:
    said = says(seen_by, "maya", "maya", not_for_id=cast.person("okoro"))
    assert who_reads(seen_by, said) == {"maya", "byrne", "khan"}


def test_the_same_form_sent_five_times_is_one(seen_by: As) -> None:
    client_id = uuid.uuid4()
    assert len({says(seen_by, "leila", "maya", client_id=client_id) for _ in range(5)}) == 1


def test_nobody_writes_over_what_was_said(seen_by: As) -> None:
    said = says(seen_by, "leila", "maya")
    with seen_by("okoro") as session:
        session.get_one(Contribution, said).words = "Something else."
        with pytest.raises(AsSaidError):
            session.flush()
    with seen_by("okoro") as session, pytest.raises(AsSaidError):
        session.execute(sa.update(Contribution).where(Contribution.id == said).values(words="Something else."))


def test_what_leila_says_later_stands_beside_what_she_said_before(seen_by: As) -> None:
    before = says(seen_by, "leila", "maya", place=Place.ABOUT_ME, topic="helps", replaces=Replaces.SAME_TOPIC)
    after = says(
        seen_by,
        "leila",
        "maya",
        place=Place.ABOUT_ME,
        topic="helps",
        replaces=Replaces.SAME_TOPIC,
        words="A quiet corner.",
    )
    with seen_by("leila") as session:
        old, new = session.get_one(Contribution, before), session.get_one(Contribution, after)
        assert (old.words, old.replaced_at is not None) == (WORDS, True)
        assert (new.words, new.replaced_at) == ("A quiet corner.", None)


def test_what_one_person_says_never_makes_way_for_another(seen_by: As) -> None:
    hers = says(seen_by, "priya", "rohan", place=Place.ABOUT_ME, topic="helps", replaces=Replaces.SAME_TOPIC)
    says(seen_by, "arjun", "rohan", place=Place.ABOUT_ME, topic="helps", replaces=Replaces.SAME_TOPIC)
    with seen_by("priya") as session:
        assert session.get_one(Contribution, hers).replaced_at is None


def test_too_many_words_are_not_cut_but_asked_for_in_parts(seen_by: As) -> None:
    with pytest.raises(TooLongError):
        says(seen_by, "leila", "maya", words="x" * (MOST_SIGNS + 1))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Zofia was kind to her.", ["Zofia"]),
        ("zofia and ROHAN came.", ["ROHAN", "zofia"]),
        ("She likes Zofia's drawings, and Rohan’s.", ["Rohan", "Zofia"]),
        ("The kids' game was Jakub's dad's.", ["Jakub"]),
        ("The Zofia-Jakub team won.", ["Jakub", "Zofia"]),
        ("Maya's bag is not Zofias. It doesn't matter.", []),
        ("Maya did it herself.", []),
        ("She picked her own coat.", []),
        ("", []),
    ],
)
def test_words_that_name_another_child_are_noticed(seen_by: As, words: str, found: list[str]) -> None:
    with seen_by("leila") as session:
        assert names_of_others(words, cast.pupil("maya"), viewer=session.info["viewer"]) == found


def is_called(slug: str, name: str) -> None:
    with db.work(SYSTEM, reason="a test") as session:
        session.get_one(Person, cast.person(slug)).first_name = name


def test_a_name_of_two_words_is_one_name(seen_by: As) -> None:
    is_called("zofia", "Anna Maria")
    is_called("rohan", "Maria")
    with seen_by("leila") as session:
        for words in ("She sat with anna maria's group.", "Anna-Maria was there.", "Anna Maria"):
            [found] = names_of_others(words, cast.pupil("maya"), viewer=session.info["viewer"])
            assert found.casefold().replace("-", " ") == "anna maria"
        assert names_of_others("Anna came.", cast.pupil("maya"), viewer=session.info["viewer"]) == []
    with seen_by("tomasz") as session:
        said = "Anna Maria likes it."
        assert names_of_others(said, cast.pupil("zofia"), viewer=session.info["viewer"]) == []


def test_twenty_thousand_signs_are_looked_through_in_one_statement(seen_by: As) -> None:
    with seen_by("leila") as session:
        words = "a b " * (MOST_SIGNS // 4 - 2) + "Zofia"
        assert names_of_others(words, cast.pupil("maya"), viewer=session.info["viewer"]) == ["Zofia"]
