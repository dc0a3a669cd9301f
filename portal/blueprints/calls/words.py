"""How times of day that suit somebody are called, and the pages they may have asked from."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal import clock
from portal.blueprints.calls.languages import name_of, own_name_of
from portal.models import GoodTime
from portal.timetable.names import on_day
from portal.web.static import static_url

TIMES: dict[GoodTime, LazyString] = {
    # TRANSLATORS: when somebody would like to be rung
    GoodTime.MORNING: _l("In the morning"),
    GoodTime.MIDDAY: _l("At midday"),
    GoodTime.AFTERNOON: _l("In the afternoon"),
    GoodTime.ANY: _l("Any time"),
}

PAGES: dict[str, LazyString] = {
    "account.account_show": _l("It was from the page of their account."),
    "account.card_ask": _l("It was from a page for coming in."),
    "account.card_show": _l("It was from a page for coming in."),
    "account.code_send": _l("It was from a page for coming in."),
    "account.code_type": _l("It was from a page for coming in."),
    "account.language_show": _l("It was from the page for the language and the look."),
    "account.link_open": _l("It was from a page for coming in."),
    "account.link_spend": _l("It was from a page for coming in."),
    "account.looks": _l("It was from the page for the language and the look."),
    "account.paper_send": _l("It was from a page for coming in."),
    "account.paper_type": _l("It was from a page for coming in."),
    "account.passkey_add": _l("It was from the page of their account."),
    "account.phone_offer": _l("It was from the page for their own phone."),
    "account.pictures_choose": _l("It was from the page for their own phone."),
    "account.pictures_tap": _l("It was from the page for their own phone."),
    "account.prove_again": _l("It was from the page of their account."),
    "account.secret_list": _l("It was from the page of their account."),
    "account.sign_in_ask": _l("It was from a page for coming in."),
    "after.after_ask": _l("It was from the page of how it goes after the return."),
    "after.after_list": _l("It was from the page of how it goes after the return."),
    "after.after_more": _l("It was from the page of how it goes after the return."),
    "after.after_show": _l("It was from the page of how it goes after the return."),
    "agreeing.part_time_answer": _l("It was from the page of who agrees."),
    "agreeing.plan_answer": _l("It was from the page of who agrees."),
    "asks.ask_list": _l("It was from the page of their questions."),
    "asks.ask_new": _l("It was from the page for a question."),
    "asks.ask_read": _l("It was from the page of one question."),
    "asks.ask_reply": _l("It was from the page for “Is that OK?”."),
    "asks.ask_show": _l("It was from the page of one question."),
    "calls.call_list": _l("It was from the page of their calls."),
    "cant_come.said_show": _l("It was from the page “We can’t come”."),
    "cant_come.session_say": _l("It was from the page “We can’t come”."),
    "cant_come.words_add": _l("It was from the page “We can’t come”."),
    "checkins.done": _l("It was from a check-in."),
    "checkins.helped": _l("It was from a check-in."),
    "checkins.home": _l("It was from a check-in."),
    "checkins.mine": _l("It was from the page “My feelings”."),
    "checkins.mine_one": _l("It was from the page “My feelings”."),
    "checkins.more": _l("It was from a check-in."),
    "checkins.one_more": _l("It was from a check-in."),
    "checkins.paper": _l("It was from the check-in to print."),
    "checkins.question": _l("It was from a check-in."),
    "checkins.safe": _l("It was from a check-in."),
    "checkins.shared": _l("It was from the page of what their child shared."),
    "checkins.start": _l("It was from a check-in."),
    "checkins.stopped": _l("It was from a check-in."),
    "checkins.talk": _l("It was from a check-in."),
    "checkins.talk_when": _l("It was from a check-in."),
    "checkins.voice": _l("It was from a check-in."),
    "checkins.weeks_show": _l("It was from the page “My feelings”."),
    "checkins.where": _l("It was from a check-in."),
    "checkins.who": _l("It was from a check-in."),
    "concerns.told_show": _l("It was from the page for help."),
    "goals.goal_history": _l("It was from the page of what a goal was before."),
    "goals.goal_list": _l("It was from the page of the goals."),
    "goals.goal_print": _l("It was from the page of one goal, to print."),
    "goals.goal_show": _l("It was from the page of one goal."),
    "goals.ladder_helped": _l("It was from the page for a step on a ladder."),
    "goals.ladder_move": _l("It was from the page for a step on a ladder."),
    "goals.note_add": _l("It was from the page for a note to a goal."),
    "groups.barrier_say": _l("It was from the page of groups for parents."),
    "groups.group_list": _l("It was from the page of groups for parents."),
    "groups.group_show": _l("It was from the page of groups for parents."),
    "groups.join": _l("It was from the page of groups for parents."),
    "groups.rules_read": _l("It was from the page of groups for parents."),
    # Of parent groups a call says nothing: who belongs to one is known to whoever runs it, and to nobody else.
    "group_dates.date_change": _l("It was from a page for adults at home."),
    "group_dates.date_come": _l("It was from a page for adults at home."),
    "group_dates.date_how": _l("It was from a page for adults at home."),
    "group_dates.date_list": _l("It was from a page for adults at home."),
    "group_dates.date_new": _l("It was from a page for adults at home."),
    "group_dates.date_off": _l("It was from a page for adults at home."),
    "group_dates.date_show": _l("It was from a page for adults at home."),
    "group_dates.lead_list": _l("It was from a page for adults at home."),
    "group_dates.lead_show": _l("It was from a page for adults at home."),
    "help.help_show": _l("It was from the page for help."),
    "home.today": _l("It was from the page of today."),
    "marks.weeks_show": _l("It was from the page of who came."),
    "messages.message_paper": _l("It was from the page of their messages."),
    "messages.message_photo": _l("It was from the page of their messages."),
    "messages.message_speak": _l("It was from the page of their messages."),
    "messages.message_take_back": _l("It was from the page of their messages."),
    "messages.message_write": _l("It was from the page of their messages."),
    "messages.thread_list": _l("It was from the page of their messages."),
    "messages.thread_search": _l("It was from the page of their messages."),
    "messages.thread_show": _l("It was from the page of their messages."),
    "news.news_list": _l("It was from the page of the news."),
    "news.news_show": _l("It was from the page of the news."),
    "group_lead.group_cover": _l("It was from the page of a group that they run."),
    "group_lead.group_hello": _l("It was from the page of a group that they run."),
    "group_lead.group_notes": _l("It was from the page of a group that they run."),
    "group_lead.run_today": _l("It was from the page of a group that they run."),
    "notices.choice_make": _l("It was from the page of how they hear of news."),
    "part_time.part_time_first": _l("It was from the page of a part-time plan."),
    "part_time.part_time_history": _l("It was from the page of a part-time plan."),
    "part_time.part_time_list": _l("It was from the page of a part-time plan."),
    "part_time.part_time_say": _l("It was from the page of a part-time plan."),
    "part_time.part_time_show": _l("It was from the page of a part-time plan."),
    "plans.about_add": _l("It was from the page for new words “About me”."),
    "plans.about_show": _l("It was from the page “About me”."),
    "plans.plan_history": _l("It was from the page of what the plan was before."),
    "plans.plan_print": _l("It was from the page of the plan, to print."),
    "plans.plan_show": _l("It was from the page of the plan."),
    "plans.review_ask": _l("It was from the page of a review."),
    "plans.review_coming": _l("It was from the page of a review."),
    "plans.review_list": _l("It was from the page of all reviews."),
    "plans.review_say": _l("It was from the page for words to a review."),
    "plans.review_show": _l("It was from the page of a review."),
    "plans.welcome_show": _l("It was from the page of the first day."),
    "policies.independent_show": _l("It was from the page of help that is not us."),
    "policies.policy_list": _l("It was from the page of how we do things here."),
    "policies.policy_show": _l("It was from a page of how we do things here."),
    "promises.promise_list": _l("It was from the page of promises."),
    "proposals.proposal_answer": _l("It was from the page of one choice."),
    "proposals.proposal_list": _l("It was from the page of choices and news."),
    "proposals.proposal_show": _l("It was from the page of one choice."),
    "resources.resource_list": _l("It was from the page of what there is to read."),
    "resources.resource_show": _l("It was from the page of what there is to read."),
    "steps.choice_make": _l("It was from the page of the steps."),
    "steps.order_make": _l("It was from the page of the steps."),
    "steps.ready_say": _l("It was from the page of the steps."),
    "steps.step_history": _l("It was from the page of the steps."),
    "steps.step_list": _l("It was from the page of the steps."),
    "steps.step_print": _l("It was from the page of the steps."),
    "steps.step_show": _l("It was from the page of the steps."),
    "timetable.week": _l("It was from the page of the week."),
    "way.plan_show": _l("It was from the page of the way back."),
    "way.profile_print": _l("It was from the page of the way back."),
    "way.section_draw": _l("It was from the page of the way back."),
    "way.section_history": _l("It was from the page of the way back."),
    "way.section_say": _l("It was from the page of the way back."),
    "way.section_show": _l("It was from the page of the way back."),
    "way.section_speak": _l("It was from the page of the way back."),
    "way.way_first": _l("It was from the page of the way back."),
    "way.way_history": _l("It was from the page of the way back."),
    "way.way_print": _l("It was from the page of the way back."),
    "way.way_show": _l("It was from the page of the way back."),
    "way.words_print": _l("It was from the page of the way back."),
    # TRANSLATORS: which page somebody was on when they asked to be rung, for staff
}


def good_time(value: GoodTime) -> str:
    """A time that suits somebody, in words."""
    return str(TIMES[value])


def good_time_choices(times: list[GoodTime]) -> list[dict[str, str]]:
    """The same as pictures to tap."""
    return [
        {"value": one.value, "label": str(TIMES[one]), "url": static_url(f"img/times/{one.value}.svg")} for one in times
    ]


def day_asked(moment: datetime) -> str:
    """The day of a moment inside a sentence: "today", "on Monday 23 November"."""
    return on_day(clock.london(moment).date(), clock.today())


FILTERS: dict[str, Callable[..., Any]] = {
    "language_name": name_of,
    "language_own_name": own_name_of,
    "day_asked": day_asked,
    "good_time": good_time,
    "good_time_choices": good_time_choices,
}
