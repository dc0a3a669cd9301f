"""Who may do what: roles, permissions, and the one table that joins them. Whose rows, is `visibility.py`."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is here. A person may hold several."""

    PUPIL = "pupil"
    CARER = "carer"
    KEY_WORKER = "key_worker"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    DEPUTY_SAFEGUARDING_LEAD = "deputy_safeguarding_lead"
    HEAD = "head"
    COORDINATOR = "coordinator"
    LINK_TEACHER = "link_teacher"
    SOCIAL_WORKER = "social_worker"
    FACILITATOR = "facilitator"
    # A carer who helps to run a parent group: a carer with this one role more.
    PEER_FACILITATOR = "peer_facilitator"


# Signs in as staff do (password and code, or passkey), and sees pages made for staff.
PROFESSIONALS = frozenset(Role) - {Role.PUPIL, Role.CARER, Role.PEER_FACILITATOR}
# Sees every pupil of the setting, and no other setting's.
WHOLE_SETTING = frozenset({Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD, Role.HEAD, Role.COORDINATOR})

# Keeps children safe: reads what a child or a carer says, wherever it was said.
SAFEGUARDING = frozenset({Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD})
# Hears what young people tell the team: those who keep them safe, and the key worker of a caseload.
HEARS = SAFEGUARDING | {Role.KEY_WORKER}
# Runs parent groups, and sees no pupil's record.
RUNS_GROUPS = frozenset({Role.FACILITATOR, Role.PEER_FACILITATOR})
# Reads what was raised. The head does because a concern may be about those above.
SEES_CONCERNS = SAFEGUARDING | {Role.HEAD}


class Permission(StrEnum):
    """Named <area>:<thing>:<action>. Keep alphabetical."""

    ACCOUNT_KEEP = "account:own:keep"
    ACCOUNT_SECURE = "account:own:secure"
    ACCOUNT_WAY_CHANGE = "account:way:change"
    AFTER_KEEP = "after:return:keep"
    AFTER_SAY = "after:follow_up:say"
    AGREEING_ANSWER = "agreeing:agreement:answer"
    AGREEING_DECIDE = "agreeing:agreement:decide"
    AGREEING_ENTER = "agreeing:agreement:enter"
    ASKS_ANSWER = "asks:ask:answer"
    ASKS_ASK = "asks:ask:ask"
    CALLS_ANSWER = "calls:call:answer"
    CALLS_ASK = "calls:call:ask"
    CANT_COME_SAY = "cant_come:session:say"
    CANT_COME_SEE = "cant_come:session:see"
    CHECKINS_ENTER = "checkins:checkin:enter"
    CHECKINS_READ = "checkins:checkin:read"
    CHECKINS_SAY = "checkins:checkin:say"
    CHECKINS_SHARED_READ = "checkins:shared:read"
    CONCERNS_ANSWER = "concerns:concern:answer"
    CONCERNS_HELP_ASK = "concerns:help:ask"
    CONCERNS_LADDER_CHANGE = "concerns:ladder:change"
    CONCERNS_LEAD = "concerns:concern:lead"
    CONTACTS_KEEP = "contacts:contact:keep"
    GOALS_LADDER_MOVE = "goals:ladder:move"
    GOALS_NOTE_ADD = "goals:note:add"
    GOALS_READ = "goals:goal:read"
    GOALS_WRITE = "goals:goal:write"
    GROUPS_APART_KEEP = "groups:apart:keep"
    GROUPS_COUNT = "groups:numbers:see"
    GROUPS_FIND = "groups:group:find"
    GROUPS_INVITE = "groups:invite:send"
    GROUPS_JOIN = "groups:group:join"
    GROUPS_LEAD = "groups:group:lead"
    # To put something to read there and take it away: no parent who helps to run a group does it.
    GROUPS_RESOURCES_KEEP = "groups:resource:keep"
    GROUPS_SET_UP = "groups:group:set_up"
    HOME_SEE = "home:today:see"
    KEPT_KEEP = "kept:own:keep"
    MARKS_MARK = "marks:mark:mark"
    MARKS_READ = "marks:mark:read"
    MESSAGES_ANSWER = "messages:inbox:answer"
    MESSAGES_READ = "messages:thread:read"
    MESSAGES_WRITE = "messages:message:write"
    NEWS_READ = "news:news:read"
    NEWS_WRITE = "news:news:write"
    NOTICES_CHOOSE = "notices:own:choose"
    NOTICES_KEEP = "notices:delivery:keep"
    PART_TIME_READ = "part_time:timetable:read"
    PART_TIME_START = "part_time:timetable:start"
    PART_TIME_WRITE = "part_time:timetable:write"
    PEOPLE_ACCESS_END = "people:access:end"
    PEOPLE_CARD_ISSUE = "people:card:issue"
    PEOPLE_CODE_PRINT = "people:code:print"
    PEOPLE_CONTACT_ASK = "people:contact:ask"
    PEOPLE_CONTACT_CONFIRM = "people:contact:confirm"
    PEOPLE_PERSON_READ = "people:person:read"
    PEOPLE_PHOTO_CHANGE = "people:photo:change"
    PEOPLE_RESPONSIBILITY_CHECK = "people:responsibility:check"
    PEOPLE_STAFF_INVITE = "people:staff:invite"
    PHOTOS_SEE = "photos:photo:see"
    PLANS_ABOUT_ADD = "plans:about:add"
    PLANS_READ = "plans:plan:read"
    PLANS_REVIEW_ARRANGE = "plans:review:arrange"
    PLANS_REVIEW_ASK = "plans:review:ask"
    PLANS_REVIEW_SAY = "plans:review:say"
    PLANS_WEEKS_SHOW = "plans:weeks:show"
    PLANS_WRITE = "plans:plan:write"
    POLICIES_READ = "policies:policy:read"
    POLICIES_WRITE = "policies:policy:write"
    PROMISES_MAKE = "promises:promise:make"
    PROMISES_READ = "promises:promise:read"
    PROPOSALS_ANSWER = "proposals:proposal:answer"
    PROPOSALS_ASK = "proposals:proposal:ask"
    STEPS_ANSWER = "steps:step:answer"
    STEPS_DECIDE = "steps:step:decide"
    STEPS_ENTER = "steps:step:enter"
    STEPS_READ = "steps:step:read"
    STEPS_WRITE = "steps:step:write"
    TIMETABLE_CHANGE_SEE = "timetable:change:see"
    TIMETABLE_WEEK_READ = "timetable:week:read"
    WAY_READ = "way:plan:read"
    WAY_SAY = "way:voice:say"
    WAY_WRITE = "way:plan:write"


