"""The files about places and days: settings, sites, term dates, help numbers, independent help."""

from portal.models import DayKind, HelpNumber, IndependentHelp, IndependentKind, Setting, Site, TermDate
from portal.roster import cells
from portal.roster.columns import SETTING, Column, Kind, Table, id_column, same_names

SETTINGS = Kind(
    "settings",
    "The settings of this installation. A new id makes a new setting.",
    (
        id_column("The setting's id. Every other file names it."),
        Column("name", cells.text(100), "What families call the setting.", "Orchard Row", is_required=True),
        Column("phone", cells.phone, "The number families ring.", "01632 960 100", is_required=True),
        Column(
            "open_hours",
            cells.text(100),
            "When somebody answers the phone, in words.",
            "Monday to Friday, 8:30 to 4:00",
            blank="",
        ),
        Column("seen_days", cells.whole_number(1, 20), "School days until somebody has read a question.", "1", blank=1),
        Column("reply_days", cells.whole_number(1, 40), "School days until the first reply.", "3", blank=3),
        Column("decide_days", cells.whole_number(1, 60), "School days until it is decided.", "10", blank=10),
    ),
    (Table(Setting, same_names("name", "phone", "open_hours", "seen_days", "reply_days", "decide_days")),),
)

SITES = Kind(
    "sites",
    "The buildings of a setting.",
    (
        id_column("The site's id."),
        SETTING,
        Column("name", cells.public_text(100), "What families call it.", "Mill Lane", is_required=True),
        Column("address", cells.text(300), "Where it is. Staff read it; no page about a child shows it.", blank=""),
    ),
    (Table(Site, same_names("name", "address")),),
)

TERM_DATES = Kind(
    "term_dates",
    "Terms, holidays and days on which a setting is closed.",
    (
        id_column("The id of this stretch of days."),
        SETTING,
        Column("kind", cells.one_of(DayKind), "term, holiday or closed.", "closed", is_required=True),
        Column("from_on", cells.day, "The first day.", "2026-11-27", is_required=True),
        Column("until_on", cells.day, "The last day; the same as the first for one day.", "27/11/2026", True),
        Column(
            "reason",
            cells.public_text(300),
            "Why it is closed, as a family reads it.",
            "The staff have a training day.",
            blank="",
        ),
    ),
    (Table(TermDate, same_names("kind", "from_on", "until_on", "reason")),),
)

HELP_NUMBERS = Kind(
    "help_numbers",
    "The numbers of each council served, for somebody who is not safe. They show in the order of the file.",
    (
        id_column("The id of this number."),
        SETTING,
        Column("council", cells.text(100), "The council.", "Swindon", is_required=True),
        Column("service", cells.text(100), "What the service is called.", "Contact Swindon", is_required=True),
        Column("number", cells.phone, "The number.", "01793 464646", is_required=True),
        Column("hours", cells.text(100), "When it is answered, in words.", "Day and night", blank=""),
        Column("checked_on", cells.day, "When somebody last rang it to check.", "2026-11-21", is_required=True),
    ),
    (Table(HelpNumber, same_names("council", "service", "number", "hours", "checked_on", "position")),),
)

INDEPENDENT_HELP = Kind(
    "independent_help",
    "Who helps families independently of the setting: SENDIASS and advocates of each council served.",
    (
        id_column("The id of this line."),
        SETTING,
        Column("council", cells.text(100), "The council.", "Swindon", is_required=True),
        Column("kind", cells.one_of(IndependentKind), "sendiass, advocate or other.", "sendiass", is_required=True),
        Column("name", cells.public_text(100), "What it is called.", "Swindon SENDIASS", is_required=True),
        Column("number", cells.phone, "The number; may be empty.", "01793 466515", blank=""),
        Column("about", cells.public_text(300), "What they do and when, as a family reads it.", blank=""),
        Column("checked_on", cells.day, "When somebody last checked it.", "2026-11-21", is_required=True),
    ),
    (Table(IndependentHelp, same_names("council", "kind", "name", "number", "about", "checked_on", "position")),),
)
