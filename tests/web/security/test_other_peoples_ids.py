"""Somebody else's ids, in every place an id can stand: the same answer as for an id that is nowhere."""

import re
import statistics
import time
import uuid

import pytest

from tests.support.crawl import UUID, visit
from tests.support.portal import SignedInAs
from tests.web.security.test_every_answer import fingerprint

MASKED = re.compile(r'(name="csrf_token"[^>]*value=")[^"]*|(?<=data-number=")[^"]*|\b[0-9a-f]{8}\b')
THEIRS = {"leila": ("tomasz", "zofia", "okoro", "patel", "quinn"), "okoro": ("lewis", "quinn"), "zofia": ("maya",)}


def masked(page: str) -> str:
    """A page without what differs from one answer to the next: its token and its number."""
    return MASKED.sub("…", page)


@pytest.mark.parametrize("slug", THEIRS)
def test_an_id_of_somebody_else_is_an_id_of_nobody(slug: str, signed_in_as: SignedInAs) -> None:
    mine = signed_in_as(slug)
    own = visit(mine)
    foreign = set().union(*(visit(signed_in_as(other)).addresses for other in THEIRS[slug]))
    tried = sorted(address for address in foreign - own.addresses if UUID.search(address))
    before = fingerprint(without={"audit_entry", "audit_pupil", "sign_in", "attempt"})
    for address in tried:
        nobodys = UUID.sub(str(uuid.uuid4()), address)
        theirs, none = mine.get(address), mine.get(nobodys)
        assert theirs.status_code == none.status_code, address
        assert theirs.status_code in {403, 404, 405}, address
        assert masked(theirs.text) == masked(none.text), address
        sent, sent_none = mine.post(address, data={}), mine.post(nobodys, data={})
        assert (sent.status_code, masked(sent.text)) == (sent_none.status_code, masked(sent_none.text)), address
    assert fingerprint(without={"audit_entry", "audit_pupil", "sign_in", "attempt"}) == before


def test_not_yours_takes_as_long_as_not_there(signed_in_as: SignedInAs) -> None:
    leila = signed_in_as("leila")
    theirs = next(address for address in visit(signed_in_as("tomasz")).pages if UUID.search(address))
    took: dict[str, list[float]] = {"theirs": [], "nobodys": []}
    for _ in range(100):
        for whose, address in (("theirs", theirs), ("nobodys", UUID.sub(str(uuid.uuid4()), theirs))):
            began = time.perf_counter()
            leila.get(address)
            took[whose].append(time.perf_counter() - began)
    apart = abs(statistics.median(took["theirs"]) - statistics.median(took["nobodys"]))
    assert apart < 0.005, f"{apart * 1000:.1f} ms apart"