P = Permission

_EVERYONE = frozenset({P.ACCOUNT_KEEP, P.HOME_SEE, P.KEPT_KEEP, P.PHOTOS_SEE, P.POLICIES_READ})
# Who reads the plan may also say something to it.
_PLAN = frozenset({P.GOALS_NOTE_ADD, P.GOALS_READ, P.PLANS_ABOUT_ADD, P.PLANS_READ, P.PLANS_REVIEW_SAY})
# The way back is part of it.
_WAY = frozenset({P.PART_TIME_READ, P.PROMISES_READ, P.STEPS_READ, P.WAY_READ, P.WAY_SAY})
_FAMILY = (_EVERYONE | _PLAN | _WAY) | {
    P.AFTER_SAY,
    P.AGREEING_ANSWER,
    P.ASKS_ASK,
    P.CALLS_ASK,
    P.CANT_COME_SAY,
    P.MARKS_READ,
    P.MESSAGES_READ,
    P.MESSAGES_WRITE,
    P.NOTICES_CHOOSE,
    P.PLANS_REVIEW_ASK,
    P.PROPOSALS_ANSWER,
    P.TIMETABLE_CHANGE_SEE,
    P.TIMETABLE_WEEK_READ,
}
_PROFESSIONAL = _EVERYONE | {P.ACCOUNT_SECURE, P.ACCOUNT_WAY_CHANGE}
_KEY_WORKER = (_PROFESSIONAL | _PLAN | _WAY) | {
    P.AFTER_KEEP,
    P.AFTER_SAY,
    P.AGREEING_ENTER,
    P.ASKS_ANSWER,
    P.CALLS_ANSWER,
    P.CANT_COME_SEE,
    P.CHECKINS_ENTER,
    P.CHECKINS_READ,
    P.CONCERNS_ANSWER,
    P.CONTACTS_KEEP,
    P.GOALS_LADDER_MOVE,
    P.GOALS_WRITE,
    P.GROUPS_FIND,
    P.GROUPS_INVITE,
    P.MARKS_MARK,
    P.MARKS_READ,
    P.MESSAGES_ANSWER,
    P.MESSAGES_READ,
    P.MESSAGES_WRITE,
    P.NEWS_READ,
    P.NEWS_WRITE,
    P.NOTICES_CHOOSE,
    P.NOTICES_KEEP,
    P.PART_TIME_WRITE,
    P.PEOPLE_ACCESS_END,
    P.PEOPLE_CARD_ISSUE,
    P.PEOPLE_CODE_PRINT,
    P.PEOPLE_CONTACT_ASK,
    P.PEOPLE_PERSON_READ,
    P.PEOPLE_RESPONSIBILITY_CHECK,
    P.PLANS_REVIEW_ARRANGE,
    P.PLANS_WRITE,
    P.PROMISES_MAKE,
    P.PROPOSALS_ASK,
    P.STEPS_DECIDE,
    P.STEPS_ENTER,
    P.STEPS_WRITE,
    P.TIMETABLE_WEEK_READ,
    P.WAY_WRITE,
}
_WHOLE_SETTING = _KEY_WORKER | {
    P.AGREEING_DECIDE,
    P.GROUPS_COUNT,
    P.GROUPS_RESOURCES_KEEP,
    P.GROUPS_SET_UP,
    P.PART_TIME_START,
    P.PEOPLE_CONTACT_CONFIRM,
    P.PEOPLE_PHOTO_CHANGE,
    P.PEOPLE_STAFF_INVITE,
    P.POLICIES_WRITE,
}

