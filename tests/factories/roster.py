"""A small roster as a folder of files: one of each kind, in the setting Elm Street."""

import csv
from pathlib import Path

Roster = dict[str, list[dict[str, str]]]


def small_roster() -> Roster:
    """One setting, two members of staff, two pupils, two carers; Ada's father Bo has no contact."""
    return {
        "settings": [{"id": "elm", "name": "Elm Street", "phone": "01632 960 300", "open_hours": "8 to 4"}],
        "sites": [{"id": "mill", "name": "The Mill"}],
        "term_dates": [{"id": "t1", "kind": "term", "from_on": "2026-09-01", "until_on": "2026-12-18"}],
        "help_numbers": [
            {"id": "h1", "council": "Swindon", "service": "Day", "number": "01793 464646", "checked_on": "2026-11-21"}
        ],
        "independent_help": [
            {
                "id": "i1",
                "council": "Swindon",
                "kind": "sendiass",
                "name": "SENDIASS",
                "about": "Advice for families.",
                "checked_on": "2026-11-21",
            }
        ],
        "staff": [
            {"id": "kay", "first_name": "Kay", "roles": "key_worker", "email": "kay@elm.example"},
            {"id": "tom", "first_name": "Tom", "roles": "", "email": ""},
        ],
        "pupils": [
            {"id": "ada", "first_name": "Ada", "last_name": "Oak", "year_group": "8"},
            {"id": "eve", "first_name": "Eve", "last_name": "Fir", "year_group": "5"},
        ],
        "carers": [
            {
                "id": "bo",
                "first_name": "Bo",
                "last_name": "Oak",
                "email": "bo@family.example",
                "phone": "07700 900 301",
            },
            {"id": "cy", "first_name": "Cy", "last_name": "Oak", "email": "cy@family.example", "phone": ""},
        ],
        "relationships": [relationship("bo", "ada", contact="none"), relationship("cy", "ada")],
        "placements": [
            {
                "id": "p1",
                "pupil": "ada",
                "key_worker": "kay",
                "site": "mill",
                "tier": "2",
                "weekly_minutes": "600",
                "starts_on": "2026-09-01",
                "ended_on": "",
            }
        ],
        "sessions": [
            {
                "id": "s1",
                "pupil": "ada",
                "weekday": "Tuesday",
                "starts": "9:30",
                "ends": "10:30",
                "from_on": "2026-09-01",
                "until_on": "",
                "subject": "English",
                "way": "our place",
                "staff": "tom",
                "site": "mill",
                "place": "",
                "bring": "",
                "join_url": "",
            }
        ],
        "session_changes": [{"id": "c1", "session": "s1", "on": "2026-12-01", "starts": "10:00", "staff": "kay"}],
    }


def relationship(person: str, pupil: str, **changes: str) -> dict[str, str]:
    """A mother with every right, unless it says otherwise."""
    row = {
        "id": f"{person}-{pupil}",
        "person": person,
        "pupil": pupil,
        "kind": "mother",
        "parental_responsibility": "yes",
        "is_education_parent": "no",
        "lives_with": "yes",
        "collects": "yes",
        "contact": "open",
        "order_type": "",
        "order_seen_by": "",
        "order_seen_on": "",
        "order_expires_on": "",
        "sees_timetable": "yes",
        "sees_plan": "yes",
        "sees_attendance": "yes",
        "gets_messages": "yes",
        "may_agree": "yes",
        "from_on": "2026-09-01",
        "until_on": "",
    }
    return row | changes


def write(folder: Path, roster: Roster) -> Path:
    """Write one file a kind; returns the folder."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    for kind, rows in roster.items():
        with (folder / f"{kind}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)), restval="")
            table.writeheader()
            table.writerows(rows)
    return folder
