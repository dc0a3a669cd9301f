"""Every page from which a family or a young person can ask to be rung has a name in the list of who rings."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from portal.access.guard import access_of
from portal.access.policy import GRANTS, Role
from portal.blueprints.calls.words import PAGES
from portal.database import SYSTEM, db
from tests.factories.plans import speaks_english
from tests.house_rules import examples, matrix
from tests.support.examples import drawn_once
from tests.support.house import Intruder
from tests.support.portal import browser_with, key_of

LINK = re.compile(r'href="/calls/ask\?page=([\w.]+)"')
# No page stands at these addresses: files, ways that lead on to a page, and acts that do. The pages of "Ring me
# instead" themselves ask nobody to ask again.
NO_PAGES = {
    "account.passkey_ask_to_add",
    "account.passkey_prove",
    "account.passkey_remove",
    "account.phone_forget",
    "account.pictures_start_again",
    "account.sign_out_everywhere",
    "after.after_skip",
    "agreeing.answer_take_back",
    "calls.call_ask",
    "calls.call_show",
    "calls.call_when",
    "calls.read_ask",
    "calls.read_to_me",
    "cant_come.come_after_all",
    "checkins.go_on",
    "checkins.said_photo",
    "checkins.said_sound",
    "concerns.help_ask",
    "goals.goal_first",
    "goals.note_photo",
    "goals.released_list",
    "groups.hello_sound",
    "groups.invite_put_away",
    "groups.leave",
    # The talk of a group: a call that is asked for there names no page (web/frame.py).
    "group_talk.helped_list",
    "group_talk.helped_write",
    "group_talk.leader_ask",
    "group_talk.mute_end",
    "group_talk.mute_list",
    "group_talk.own_list",
    "group_talk.own_show",
    "group_talk.own_withdraw",
    "group_talk.part_take",
    "group_talk.post_mute",
    "group_talk.post_report",
    "group_talk.reply_write",
    "group_talk.topic_list",
    "group_talk.topic_show",
    "group_talk.topic_write",
    "group_dates.date_file",
    "group_dates.date_leave",
    "kept.words_keep",
    "kept.words_throw_away",
    "messages.said_paper",
    "messages.said_photo",
    "messages.said_sound",
    "messages.thread_open",
    "messages.thread_read",
    "news.news_open",
    "part_time.part_time_not_say",
    "photos.photo_show",
    "plans.plan_list",
    "plans.weeks_show",
    "policies.policy_document",
    "resources.resource_file",
    "timetable.change_see",
    "way.released_list",
    "way.said_photo",
    "way.said_sound",
}


def test_each_page_that_is_made_for_them_has_a_name(app: Flask) -> None:
    theirs = GRANTS[Role.PUPIL] | GRANTS[Role.CARER]
    open_to_them = {name for name, view in app.view_functions.items() if access_of(view) in theirs}
    assert len(open_to_them) > 30
    assert sorted(open_to_them - set(PAGES) - NO_PAGES) == [], "Say in calls/words.py (PAGES) what this page is called."
    assert sorted(set(PAGES) - set(app.view_functions)) == []


@drawn_once
@pytest.mark.parametrize("slug", ["leila", "maya"])
def test_each_page_that_leads_to_ring_me_instead_has_a_name(own_app: Flask, slug: str) -> None:
    speaks_english("leila")
    with db.work(SYSTEM, reason="the example rows") as session:
        examples.stock(session)
    own_app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    own_app.test_client_class = Intruder
    asked_from = set(_asked_from(own_app, slug))
    assert {"home.today", "goals.goal_print", "plans.plan_print", "plans.welcome_show", "help.help_show"} <= asked_from
    assert sorted(asked_from - set(PAGES)) == []


def _asked_from(app: Flask, slug: str) -> Iterator[str]:
    for method, _rule, kind, address in matrix.questions(app):
        if kind in ("", "maya"):
            answer = browser_with(app, key_of(slug)).open(address, method=method, data={} if method == "POST" else None)
            # What is refused is no page of theirs, and a picture is no text.
            is_theirs = answer.status_code not in (403, 404) and answer.mimetype == "text/html"
            yield from LINK.findall(answer.text) if is_theirs else ()
