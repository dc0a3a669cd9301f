"""A check-in as a young person taps it, for the tests of what comes of it."""

from portal.models import CheckIn
from tests.support.client import Browser
from tests.support.html import Node

START = "/check-in/"
QUESTIONS = ("how", "feelings", "body", "energy", "safe", "talk")
# One tap each.
QUICK = {"how": "good", "feelings": "happy", "body": "fine", "energy": "middle", "safe": "yes", "talk": "not_today"}


def begins(browser: Browser, helped: str = "by_myself") -> str:
    """Begin one; the address of its pages, up to the question: "/check-in/<id>/"."""
    page = START if helped == "by_myself" else f"{START}helped"
    answer = browser.sends(page, helped=helped)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].rpartition("/")[0] + "/"


def taps(browser: Browser, at: str, **answers: str) -> str:
    """Tap one answer on each of these pages; where the last one leads."""
    last = ""
    for question, answer in answers.items():
        response = browser.sends(f"{at}{question}", answer=answer)
        assert response.status_code in (302, 303), f"{question}: {response.status_code}"
        last = response.headers["Location"]
    return last


def id_of(at: str) -> str:
    """The id in such an address."""
    return at.split("/")[2]


def answers_of(check_in: CheckIn) -> tuple[str, ...]:
    """What is kept of it."""
    return (check_in.how, check_in.feelings, check_in.body, check_in.energy, check_in.talk)


def cards(page: Node) -> list[str]:
    """The words on the cards of a page."""
    return [card.text for card in page.all("button", "label", where=lambda node: node.attrs.get("class") == "choice")]
