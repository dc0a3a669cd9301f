"""Ids of another family and of another setting, in every place where an id stands, one at a time and doubled (check 4).

Everyone walks their own pages; each id they meet, in an address, a query or a field, is replaced by each id of Rohan's
family and of Millbrook. No answer may hold a word of theirs, and their rows stay as they are, bit by bit.
"""

from collections.abc import Callable, Iterator

import sqlalchemy as sa
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal.database import SYSTEM, db
from tests.factories import everything
from tests.house_rules import matrix
from tests.support.crawl import UUID
from tests.support.fingerprints import rows_with
from tests.support.house import House

ATTACKERS = ("leila", "dan", "tomasz", "okoro", "amara", "zofia", "quinn")
AT_LEAST = 5_000
# Every fourth of their ids, table after table: all of them are 32,000 requests and ten minutes.
EVERY = 4
Request = tuple[str, str, list[tuple[str, str]]]


def ids_of(name: str) -> list[str]:
    """The id of every row of a family."""
    with Session(db.engine, info={"scope": SYSTEM}) as session:
        session.execute(sa.select(1))
        rows = everything.rows_of(session, everything.family(name))
    return [str(row["id"]) for table in rows.values() for row in table if table]


def places(house: House, slug: str) -> Iterator[Request]:
    """What this person's own browser sends, and what the url map takes: each with ids in it."""
    visit = house.visit(slug)
    shapes = {UUID.sub("id", address): address for address in visit.pages if UUID.search(address)}
    for address in shapes.values():
        yield "GET", address, []
    for form in visit.different_forms():
        if UUID.search(form.action + "".join(form.values.values())):
            yield "POST", form.action, [*form.filled.items()]
    for method, _rule, kind, address in matrix.questions(house.app):
        if kind == "none" and UUID.search(address):
            yield method, address, []


def attacked(request: Request, theirs: str) -> Iterator[Request]:
    """The same request with their id in one place after the other, alone and beside the right one."""
    method, address, fields = request
    for found in UUID.finditer(address):
        swapped = address[: found.start()] + theirs + address[found.end() :]
        yield method, swapped, fields
        yield method, f"{swapped}{'&' if '?' in swapped else '?'}id={found[0]}&id={theirs}", fields
    for place, (name, value) in enumerate(fields):
        if UUID.fullmatch(value):
            yield method, address, [*fields[:place], (name, theirs), *fields[place + 1 :]]
            yield method, address, [*fields, (name, theirs)]
            yield method, address, [(name, theirs), *fields]


def test_no_id_of_another_family_opens_or_changes_anything(house: House, figure: Callable[[str], None]) -> None:
    asked, leaks, changed = 0, [], []
    for slug in ATTACKERS:
        families = ("rohan",) if slug == "quinn" else ("rohan", "elsewhere")
        own, browser = ("zqe" if slug == "quinn" else "-"), house.browser(slug)
        token = browser.form("/language", to="/language").hidden_values()["csrf_token"]
        requests = list(places(house, slug))
        for family in families:
            ids = ids_of(family)
            before = rows_with([*map(_uuid, ids)])
            for theirs in ids[::EVERY]:
                for request in requests:
                    for method, address, fields in attacked(request, theirs):
                        sent = MultiDict([*fields, ("csrf_token", token)]) if method == "POST" else None
                        answer = browser.open(address, method=method, data=sent)
                        asked += 1
                        words = {word for word in everything.words_in(answer) if not word.startswith(own)}
                        leaks += [f"{slug} {method} {address}: {house.words.get(word, word)}" for word in words]
                        assert answer.status_code < 500, f"{slug} {method} {address} answered {answer.status_code}"
            after = rows_with([*map(_uuid, ids)])
            changed += [f"{slug} changed {table}" for table in before if before[table] != after[table]]
            house.put_back()
    figure(f"{house.kind}: ids of others, leaks of {asked:,} requests: {len(leaks)}, tables changed: {len(changed)}")
    assert asked >= AT_LEAST
    assert leaks[:20] == []
    assert changed == []


def _uuid(text: str) -> "everything.uuid.UUID":
    return everything.uuid.UUID(text)
