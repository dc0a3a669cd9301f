"""Somebody else's ids, in every place an id can stand: the same answer as for an id that is nowhere (checks 4, 5).

The fuzz of thousands and the clock are drills (tests/drill/test_ids_of_others.py, test_asking_takes_the_same_time.py);
here each kind of place is asked once.
"""

import re
import uuid
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from tests.support.crawl import UUID
from tests.support.fingerprints import TRIES, fingerprint
from tests.support.house import ASKED, House, on_both

MASKED = re.compile(
    r'(name="csrf_token"[^>]*value=")[^"]*|(?<=data-number=")[^"]*|(?<=data-ends-in=")[^"]*|\b[0-9a-f]{8}\b'
)
# A group is found by every adult of a family here, and by staff who invite: its pages are nobody's alone.
FOUND_BY_ALL = re.compile(
    r"/groups/id(/(but|join|invite)\b.*)?|/groups/dates/(of/)?id(/meeting\.ics)?|/groups/resources/id.*"
)
THEIRS = {"leila": ("priya", "lewis"), "okoro": ("lewis", "quinn"), "zofia": ("maya",), "quinn": ("byrne",)}


def masked(answer: TestResponse) -> tuple[int, str, str]:
    """An answer without what differs from one to the next: its token, its number, its date."""
    headers = [f"{name}: {value}" for name, value in answer.headers if name not in {"Set-Cookie", "Date"}]
    return answer.status_code, "\n".join(headers), MASKED.sub("…", answer.text)


def foreign_places(house: House, slug: str) -> Iterator[tuple[str, str]]:
    """Each kind of address with an id that others can open and this person cannot, and the same with nobody's id."""
    own, once = house.visit(slug).addresses, set()
    for other in THEIRS[slug]:
        for address in sorted(house.visit(other).addresses - own):
            shape = UUID.sub("id", address)
            if UUID.search(address) and (other, shape) not in once and not FOUND_BY_ALL.fullmatch(shape):
                once.add((other, shape))
                yield address, UUID.sub(str(uuid.uuid4()), address)


@pytest.mark.parametrize(ASKED, on_both(tuple(THEIRS), second=["leila"]), indirect=["shared_house"])
def test_an_id_of_somebody_else_is_an_id_of_nobody(house: House, slug: str) -> None:
    (mine, token), before = house.with_token(slug), fingerprint(without=TRIES)
    places = list(foreign_places(house, slug))
    for theirs, nobodys in places:
        got, none = mine.get(theirs), mine.get(nobodys)
        assert got.status_code in {403, 404, 405}, theirs
        assert masked(got) == masked(none), theirs
        sent, sent_none = (mine.post(where, data={"csrf_token": token}) for where in (theirs, nobodys))
        assert masked(sent) == masked(sent_none), theirs
    assert len(places) > 2, "Nothing of theirs was found to ask for."
    assert fingerprint(without=TRIES) == before
