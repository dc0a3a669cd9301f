"""The shared words of a plan as texts: what a form shows, what a save compares, what a revision keeps."""

from datetime import date

from portal.models import WayBack, WayRisk, WaySection

SECTION_FIELDS = ("agreed", "about_the_rest", "is_for_school")
WAY_FIELDS = ("destination", "goal_on", "ended_on")
RISK_FIELDS = ("hazard", "likelihood", "what_we_do", "who_knows", "review_on", "ended_on")
# What staff have typed into the agreed words and not saved.
DRAFT = "agreed"


def words_of_section(section: WaySection) -> dict[str, str]:
    """The shared words of a section as a form shows and a revision keeps them."""
    words = {"agreed": section.agreed, "about_the_rest": section.about_the_rest}
    return {**words, "is_for_school": "yes" if section.is_for_school else ""}


def words_of_way(way: WayBack) -> dict[str, str]:
    """The same of the plan itself; days in ISO form."""
    days = {name: value.isoformat() if value else "" for name, value in _days(way)}
    return {"destination": way.destination.value, **days}


def words_of_risk(risk: WayRisk) -> dict[str, str]:
    """A line about keeping safe as a form shows and a revision keeps it."""
    return {name: str(getattr(risk, name) or "") for name in RISK_FIELDS}


def _days(way: WayBack) -> tuple[tuple[str, date | None], ...]:
    return ("goal_on", way.goal_on), ("ended_on", way.ended_on)
