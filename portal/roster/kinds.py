"""All kinds of files, in the order in which they are read and written: what others refer to comes first."""

from portal.roster.columns import Kind, squeeze
from portal.roster.people import CARERS, PLACEMENTS, PUPILS, STAFF
from portal.roster.places import HELP_NUMBERS, INDEPENDENT_HELP, SETTINGS, SITES, TERM_DATES
from portal.roster.relationships import RELATIONSHIPS
from portal.roster.weeks import SESSION_CHANGES, SESSIONS

KINDS: tuple[Kind, ...] = (
    SETTINGS,
    SITES,
    TERM_DATES,
    HELP_NUMBERS,
    INDEPENDENT_HELP,
    STAFF,
    PUPILS,
    CARERS,
    RELATIONSHIPS,
    PLACEMENTS,
    SESSIONS,
    SESSION_CHANGES,
)
# Staff, pupils and carers are all people: they share one list of ids.
PEOPLE = ("staff", "pupils", "carers")
ADULTS = ("staff", "carers")


def kind_of(file_name: str) -> Kind | None:
    """The kind of a file by its name ("Term Dates.CSV" is term_dates), or None."""
    stem, _, ending = file_name.rpartition(".")
    if ending.casefold() != "csv":
        return None
    return next((kind for kind in KINDS if squeeze(kind.name) == squeeze(stem)), None)
