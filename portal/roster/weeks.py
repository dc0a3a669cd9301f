"""The files about the timetable: sessions that come back each week, and what is different on a day."""

from portal.models import SessionChange, TimetableSession, Way
from portal.roster import cells
from portal.roster.columns import SETTING, Column, Kind, Table, id_column, same_names

_WAYS = "home_visit, online, out_and_about, our_place or school."

SESSIONS = Kind(
    "sessions",
    "The timetable: one row for each time in the week.",
    (
        id_column("The id of this session."),
        SETTING,
        Column("pupil", cells.identifier, "The pupil's id.", "maya", is_required=True, ids_of=("pupils",)),
        Column("weekday", cells.weekday, "Monday to Sunday.", "Tuesday", is_required=True),
        Column("starts", cells.clock_time, "When it starts, on a clock in England.", "10:00", is_required=True),
        Column("ends", cells.clock_time, "When it ends.", "11:30", is_required=True),
        Column("from_on", cells.day, "The first day of the row.", "2026-09-07", is_required=True),
        Column("until_on", cells.day, "The last day; empty when it goes on.", "2026-12-18"),
        Column("subject", cells.public_text(100), "What it is.", "English", is_required=True),
        Column(
            "picture",
            cells.picture("things"),
            "A picture for it, by its file name in portal/static/img/things.",
            "open-book",
            blank="",
        ),
        Column("way", cells.one_of(Way), _WAYS, "home_visit", is_required=True),
        Column("staff", cells.identifier, "The id of who comes.", "okoro", is_required=True, ids_of=("staff",)),
        Column("site", cells.identifier, "The id of the site, for our_place.", "mill-lane", ids_of=("sites",)),
        Column(
            "place",
            cells.public_text(100),
            "Where, in words, when it is not a site. Never a home address.",
            "the allotment",
            blank="",
        ),
        Column("bring", cells.public_text(300), "What to have ready or bring.", "A warm coat", blank=""),
        Column(
            "note",
            cells.public_text(300),
            "Anything else that is good to know, as a sentence.",
            "Mr Hughes meets Maya at the side door.",
            blank="",
        ),
        Column("join_url", cells.secure_address, "The address of an online session.", blank=""),
    ),
    (
        Table(
            TimetableSession,
            {
                "pupil_id": "pupil",
                "staff_id": "staff",
                "site_id": "site",
                **same_names(
                    "weekday", "starts", "ends", "from_on", "until_on", "subject", "picture", "way", "place", "bring",
                    "note", "join_url",
                ),
            },
        ),
    ),
)  # fmt: skip

_SAME = " Empty when it stays the same."

SESSION_CHANGES = Kind(
    "session_changes",
    "What is different about a session on one day.",
    (
        id_column("The id of this change."),
        SETTING,
        Column("session", cells.identifier, "The id of the session.", "maya-tue", True, ids_of=("sessions",)),
        Column("on", cells.day, "The day.", "2026-11-24", is_required=True),
        Column("is_cancelled", cells.yes_or_no, "yes when it does not happen.", "no", blank=False),
        Column("starts", cells.clock_time, "Another start." + _SAME, "10:30"),
        Column("ends", cells.clock_time, "Another end." + _SAME, "12:00"),
        Column("subject", cells.public_text(100), "Another subject." + _SAME),
        Column("way", cells.one_of(Way), "Another way." + _SAME),
        Column("staff", cells.identifier, "The id of who comes instead." + _SAME, "anna", ids_of=("staff",)),
        Column("site", cells.identifier, "The id of another site." + _SAME, ids_of=("sites",)),
        Column("place", cells.public_text(100), "Another place." + _SAME),
        Column("bring", cells.public_text(300), "Something else to bring." + _SAME),
        Column("join_url", cells.secure_address, "Another address of an online session." + _SAME),
        Column(
            "reason",
            cells.public_text(300),
            "Why, as a family reads it.",
            "Sam has to stay at our place. The time is the same.",
            blank="",
        ),
    ),
    (
        Table(
            SessionChange,
            {
                "session_id": "session",
                "staff_id": "staff",
                "site_id": "site",
                **same_names(
                    "on", "is_cancelled", "starts", "ends", "subject", "way", "place", "bring", "join_url", "reason"
                ),
            },
        ),
    ),
)
