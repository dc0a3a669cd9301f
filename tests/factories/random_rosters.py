"""Relationships as they may stand and files as they may come, at random; and what would be looser afterwards."""

from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.database import SYSTEM, db
from portal.models import (
    STRICTNESS,
    Contact,
    OrderType,
    ParentalResponsibility,
    Person,
    Placement,
    Relationship,
    RoleHolding,
)
from portal.roster import import_folder
from tests.factories.roster import Roster, small_roster, write

GIVEN = ("sees_timetable", "sees_plan", "sees_attendance", "gets_messages", "may_agree", "collects", "lives_with")
DAYS = [date(2026, 9, 1), date(2026, 11, 20), date(2026, 11, 24), date(2026, 12, 1), date(2027, 3, 1)]
R = ParentalResponsibility

STANDS = st.fixed_dictionaries(
    {
        "contact": st.sampled_from(Contact),
        "contact_decided_here": st.booleans(),
        "parental_responsibility": st.sampled_from([R.YES, R.NO, R.UNKNOWN]),
        "responsibility_checked_on": st.sampled_from([None, DAYS[0]]),
        "is_education_parent": st.booleans(),
        "order_type": st.sampled_from([None, *OrderType]),
        "order_expires_on": st.sampled_from([None, *DAYS]),
        "from_on": st.sampled_from(DAYS[:3]),
        "until_on": st.sampled_from([None, *DAYS[2:]]),
        **{name: st.booleans() for name in GIVEN},
    }
)
YES_NO = st.sampled_from(["yes", "no", ""])
A_DAY = st.sampled_from(["", *(day.isoformat() for day in DAYS)])
SAYS = st.fixed_dictionaries(
    {},
    optional={
        "contact": st.sampled_from([*Contact, ""]),
        "parental_responsibility": st.sampled_from(["yes", "no", "unknown", ""]),
        "is_education_parent": YES_NO,
        "order_type": st.sampled_from(["", *OrderType]),
        "order_expires_on": A_DAY,
        "order_seen_on": A_DAY,
        "from_on": st.sampled_from(["", *(day.isoformat() for day in DAYS[:3])]),
        "until_on": st.sampled_from(["", *(day.isoformat() for day in DAYS[2:])]),
        **dict.fromkeys(GIVEN, YES_NO),
    },
)

FILE = st.tuples(SAYS, A_DAY, A_DAY)


def loosened(before: dict[str, Any], after: dict[str, Any], *, imports: int = 1) -> list[str]:
    """What became looser by so many imports, said without a word of the importer's own rules."""

    def ended_later(name: str) -> bool:
        return bool(before[name] and (after[name] is None or after[name] > before[name]))

    given = [name for name in (*GIVEN, "is_education_parent") if after[name] and not before[name]]
    decided = before["contact_decided_here"] and after["contact"] != before["contact"]
    checked = before["responsibility_checked_on"] and (
        after["parental_responsibility"] != before["parental_responsibility"] or set(given) - {"collects", "lives_with"}
    )
    # What a first import gave while contact was open, a second one that restricts it does not take back.
    restricted = before["contact"] is not Contact.OPEN or (imports == 1 and after["contact"] is not Contact.OPEN)
    became_a_yes = after["parental_responsibility"] is R.YES and before["parental_responsibility"] is not R.YES
    faults = {
        "contact": STRICTNESS.index(after["contact"]) < STRICTNESS.index(before["contact"]),
        "contact that staff decided": decided,
        "what staff checked and gave": checked,
        "a no": before["parental_responsibility"] is R.NO and became_a_yes,
        "an order": before["order_type"] not in (None, after["order_type"]),
        "the end of an order": before["order_expires_on"] and not after["order_expires_on"],
        "an end": any(map(ended_later, ("until_on", "left_on", "ended_on", "role_until_on"))),
        "a start to come": date(2026, 11, 24) < before["from_on"] > after["from_on"],
        "what somebody without open contact was given": restricted and (given or became_a_yes),
        "a door for somebody with limited contact": before["contact"] is not Contact.OPEN
        and _is_open(after)
        and not _is_open(before),
    }
    return [name for name, is_looser in faults.items() if is_looser]


