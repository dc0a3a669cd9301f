"""The files about people: staff, pupils, carers, and placements."""

from portal.access.policy import Role
from portal.models import Person, Placement, Pupil
from portal.roster import cells
from portal.roster.columns import SETTING, Column, Kind, Table, id_column, same_names

_FIRST = Column("first_name", cells.text(100), "The first name, in any script.", "Leila", is_required=True)
_LAST = Column("last_name", cells.text(100), "The last name; may be empty.", "Haddad", blank="")
_EMAIL = Column(
    "email",
    cells.email,
    "Their own e-mail address. Two people never share one: whoever reads it can sign in. Empty for somebody without.",
    "leila@family.example",
)
_PHONE = Column("phone", cells.phone, "A phone number. Only staff see it.", "07700 900 101")
_LANGUAGE = Column("language", cells.language, "Which language they read, in two letters.", "ar", blank="en")
_LEFT = Column("left_on", cells.day, "From this day on they cannot sign in. An import never takes it back.")

STAFF = Kind(
    "staff",
    "Everyone who works with the pupils: the setting's own staff, link teachers, social workers, facilitators.",
    (
        id_column("The person's id. Staff, pupils and carers share one list of ids."),
        SETTING,
        _FIRST,
        _LAST,
        Column(
            "roles",
            cells.words_of(Role),
            "What they are here, with spaces between several: key_worker safeguarding_lead deputy_safeguarding_lead "
            "head coordinator link_teacher social_worker facilitator carer. Empty for somebody without a sign-in.",
            "key_worker",
            blank=(),
        ),
        Column("job", cells.text(100), "What a family reads under the first name.", "English teacher", blank=""),
        _EMAIL,
        _PHONE,
        _LANGUAGE,
        Column(
            "is_staff",
            cells.yes_or_no,
            "yes when families may see their face and first name. Empty means yes, except for people who are only "
            "link teachers, social workers, facilitators or carers.",
            "yes",
        ),
        Column(
            "stand_in",
            cells.picture("adults"),
            "The drawing shown until there is a photo, by its file name in portal/static/img/adults.",
            "sam",
            blank="",
        ),
        _LEFT,
    ),
    (
        Table(
            Person,
            same_names(
                "first_name", "last_name", "job", "email", "phone", "language", "is_staff", "stand_in", "left_on"
            ),
        ),
    ),
)

PUPILS = Kind(
    "pupils",
    "The pupils.",
    (
        id_column("The pupil's id. Staff, pupils and carers share one list of ids."),
        SETTING,
        _FIRST,
        _LAST,
        Column("year_group", cells.whole_number(1, 13), "The school year.", "9", is_required=True),
        Column(
            "picture",
            cells.picture("things"),
            "The picture they chose for themself, by its file name in portal/static/img/things.",
            "butterfly",
            blank="kite",
        ),
        Column(
            "home_council",
            cells.text(100),
            "The council where the child lives: its numbers come first when they need help.",
            "Swindon",
            blank="",
        ),
        _LANGUAGE,
        _LEFT,
    ),
    (
        Table(Person, same_names("first_name", "last_name", "language", "left_on")),
        Table(Pupil, same_names("year_group", "picture", "home_council")),
    ),
)

CARERS = Kind(
    "carers",
    "The adults who look after pupils at home. What each may see stands in relationships.csv, one row a child.",
    (
        id_column("The carer's id. Staff, pupils and carers share one list of ids."),
        SETTING,
        _FIRST,
        _LAST,
        _EMAIL,
        _PHONE,
        _LANGUAGE,
        _LEFT,
    ),
    (Table(Person, same_names("first_name", "last_name", "email", "phone", "language", "left_on")),),
)


PLACEMENTS = Kind(
    "placements",
    "A pupil's time at the setting.",
    (
        id_column("The id of this placement."),
        SETTING,
        Column("pupil", cells.identifier, "The pupil's id.", "maya", is_required=True, ids_of=("pupils",)),
        Column("key_worker", cells.identifier, "The key worker's id.", "okoro", is_required=True, ids_of=("staff",)),
        Column("site", cells.identifier, "The id of their site.", "mill-lane", is_required=True, ids_of=("sites",)),
        Column("tier", cells.whole_number(1, 3), "1, 2 or 3.", "2", is_required=True),
        Column(
            "weekly_minutes",
            cells.whole_number(0, 3000),
            "How many minutes a week were promised.",
            "660",
            is_required=True,
        ),
        Column("planned_weeks", cells.whole_number(1, 300), "How many weeks it is meant to last.", "12"),
        Column("school_name", cells.text(200), "The school the pupil is on the roll of.", "Northfield", blank=""),
        Column("link_teacher", cells.identifier, "The id of the teacher there.", "hughes", ids_of=("staff",)),
        Column("starts_on", cells.day, "The first day.", "2026-09-07", is_required=True),
        Column("ended_on", cells.day, "The last day, once it is over. An import never takes it back."),
        Column(
            "suspended_on",
            cells.day,
            "The first school day of a suspension: its small plan begins by itself on the sixth. "
            "Empty: there is none; a small plan that has begun goes on.",
            "2026-11-16",
        ),
    ),
    (
        Table(
            Placement,
            {
                "pupil_id": "pupil",
                "key_worker_id": "key_worker",
                "site_id": "site",
                "link_teacher_id": "link_teacher",
                **same_names("tier", "weekly_minutes", "planned_weeks", "school_name"),
                **same_names("starts_on", "ended_on", "suspended_on"),
            },
        ),
    ),
)
