"""A rule about contact, from the key worker's laptop to the phone of the father it is about, in browsers."""

import re

from tests.support.visitor import Arrives, Visitor


def picks(staff: Visitor, answer: str) -> None:
    """One of the answers; a few carry a note behind their words."""
    staff.page.get_by_role("radio", name=re.compile(f"^{answer}")).check(force=True)


def asks(staff: Visitor, adult: str, contact: str, reason: str) -> None:
    """The key worker's way: People, the adult, what contact is to be, and why."""
    staff.goes_to("/people/")
    staff.follows(adult)
    staff.follows("Change contact")
    staff.can_use_this_page()
    picks(staff, contact)
    picks(staff, reason)
    staff.presses("Save")


def answers(staff: Visitor, answer: str) -> None:
    """The second person's way: from Today, in two presses."""
    staff.goes_to("/")
    staff.follows("Read and answer")
    staff.can_use_this_page()
    picks(staff, answer)
    staff.presses("Save my answer")
    staff.sees("Your answer is saved.")


def test_arjun_is_out_at_once_and_back_only_when_two_people_say_so(arrives: Arrives) -> None:
    lewis, arjun, priya = arrives("lewis", width=1200), arrives("arjun"), arrives("priya")
    arjun.sees("Rohan")

    asks(lewis, "Arjun Mehta", "No contact", "A safeguarding concern")
    lewis.sees("It counts from now on.")
    arjun.goes_to("/")
    arjun.sees_page("Come in")
    again = arrives("arjun")
    again.does_not_see("Rohan")
    priya.goes_to("/")
    priya.sees("Rohan")
    priya.does_not_see("Arjun")
    answers(arrives("byrne", width=360), "Yes, I confirm it")

    asks(lewis, "Arjun Mehta", "Open", "It was entered wrongly")
    lewis.sees("Nothing has changed yet.")
    again.goes_to("/")
    again.does_not_see("Rohan")
    answers(arrives("khan", width=1200), "Yes, I confirm it")
    again.goes_to("/")
    again.sees("Rohan")