def _is_open(row: dict[str, Any]) -> bool:
    """Contact and responsibility let this adult in, whatever the day."""
    holds = row["parental_responsibility"] is R.YES or (
        row["parental_responsibility"] is R.NO and row["is_education_parent"]
    )
    return holds and row["contact"] in (Contact.OPEN, Contact.LIMITED)


def opened_unknown(before: dict[str, Any], said: dict[str, str], after: dict[str, Any]) -> bool:
    """Did a file that says nothing of parental responsibility, or that it is not known, let somebody in?"""
    unknown = said.get("parental_responsibility", "") in ("", "unknown")
    let_in = _is_open(after) and not _is_open(before)
    return unknown and (let_in or (_is_open(after) and _says_it(said) and not before["responsibility_checked_on"]))


def _says_it(said: dict[str, str]) -> bool:
    return "parental_responsibility" in said


CY = Relationship.external_id == "cy-ada"
ENDS = st.fixed_dictionaries(
    {name: st.sampled_from([None, *DAYS]) for name in ("left_on", "ended_on", "role_until_on")}
)


def read_in_at_random(folder: Path, *, times: int) -> list[list[str]]:
    """Import a small roster, then again and again from wherever it may stand: each time two files, one after the other.

    Returns what became looser each time.
    """
    import_folder(write(folder, small_roster()), apply=True)
    found: list[list[str]] = []

    @settings(max_examples=times, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(stands=STANDS, ends=ENDS, files=st.lists(FILE, min_size=2, max_size=2))
    def again(stands: dict[str, Any], ends: dict[str, Any], files: list[tuple[dict[str, str], str, str]]) -> None:
        _put(stands, ends)
        first = before = _everything()
        looser: list[str] = []
        for number, (says, says_left, says_ended) in enumerate(files, 1):
            outcome = import_folder(write(folder, _says(says, says_left, says_ended)), apply=True)
            assert outcome.is_applied, outcome.problems
            after = _everything()
            looser += loosened(before, after) + loosened(first, after, imports=number)
            looser += ["what is unknown"] if opened_unknown(before, says, after) else []
            before = after
        found.append(looser)
        assert found[-1] == []

    again()
    return found


def _put(stands: dict[str, Any], ends: dict[str, Any]) -> None:
    cy = sa.select(Person.id).where(Person.external_id == "cy").scalar_subquery()
    with db.work(SYSTEM, reason="staff decided something") as session:
        for change in (
            sa.update(Relationship).where(CY).values(stands),
            sa.update(Person).where(Person.external_id == "cy").values(left_on=ends["left_on"]),
            sa.update(Placement).where(Placement.external_id == "p1").values(ended_on=ends["ended_on"]),
            sa.update(RoleHolding).where(RoleHolding.person_id == cy).values(until_on=ends["role_until_on"]),
        ):
            session.execute(change, execution_options={"synchronize_session": False})


def _everything() -> dict[str, Any]:
    with db.work(SYSTEM, reason="a test looks") as session:
        row = session.scalars(sa.select(Relationship).where(CY)).one()
        columns = {column.key: getattr(row, column.key) for column in sa.inspect(Relationship).column_attrs}
        holding = sa.select(RoleHolding.until_on).join(Person, Person.id == RoleHolding.person_id)
        return columns | {
            "left_on": session.scalar(sa.select(Person.left_on).where(Person.external_id == "cy")),
            "ended_on": session.scalar(sa.select(Placement.ended_on).where(Placement.external_id == "p1")),
            "role_until_on": session.scalar(holding.where(Person.external_id == "cy")),
        }


def _says(cells: dict[str, str], left_on: str, ended_on: str) -> Roster:
    roster = small_roster()
    row = {name: roster["relationships"][1][name] for name in ("id", "person", "pupil", "kind")}
    roster["relationships"] = [row | cells]
    roster["carers"][1]["left_on"] = left_on
    roster["placements"][0]["ended_on"] = ended_on
    return roster
