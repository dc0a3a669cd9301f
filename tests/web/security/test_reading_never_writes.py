"""Whoever may only read can change nothing: no permission to read opens a form that writes (check 3)."""

from portal.access.guard import access_of
from portal.access.policy import Permission
from tests.cast import person
from tests.support.fingerprints import TRACES, fingerprint
from tests.support.house import House

# What opens pages about people, and nothing else.
READING = {
    Permission.CHECKINS_READ,
    Permission.CHECKINS_SHARED_READ,
    Permission.GOALS_READ,
    Permission.HOME_SEE,
    Permission.PEOPLE_PERSON_READ,
    Permission.PHOTOS_SEE,
    Permission.PLANS_READ,
    Permission.POLICIES_READ,
    Permission.TIMETABLE_WEEK_READ,
}
# Sent by POST, because a name has no place in an address; it changes nothing, as the second test shows.
SEARCH = "people.person_search"
# These both show and change: each only what is one's own, or what the same people ask for.
BOTH = {
    Permission.ACCOUNT_KEEP: "one's own phones and pictures",
    Permission.ACCOUNT_SECURE: "one's own passkeys",
    Permission.AFTER_SAY: "the questions of the year after a return that wait for one, and answering them",
    Permission.AGREEING_ENTER: "who agrees, and entering what somebody answered by phone or on paper",
    Permission.ASKS_ANSWER: "the questions of one's pupils, and answering them",
    Permission.ASKS_ASK: "one's own questions, and asking",
    Permission.CALLS_ASK: "one's own call, and asking for it",
    Permission.CANT_COME_SAY: "a session one cannot come to, and saying so",
    Permission.CONTACTS_KEEP: "the contacts with one's families, and noting one",
    Permission.GROUPS_APART_KEEP: "who is kept apart, and keeping them so",
    Permission.GROUPS_INVITE: "whom one may invite to a group, and inviting them",
    Permission.GROUPS_SET_UP: "groups as they are set up, and changing them",
    Permission.GROUPS_FIND: "the talk of one's own groups, and writing in it",
    Permission.GROUPS_LEAD: "who asked and what waits in the groups one runs, and answering it",
    Permission.GROUPS_RESOURCES_KEEP: "the form for something to read, and what is to be taken away",
    Permission.MESSAGES_ANSWER: "what waits for an answer, and answering it",
    Permission.MESSAGES_READ: "one's own threads, and that one has read them",
    Permission.NEWS_READ: "the news for oneself, and that one has opened it",
    Permission.NEWS_WRITE: "who has opened the news, and sending it",
    Permission.NOTICES_CHOOSE: "how one hears of news, and choosing it",
    Permission.NOTICES_KEEP: "what did not arrive, and that it is seen to",
    Permission.CHECKINS_SAY: "one's own check-in, and saying it",
    Permission.CONCERNS_ANSWER: "the concerns one was told of, and answering for them",
    Permission.CONCERNS_HELP_ASK: "what became of one's own call for help, and calling",
    Permission.CONCERNS_LADDER_CHANGE: "who is told and when, and changing it",
    Permission.MARKS_MARK: "the sessions of the day, and marking them",
    Permission.PEOPLE_CONTACT_ASK: "the changes that wait, and asking for one",
}


def opened_by(house: House, method: str) -> dict[str, set[str]]:
    """The endpoints that each permission opens to this method."""
    found: dict[str, set[str]] = {}
    for rule in house.app.url_map.iter_rules():
        if method in (rule.methods or ()):
            access = access_of(house.app.view_functions[rule.endpoint])
            found.setdefault(str(access), set()).add(rule.endpoint)
    return found


def test_no_permission_to_read_opens_a_form_that_writes(house: House) -> None:
    looks, sends = opened_by(house, "GET"), opened_by(house, "POST")
    assert {name for one in READING for name in sends.get(one.value, set())} == {SEARCH}
    only_looked_at = {one for one, names in looks.items() if names - sends.get(one, set()) and one in sends}
    assert only_looked_at - {one.value for one in (*BOTH, Permission.PEOPLE_PERSON_READ)} <= {"public"}


def test_the_search_changes_nothing(house: House) -> None:
    before = fingerprint(without=TRACES)
    answer = house.browser("byrne").sends("/people/", to="/search", name="Maya")
    assert answer.status_code == 200
    assert str(person("maya")) in answer.text
    assert fingerprint(without=TRACES) == before
