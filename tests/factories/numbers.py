"""Numbers that a setting entered for somebody who is not safe."""

from datetime import date
from typing import Any

from portal.models import HelpNumber
from tests import cast


def help_number(council: str = "Swindon", number: str = "01793 464646", **facts: Any) -> HelpNumber:
    """A council's number, checked in November."""
    facts = {"service": "Contact Swindon", "hours": "", "checked_on": date(2026, 11, 2), "position": 0, **facts}
    return HelpNumber(**{"setting_id": cast.setting(), "council": council, "number": number, **facts})
