"""A roster of thousands of pupils, each with a carer, a placement and five sessions a week."""

from tests.factories.roster import Roster, relationship

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def big_roster(pupils: int) -> Roster:
    """One setting; twelve pupils to a key worker."""
    everyone = range(pupils)
    placement = {"site": "one", "tier": "2", "weekly_minutes": "600", "starts_on": "01/09/2026"}
    session = {"starts": "9:30", "ends": "10:30", "from_on": "01/09/2026", "subject": "English", "way": "our place"}
    session |= {"site": "one", "bring": "A warm coat"}
    return {
        "settings": [{"id": "big", "name": "Big", "phone": "01632 960 400"}],
        "sites": [{"id": "one", "name": "One"}],
        "staff": [_staff(number) for number in range(pupils // 12 + 1)],
        "pupils": [
            {"id": f"p{n}", "first_name": "Zoë", "last_name": f"Pupil {n}", "year_group": str(1 + n % 11)}
            for n in everyone
        ],
        "carers": [
            {"id": f"c{n}", "first_name": "Łukasz", "last_name": f"Carer {n}", "email": f"c{n}@family.example"}
            for n in everyone
        ],
        "relationships": [relationship(f"c{n}", f"p{n}") for n in everyone],
        "placements": [{"id": f"pl{n}", "pupil": f"p{n}", "key_worker": f"k{n // 12}"} | placement for n in everyone],
        "sessions": [
            {"id": f"s{n}-{day}", "pupil": f"p{n}", "weekday": day, "staff": f"k{n // 12}"} | session
            for n in everyone
            for day in DAYS
        ],
    }


def _staff(number: int) -> dict[str, str]:
    return {"id": f"k{number}", "first_name": "Kay", "roles": "key_worker", "email": f"k{number}@big.example"}
