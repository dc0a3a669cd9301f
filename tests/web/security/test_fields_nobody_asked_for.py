"""Fields that a form does not have, and fields that come twice: nothing follows from them (checks 11, 12).

Each form of somebody's pages is sent three times from the same beginning: as it is, with a field for every column of
every table, and with every field doubled. What is in the database afterwards is the same.
"""

from collections import Counter
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from portal.models import Base
from portal.models.base import UtcTime
from tests import cast
from tests.support.crawl import Form, shape_of
from tests.support.fingerprints import Rows, contents, not_random
from tests.support.house import ASKED, VISITOR, House, on_both

PEOPLE = (VISITOR, "leila", "zofia", "okoro", "byrne")
IDS = {"setting": cast.setting("millbrook"), "pupil": cast.pupil("rohan"), "person": cast.person("priya")}
GRAVE = {"role": "head", "contact": "open", "parental_responsibility": "yes", "after": "open", "before": "none"}
# Looking writes lines too, so they are no sign of what a form did.
COUNTS_AND_LINES = {"alembic_version", "attempt", "audit_entry", "audit_pupil"}
Fields = MultiDict[str, str]


def every_column() -> dict[str, str]:
    """A field named like each column there is, with a value that the column would take and nobody may choose."""
    columns = {column.name: column for table in Base.metadata.sorted_tables for column in table.columns}
    extra = {name: GRAVE.get(name) or _value(column) for name, column in columns.items()}
    return {**extra, "roles": "head", "is_admin": "1", "next": "https://example.org/"}


def _value(column: sa.Column[object]) -> str:
    if column.foreign_keys:
        table = next(iter(column.foreign_keys)).column.table.name
        return str(IDS.get(table, cast.relationship("arjun", "rohan")))
    if isinstance(column.type, sa.Enum):
        return str((column.type.enums or [""])[-1])
    if isinstance(column.type, UtcTime | sa.Date):
        return "2099-01-01"
    kinds = {bool: "1", int: "999", str: "zz extra zz"}
    return kinds.get(column.type.python_type, str(cast.person("quinn")))


def left_behind(
    house: House, slug: str, form: Form, change: Callable[[Fields], tuple[Fields, str]]
) -> tuple[int, Rows]:
    """Send a form from the same beginning. Returns the status and what stands in the database then."""
    browser, token = house.with_token(slug)
    fields: Fields = MultiDict({**form.filled, "csrf_token": token})
    changed, query = change(fields)
    joined = query.replace("?", "&", 1) if "?" in form.action else query
    answer = browser.post(form.action + joined, data=changed)
    left = contents(without=COUNTS_AND_LINES, keep=not_random)
    house.put_back()
    return answer.status_code, left


def plainly(house: House, slug: str, form: Form) -> tuple[int, Rows]:
    """What a form leaves behind that is sent as it is: sent once for all that is compared with it."""
    key = (house.kind, slug, form.action, *form.filled)
    if key not in _left:
        _left[key] = left_behind(house, slug, form, lambda fields: (fields, ""))
    return _left[key]


_left: dict[tuple[str, ...], tuple[int, Rows]] = {}


def forms_of(house: House, slug: str) -> list[Form]:
    """Each form once, but those by which somebody leaves."""
    ends = ("/everywhere", "/forget")
    return [form for form in house.forms_of(slug) if not form.action.endswith(ends)]


def with_every_column_but(asked_for: set[str]) -> Callable[[Fields], tuple[Fields, str]]:
    """Every column's name as one more field, but those that a form of this address does ask for."""
    extra = {name: value for name, value in every_column().items() if name not in asked_for}
    return lambda fields: (MultiDict({**extra, **fields.to_dict()}), "")


def asked_for(house: House, slug: str, form: Form) -> set[str]:
    """The fields of every form that is sent to the same address: one press on Today, and a page with more to say."""
    alike = [each for each in house.visit(slug).forms if shape_of(each.action) == shape_of(form.action)]
    return {name for each in alike for name in (*each.filled, *each.words)}


def doubled(fields: Fields) -> tuple[Fields, str]:
    """Every field a second time with another value, in the body and in the address."""
    again = [(name, EXTRA_VALUES.get(name, "zz other zz")) for name in fields]
    return MultiDict([*fields.items(multi=True), *again]), "?" + "&".join(f"{name}={value}" for name, value in again)


EXTRA_VALUES = {"contact": "open", "answer": "yes", "phone": "own", "email": "dan@example.org", "page": "1"}


def differences(one: tuple[int, Rows], other: tuple[int, Rows]) -> list[str]:
    """What is not the same: the status, and rows that stand in one of them only."""
    tables = {name: (one[1].get(name, Counter()), other[1].get(name, Counter())) for name in {*one[1], *other[1]}}
    rows = [f"{name}: {row}" for name, (a, b) in tables.items() for row in [*(a - b), *(b - a)]]
    return rows + ([f"{one[0]} and {other[0]}"] if one[0] != other[0] else [])


@pytest.mark.parametrize(ASKED, on_both(PEOPLE, second=["leila"]), indirect=["shared_house"])
def test_a_field_for_every_column_changes_nothing(house: House, slug: str) -> None:
    assert len(every_column()) > 100
    written, nothing_done = 0, contents(without=COUNTS_AND_LINES, keep=not_random)
    for form in forms_of(house, slug):
        plain = plainly(house, slug, form)
        with_more = with_every_column_but(asked_for(house, slug, form))
        assert differences(left_behind(house, slug, form, with_more), plain) == [], form.action
        written += plain[1] != nothing_done
    assert written, "No form was taken: it proves nothing."


@pytest.mark.parametrize(ASKED, on_both(PEOPLE, second=["leila"]), indirect=["shared_house"])
def test_of_a_field_that_comes_twice_the_first_counts_or_the_form_is_refused(house: House, slug: str) -> None:
    for form in forms_of(house, slug):
        plain = plainly(house, slug, form)
        twice = left_behind(house, slug, form, doubled)
        assert twice[0] in {400, 422} or differences(twice, plain) == [], form.action
