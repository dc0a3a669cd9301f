"""Everybody walks every page before and after Leila joined a group, came to a date, wrote and said what keeps her.

For everybody but her and whoever runs the group each page is the same, letter by letter: no name, count, notice or line
of the record tells that she belongs to it. Those in it meet her chosen name and nothing else of hers; that she is held
back from another group is seen by those who keep children safe alone (domain.md §11.3).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from typing import Any

import pytest
from werkzeug.routing import Rule

from portal import clock
from portal.models import LeaderKind
from tests.cast import SLUGS, person
from tests.factories.group_dates import a_date
from tests.factories.groups import a_group, belongs, kept_apart, runs
from tests.factories.joining import asks, lets_in, member_row, state
from tests.house_rules.page_rules import FLEETING
from tests.support.crawl import visit
from tests.support.house import House

NAME, HELD_NAME, WORDS = "Quiet Comet", "Blue Kettle", "At night I walk to the mill and count the lamps."
# The walls are the same rule on both databases: those nearest to her walk on the second one.
ON_POSTGRESQL = ("leila", "dan", "priya", "grace", "joanna", "okoro", "byrne", "maya")
KNOW_HER, KNOW_HER_NAME, KEEP_APART = {"leila", "joanna"}, {"priya", "grace"}, {"byrne", "khan"}
# Their own pages and Joanna's; the rooms of those who meet her chosen name; who waits unseen, for who must know it.
MAY_CHANGE = {
    **dict.fromkeys(KNOW_HER, re.compile("")),
    "priya": re.compile("/groups/talk/"),
    "grace": re.compile("/$|/groups/"),
    **dict.fromkeys(KEEP_APART, re.compile("/groups/apart$")),
}
# What they open for the first time stands among the new words no longer: that has nothing to do with her group.
READ_FIRST = frozenset(("okoro", "lewis"))
NOTHING = re.compile("(?!)")
# Rows were made at ten; those of this drill are made a little later, and read later still.
WRITTEN, READ = "2026-11-24 10:02", "2026-11-24 10:03"
ROOMS = ("groups", "group_dates", "group_talk", "group_lead", "resources")
# How many places are left at a date is said to everybody who finds it: a number that names nobody.
PLACES = re.compile(r"\b1[12]\b(?= places| miejsc)")


@contextmanager
def still_at(london: str) -> Iterator[None]:
    """Not a millionth of a second goes by: what differs between two walks differs for another reason."""
    moment = datetime.fromisoformat(london).replace(tzinfo=clock.LONDON)

    class Still(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return moment.astimezone(tz)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "datetime", Still)
        patch.setattr(clock, "offset", timedelta)
        yield


class Tea:
    """Joanna runs it with Grace, and Priya is in it; Priya is in another group, too, in which Leila may not be."""

    def __init__(self, house: House) -> None:
        house.put_back()
        self._house = house
        self.id, self.other = a_group(), a_group(name="Walks")
        runs("grace", self.id, LeaderKind.PEER)
        belongs("priya", self.id, name="Sunny")
        belongs("tomasz", self.other, name="Robin")
        kept_apart("leila", "tomasz")
        self.date = a_date(self.id, places=12)

    def walked(self, slug: str) -> dict[str, str]:
        """Every page of somebody, by its address: those their own pages lead to, and those of the groups' rooms."""
        browser = self._house.browser(slug)
        pages = visit(browser, alike=1).pages
        for rule in self._house.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint.split(".")[0] in ROOMS:
                address = self._address(rule)
                pages[address] = pages.get(address) or browser.get(address)
        read = {address: answer.get_data().decode("utf-8", "replace") for address, answer in pages.items()}
        return {address: PLACES.sub("", FLEETING.sub("", text)) for address, text in read.items()}

    def _address(self, rule: Rule) -> str:
        meant = {"date_id": self.date, "of": "en"}
        built = rule.build({name: meant.get(name, self.id) for name in rule.arguments})
        assert built
        return built[1]

    def leila_is_there(self) -> None:
        """As people do it: she asks, is let in, reads the rules, comes, says what keeps her, writes, and it shows."""
        leila, joanna = self._house.browser("leila"), self._house.browser("joanna")
        assert asks(leila, self.id, NAME, "takes_part").status_code == 302  # type: ignore[attr-defined]
        assert lets_in(joanna, member_row("leila", self.id)) == 302
        assert leila.sends(f"/groups/{self.id}/rules", to="/rules").status_code == 302
        assert leila.sends(f"/groups/dates/{self.date}/come").status_code == 302
        assert leila.sends(f"/groups/{self.id}/but", to="/but", why="travel").status_code == 302
        for title in ("At night", "By day"):
            assert leila.sends(f"/groups/talk/{self.id}/write", title=title, words=WORDS).status_code == 303
        waiting = re.findall(r"/groups/talk/waiting/[0-9a-f-]{36}", joanna.get("/groups/talk/waiting").text)
        waits = next(one for one in waiting if WORDS in joanna.get(one).text)
        assert joanna.sends(waits, to="/show").status_code == 303
        assert asks(leila, self.other, HELD_NAME).status_code == 302  # type: ignore[attr-defined]
        assert state("leila", self.other) == "held"


def test_nobody_else_learns_that_somebody_belongs_to_a_group(house: House, figure: Callable[[str], None]) -> None:
    leaks: set[tuple[str, ...]] = set()
    count, people = 0, SLUGS if house.kind == "sqlite" else ON_POSTGRESQL
    for slug in people:
        with still_at(WRITTEN):
            tea = Tea(house)
        with still_at(READ):
            if slug in READ_FIRST:
                tea.walked(slug)
            before = tea.walked(slug)
        with still_at(WRITTEN):
            tea.leila_is_there()
        with still_at(READ):
            after = tea.walked(slug)
        count += len(after)
        changed = {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}
        leaks |= {(slug, address) for address in changed if not MAY_CHANGE.get(slug, NOTHING).match(address)}
        hers = ("Haddad", str(person("leila")), str(member_row("leila", tea.id)), str(member_row("leila", tea.other)))
        tells = {HELD_NAME} if slug != "leila" else set()
        tells |= set() if slug in KNOW_HER else {*hers[2:], *(() if slug in KNOW_HER_NAME else (NAME, WORDS))}
        leaks |= {(slug, address, word) for address, text in after.items() for word in tells if word in text}
        if slug in KNOW_HER_NAME:
            assert any(NAME in after.get(address, "") for address in changed), f"{slug} meets nobody there."
            leaks |= {(slug, one, word) for one in changed for word in hers if word in after.get(one, "")}
        if slug in KEEP_APART:
            assert "Haddad" in after["/groups/apart"]
    figure(f"{house.kind}: {len(people)} people on {count} pages; places that tell of Leila: {len(leaks)}")
    assert sorted(map(str, leaks)) == []
