"""The same few statements for 20 pupils and for many more: 200, in a drill 2,000."""

from flask import Flask

from tests import cast
from tests.factories.demo_day import Sessions
from tests.support.client import Browser
from tests.support.crowd import counted, more_pupils
from tests.support.portal import SignedInAs
from tests.support.rarely import as_many

# A page a member of staff may open, and who: the heaviest of each kind.
PAGES = [("okoro", "/"), ("byrne", "/"), ("byrne", "/?page=1"), ("okoro", f"/week/{cast.pupil('maya')}/this")]


def statements(browser: Browser, path: str) -> int:
    with counted() as said:
        assert browser.get(path).status_code == 200
    return len(said)


def test_each_page_of_staff_asks_the_same_of_20_pupils_and_of_many_more(
    app: Flask, signed_in_as: SignedInAs, planned: Sessions
) -> None:
    browsers = {who: signed_in_as(who) for who, _path in PAGES}
    counts: dict[int, dict[str, int]] = {}
    for more in (20, as_many(in_a_run=180, in_a_drill=1980)):
        more_pupils(more)
        for who, path in PAGES:
            browsers[who].get(path)
            counts.setdefault(more, {})[f"{who} {path}"] = statements(browsers[who], path)
    assert len(counts) == 2
    assert len(set(map(str, counts.values()))) == 1
    # One more on PostgreSQL: the lock under which the record gets its next line.
    assert max(counts[20].values()) <= 33


def test_a_familys_page_asks_the_same_for_one_child_and_for_two(
    app: Flask, signed_in_as: SignedInAs, planned: Sessions
) -> None:
    counts = {who: statements(signed_in_as(who), "/") for who in ("leila", "tomasz", "zofia")}
    # Beside the week: goals, choices, questions that were answered, a welcome and the next review, one statement each;
    # for a young person what they may check in.
    # PostgreSQL says one more than SQLite: the lock under which the audit's chain gets its next link.
    assert max(counts.values()) <= 27
    assert counts["tomasz"] <= counts["leila"]