# Watch over everything that was raised, and over who is told.
_KEEPS_SAFE = _WHOLE_SETTING | {P.CONCERNS_LADDER_CHANGE, P.CONCERNS_LEAD}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.PUPIL: _FAMILY
    | {P.CHECKINS_SAY, P.CONCERNS_HELP_ASK, P.GOALS_LADDER_MOVE, P.PLANS_WEEKS_SHOW, P.STEPS_ANSWER},
    # News and parent groups are for the adults of a family.
    Role.CARER: _FAMILY | {P.ACCOUNT_SECURE, P.CHECKINS_SHARED_READ, P.GROUPS_FIND, P.GROUPS_JOIN, P.NEWS_READ},
    Role.KEY_WORKER: _KEY_WORKER,
    Role.SAFEGUARDING_LEAD: _KEEPS_SAFE | {P.GROUPS_APART_KEEP},
    Role.DEPUTY_SAFEGUARDING_LEAD: _KEEPS_SAFE | {P.GROUPS_APART_KEEP},
    Role.HEAD: _KEEPS_SAFE,
    Role.COORDINATOR: _WHOLE_SETTING - {P.CHECKINS_ENTER, P.CHECKINS_READ, P.CONCERNS_ANSWER},
    # Of promises they read those beside what was released to them (visibility/rules_of_ways.py).
    Role.LINK_TEACHER: _PROFESSIONAL
    | {
        P.AFTER_SAY,
        P.GOALS_NOTE_ADD,
        P.GOALS_READ,
        P.PLANS_REVIEW_ASK,
        P.PLANS_REVIEW_SAY,
        P.PROMISES_READ,
        P.STEPS_READ,
        P.WAY_READ,
        P.WAY_SAY,
    },
    Role.SOCIAL_WORKER: _PROFESSIONAL
    | _PLAN
    | _WAY
    | {P.AGREEING_ANSWER, P.PLANS_REVIEW_ASK, P.PROPOSALS_ANSWER, P.TIMETABLE_WEEK_READ},
    Role.FACILITATOR: _PROFESSIONAL | {P.GROUPS_FIND, P.GROUPS_LEAD, P.GROUPS_RESOURCES_KEEP, P.NOTICES_CHOOSE},
    Role.PEER_FACILITATOR: frozenset({P.GROUPS_LEAD}),
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Everything that somebody with these roles may do."""
    return frozenset().union(*(GRANTS[role] for role in roles))
