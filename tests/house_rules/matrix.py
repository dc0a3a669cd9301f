"""Who can open what, drawn by real requests: every route and method, everyone of the cast, their ids and others'."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from portal.access.guard import access_of
from portal.access.policy import permissions_of
from tests import cast
from tests.factories import everything
from tests.house_rules import examples
from tests.support.examples import EVERYTHING

METHODS = ("GET", "POST")
# The endpoints somebody is sent to who has to sign in, or to prove again who they are.
DOORS = {"account.sign_in": "door", "account.prove_again": "again"}
# How the guard sends somebody away.
REFUSED = ("door", "403")
LABEL = 52


@dataclass(frozen=True)
class Cell:
    """One answer: who asked what, about whose row, and what they got."""

    method: str
    endpoint: str
    kind: str
    person: str
    answer: str
    # The words of a marked family (tests/factories/everything.py) that the answer holds.
    words: frozenset[str] = frozenset()
    # What a longer address of the same endpoint names beside the shorter one: "+about_id".
    more: str = ""

    @property
    def line(self) -> str:
        """The row of the table that it stands in."""
        return f"{self.method:4} {self.endpoint}{self.more}" + (f" ({self.kind})" if self.kind else "")

    @property
    def meaning(self) -> str:
        """'open', 'door' (sign in first), 'closed' (403), 'hidden' (404) or 'broken' (5xx)."""
        if self.answer in {"door", "403", "404"}:
            return {"door": "door", "403": "closed", "404": "hidden"}[self.answer]
        return "broken" if self.answer.startswith("5") else "open"


def questions(app: Flask) -> Iterator[tuple[str, Rule, str, str]]:
    """Every method, route, kind of id and address there is to ask, in the order of the table."""
    rules = [rule for rule in app.url_map.iter_rules() if not rule.endpoint.endswith("static")]
    for rule in sorted(rules, key=lambda rule: (rule.endpoint, len(rule.arguments), rule.rule)):
        wanted = rule.arguments - set(rule.defaults or {})
        for method in METHODS:
            if method not in (rule.methods or ()):
                continue
            for kind in examples.KINDS if wanted else ("",):
                values = {name: examples.value(rule.endpoint, name, kind) for name in wanted}
                built = rule.build({**(rule.defaults or {}), **values})
                assert built, f"{rule.rule} cannot be asked for with {values}"
                yield method, rule, kind, built[1]


def _more(app: Flask, rule: Rule) -> str:
    """What this address names beside the shortest one of its endpoint that names anything."""
    named = [each.arguments - set(each.defaults or {}) for each in app.url_map.iter_rules(rule.endpoint)]
    least: set[str] = min((names for names in named if names), key=len, default=set())
    beside = rule.arguments - set(rule.defaults or {}) - least
    return "".join(f"+{name}" for name in sorted(beside))


def draw(app: Flask, people: Mapping[str, Callable[[], FlaskClient]], put_back: Callable[[], None]) -> list[Cell]:
    """Ask everything as everyone, each time from a browser that has done nothing else.

    `put_back` gives everything its first state again; it is called before the first question and after each. Whoever
    stands before a closed door is asked there with one id: the guard has refused before any id is looked at. `make
    drill` asks there with every id.
    """
    with app.test_request_context():
        doors = {app.url_map.bind("").build(endpoint): name for endpoint, name in DOORS.items()}
    cells: list[Cell] = []
    refused: dict[tuple[str, str, str], Cell] = {}
    put_back()
    for method, rule, kind, address in questions(app):
        more = _more(app, rule)
        for person, browser in people.items():
            if before := refused.get((method, rule.rule, person)):
                cells.append(replace(before, kind=kind))
                continue
            got = browser().open(address, method=method, data={} if method == "POST" else None)
            cell = Cell(method, rule.endpoint, kind, person, _short(got, doors), everything.words_in(got), more)
            cells.append(cell)
            if not EVERYTHING and cell.answer in REFUSED and not _may_come_in(app, rule, person):
                refused[method, rule.rule, person] = cell
            put_back()
    return cells


def _may_come_in(app: Flask, rule: Rule, person: str) -> bool:
    """True where the guard lets somebody in, whatever they ask for."""
    permission = access_of(app.view_functions[rule.endpoint])
    roles = frozenset(cast.PEOPLE[person][-1]) if person in cast.PEOPLE else frozenset()
    return permission == "public" or permission in permissions_of(roles)


def _short(response: TestResponse, doors: Mapping[str, str]) -> str:
    if 300 <= response.status_code < 400:
        return doors.get(urlsplit(response.location).path, str(response.status_code))
    return str(response.status_code)


def as_text(cells: list[Cell]) -> str:
    """The table: one line for each question, one column for each person."""
    people = list(dict.fromkeys(cell.person for cell in cells))
    width = max(map(len, people)) + 1
    lines = {cell.line: [] for cell in cells}  # type: dict[str, list[str]]
    for cell in cells:
        lines[cell.line].append(cell.answer)
    head = [
        "Who can open what, drawn by real requests (`make matrix`). In brackets: a row of Maya's family, of Rohan's,",
        "or an id of nothing. door: sign in first. again: prove again who you are. 403: not your kind of page.",
        "404: not yours or not there; nobody can tell which. What must be so stands in expected_access.yml.",
        "",
        " " * LABEL + "".join(f"{person:<{width}}" for person in people).rstrip(),
    ]
    rows = [
        f"{line:<{LABEL}}" + "".join(f"{answer:<{width}}" for answer in answers).rstrip()
        for line, answers in lines.items()
    ]
    return "\n".join([*head, *rows]) + "\n"


def read(text: str) -> dict[tuple[str, str], str]:
    """The answers of a table that was drawn before, by its line and person."""
    head, *rows = text.splitlines()[4:]
    people = head.split()
    return {
        (row[:LABEL].rstrip(), person): answer
        for row in rows
        for person, answer in zip(people, row[LABEL:].split(), strict=True)
    }
