"""A question of each kind, from beside a line of the plan to "This is done": asked, answered, heard, looked at anew."""

from datetime import date, timedelta

from tests.support.visitor import Arrives, Visitor
from tools.crowd import school_morning

IN_A_WEEK = school_morning() + timedelta(weeks=1)


def named(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def asks(who: Visitor, way: tuple[str, ...], line: str, kind: str, words: str) -> None:
    """From the first page by its links to a line of the plan, and what stands beside that line."""
    for link in way:
        who.follows(link)
    beside = who.page.get_by_role("group").filter(has_text=f"Say something about this: {line}")
    beside.locator("summary").click()
    beside.get_by_role("link", name=kind).click()
    who.sees_page(kind)
    who.fills("Your words", words)
    who.presses("Send it")
    who.sees("Thank you. We have it now.")


def looks(who: Visitor, *sentences: str) -> None:
    """Whoever asked looks where it stands."""
    who.page.reload()
    for sentence in sentences:
        who.sees(sentence)


def reads_on_today(staff: Visitor, asker: str, words: str) -> None:
    """The key worker's way: the first page, "No reply yet", all that waits, the question, and that it was read."""
    staff.goes_to("/")
    staff.page.get_by_role("region", name="No reply yet").wait_for()
    # Today shows the first few; what the demo's young people said in check-ins waits there, too.
    staff.follows("Questions and wishes")
    waiting = staff.page.get_by_role("region", name="No reply yet")
    asked = waiting.get_by_role("listitem").filter(has_not_text="A check-in.")
    asked.get_by_role("link", name=f"Read and answer {asker}", exact=True).click()
    staff.sees_page("Read and answer")
    staff.sees(words)
    staff.presses("I have read it")
    staff.sees("They can see now that you have read it.")


def chooses_day(staff: Visitor, question: str, day: date) -> None:
    boxes = staff.page.get_by_role("group", name=question)
    for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label, exact=True).fill(str(number))


def decides(staff: Visitor, answer: str, why: str, what_next: str, look_again_on: date | None = None) -> None:
    staff.the("radio", answer).check(force=True)
    staff.fills("Why", why)
    staff.fills("What happens next", what_next)
    if look_again_on:
        chooses_day(staff, "When do you look at it again?", look_again_on)
    staff.presses("Save the answer")
    staff.sees("Decided. They see it on their page.")


def reads_the_answer(who: Visitor, why: str) -> None:
    looks(who, "Now you can read it.", why)
    who.presses("I have read it")
    who.sees_page("Is that OK?")


def closes(staff: Visitor, who: Visitor) -> None:
    staff.page.reload()
    staff.presses("Close it")
    staff.sees("It is closed.")
    looks(who, "This is done.")


def test_leilas_not_right_is_decided_at_once_told_by_phone_and_answered_by_mouth(arrives: Arrives) -> None:
    leila, okoro = arrives("leila", scripts=False), arrives("okoro")
    words, theirs = "Mr Hughes meets her at the front door.", "The front door then. Thank you."
    asks(leila, ("Plan",), "The next step", "This is not right", words)
    leila.sees("Sam will read it by")
    reads_on_today(okoro, "Leila, for Maya", words)
    looks(leila, "Sam read it today.", "Sam has to give you an answer.")

    decides(okoro, "Yes to a part of it", "It was the side door until last week.", "I ask the school on Monday.")
    looks(leila, "Sam gave you an answer today.", "It was the side door until last week.")
    okoro.presses("I told them by phone")
    okoro.can_use_this_page()
    looks(leila, "We told you today.", "Now you can say if it is OK.")
    okoro.chooses("It is OK.")
    okoro.fills("What was said, in their own words", theirs)
    okoro.chooses("I read it back to them, and they said it is right")
    okoro.presses("They said it by phone")
    okoro.sees("Sam wrote down today if it is OK.")
    looks(leila, "You said: it is OK.", theirs, "You said it by phone. Sam wrote this down today.")
    leila.can_use_this_page()
    closes(okoro, leila)


def test_zofias_wish_is_thought_about_first_and_her_not_ok_is_decided_again(arrives: Arrives) -> None:
    zofia, okoro = arrives("zofia"), arrives("okoro", width=1200)
    words, more = "I want a fox book for me.", "It is too short."
    asks(zofia, ("My plan", "My goals"), "Learning", "I would like…", words)
    reads_on_today(okoro, "Zofia", words)
    chooses_day(okoro, "You answer by this day", IN_A_WEEK)
    okoro.fills("Why it takes that long", "I look for the book.")
    okoro.presses("Say by when")
    looks(zofia, f"Sam is thinking about it until {named(IN_A_WEEK)}.", "I look for the book.")

    decides(okoro, "Yes", "There is a fox book.", "We read it on Friday.")
    reads_the_answer(zofia, "There is a fox book.")
    zofia.chooses("No, it is not OK")
    zofia.fills("Your words", more)
    zofia.presses("Send it")
    zofia.sees("You said: it is not OK.")
    zofia.sees("You will hear from Sam by")
    okoro.page.reload()
    okoro.sees(more)
    decides(okoro, "Yes", "There is a long fox book, too.", "We read that one.")
    reads_the_answer(zofia, "There is a long fox book, too.")
    zofia.chooses("Yes, that is OK")
    zofia.presses("Send it")
    zofia.sees("You said: it is OK.")
    closes(okoro, zofia)


def test_a_no_for_now_to_rohan_is_looked_at_again_before_it_is_closed(arrives: Arrives) -> None:
    rohan, lewis = arrives("rohan", scripts=False), arrives("lewis", width=1200)
    words = "Can Hana come to football?"
    asks(rohan, ("My plan",), "Where we are", "Can I ask?", words)
    reads_on_today(lewis, "Rohan", words)
    decides(lewis, "Not now", "It is dark after school.", "I look in a week.", look_again_on=IN_A_WEEK)
    reads_the_answer(rohan, "It is dark after school.")
    rohan.chooses("Yes, that is OK")
    rohan.presses("Send it")
    rohan.sees(f"We look at it again on {named(IN_A_WEEK)}.")
    lewis.page.reload()
    lewis.sees("It can be closed when somebody has looked at it again.")
    lewis.presses("I looked at it again")
    looks(rohan, "We looked at it again today.")
    closes(lewis, rohan)
