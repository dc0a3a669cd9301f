"""Words that would run, turn or tear a page if it took them for anything but words, put where a portal keeps words."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.models import Base

# Forty ways in: tags, attributes, addresses, half-open quotes, templates of other scripts, comments, entities, NUL.
PAYLOADS = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script/src=//example.org/x.js></script>",
    "<script\x0c>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'/></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<body onload=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//example.org/>",
    "<link rel=stylesheet href=//example.org/x.css>",
    "<style>@import '//example.org/x.css';</style>",
    "<template><script>alert(1)</script></template>",
    '" onmouseover="alert(1)" autofocus onfocus="alert(1)" x="',
    "' onmouseover='alert(1)' autofocus onfocus='alert(1)' x='",
    "` onmouseover=alert(1) `",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "{{constructor.constructor('alert(1)')()}}${alert(1)}<%= alert(1) %>",
    "<!--><img src=x onerror=alert(1)>--><![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;<div hx-get=/leave hx-trigger=load>\u2028\u2029\x00",
)
HARD = (
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "Z" + "\u0301" * 400,
    "👨‍👩‍👧‍👦" * 30,
    "\u202eturned round\u2066",
    "مايا حداد الطويلة جدا",
    "W" * 200,
)
# What somebody wrote or a roster brought: names, places, reasons. Not addresses that a machine reads.
WHERE_WORDS_STAND = {
    "contact_change": ("words",),
    "family_contact": ("note",),
    "support_group_apart": ("words",),
    "support_group_date_place": ("place",),
    "support_group_feedback": ("words",),
    "support_group_leader": ("shown_as",),
    "support_group_member": ("chosen_name",),
    "support_group_mute": ("shown_as",),
    "support_group_note": ("words",),
    "support_group_resource_words": ("title", "words"),
    "support_group_words": ("name", "about", "near"),
    "support_group_post": ("shown_as", "title", "words"),
    "help_number": ("council", "service", "hours"),
    "news_words": ("title", "words"),
    "person": ("first_name", "last_name", "job"),
    "placement": ("school_name",),
    "pupil": ("home_council",),
    "session_change": ("subject", "place", "bring", "reason", "join_url"),
    "setting": ("name", "open_hours"),
    "site": ("name", "address"),
    "term_date": ("reason",),
    "timetable_session": ("subject", "place", "bring", "note", "join_url"),
    # The support plan.
    "ask": ("about_words", "think_why", "reason", "what_next"),
    "contribution": ("words",),
    "contribution_reader": ("shown_as",),
    "goal": ("own_words", "team_words", "helps_here", "helps_home"),
    "goal_step": ("words",),
    "independent_help": ("council", "name", "about"),
    "plan": (
        "next_step",
        "learning",
        "medical_needs",
        "sensory_needs",
        "offered",
        "first_day",
        "bring",
    ),
    "plan_review": ("place", "notes", "outcome", "reason"),
    "policy": ("words", "contact", "document_name"),
    "proposal": ("choices",),
    # The way back.
    "agreement": ("evidence",),
    "agreement_decision": ("decision", "reason"),
    "draft": ("words",),
    "part_time": ("reason_words", "work_for_home", "check_at_home", "step_up", "full_time_offer"),
    "part_time_session": ("meets",),
    "promise": ("what", "owner_name", "dropped_why"),
    "return_warning": ("what_was_done",),
    "step_answer": ("reason",),
    "step_session": ("subject",),
    "way_person": ("name", "words"),
    "way_risk": ("what_we_do", "who_knows"),
    "way_section": ("agreed", "about_the_rest"),
    "way_step": ("title", "room", "meets_name", "way_out", "ready_when", "pause_if"),
    # What was tapped and what was raised.
    "check_in_reader": ("shown_as",),
    "concern": ("place", "phrases"),
    "concern_step": ("words",),
}
# A browser gets a NUL no further than a database does.
ALL_AT_ONCE = " ".join(PAYLOADS).replace("\x00", "")


def put(session: Session, *words: str) -> int:
    """Write the words, one after the other, into every place where words stand. Returns how many places."""
    places = 0
    for table_name, names in WHERE_WORDS_STAND.items():
        columns = Base.metadata.tables[table_name].columns
        for row_id in session.execute(sa.select(columns.id)).scalars().all():
            values = {name: words[(places + number) % len(words)] for number, name in enumerate(names)}
            places += len(names)
            session.execute(sa.update(columns.id.table).where(columns.id == row_id).values(**values))
    return places
