"""Everything the record can hold: <area>.<thing>.<past tense>, with the facts each must carry. Keep alphabetical."""

from enum import Enum

NO_FACTS: frozenset[str] = frozenset()


class Event(Enum):
    """An event and the names of its facts. A fact that is missing, or one too many, is an error at once."""

    ACCESS_ENDED = ("access.everything.ended", frozenset({"person", "why", "counts"}))
    ACCOUNT_DEVICE_KEPT = ("account.device.kept", frozenset({"lock"}))
    ACCOUNT_DEVICE_FORGOTTEN = ("account.device.forgotten", frozenset({"why"}))
    ACCOUNT_LANGUAGE_CHOSEN = ("account.language.chosen", frozenset({"language"}))
    ACCOUNT_PASSKEY_ADDED = ("account.passkey.added", NO_FACTS)
    ACCOUNT_PASSKEY_REMOVED = ("account.passkey.removed", NO_FACTS)
    ACCOUNT_PROVED_AGAIN = ("account.person.proved_again", frozenset({"way"}))
    ACCOUNT_SECRET_SET = ("account.secret.set", NO_FACTS)
    ACCOUNT_SIGNED_IN = ("account.person.signed_in", frozenset({"way", "device"}))
    ACCOUNT_SIGNED_OUT = ("account.person.signed_out", frozenset({"how"}))
    ACCOUNT_TRY_FAILED = ("account.try.failed", frozenset({"way"}))
    ASKS_ASK_MOVED = ("asks.ask.moved", frozenset({"ask", "move"}))
    ASKS_ASK_SHOWN = ("asks.ask.shown", frozenset({"ask"}))
    ASKS_FORM_SHOWN = ("asks.form.shown", NO_FACTS)
    ASKS_LIST_SHOWN = ("asks.list.shown", NO_FACTS)
    CALLS_CALL_ASKED = ("calls.call.asked", frozenset({"call"}))
    CALLS_CALL_DONE = ("calls.call.done", frozenset({"call"}))
    CALLS_CALL_SHOWN = ("calls.call.shown", frozenset({"call"}))
    CALLS_FORM_SHOWN = ("calls.form.shown", NO_FACTS)
    GOALS_GOAL_CHANGED = ("goals.goal.changed", frozenset({"goal", "version"}))
    GOALS_GOAL_SHOWN = ("goals.goal.shown", frozenset({"goal"}))
    GOALS_LADDER_MOVED = ("goals.ladder.moved", frozenset({"goal", "rung", "voice"}))
    GOALS_LIST_SHOWN = ("goals.list.shown", NO_FACTS)
    HEARD_WORDS_SAID = ("heard.words.said", frozenset({"contribution", "place"}))
    HOME_TODAY_SHOWN = ("home.today.shown", NO_FACTS)
    PEOPLE_CARD_ENDED = ("people.card.ended", frozenset({"card", "person"}))
    PEOPLE_CARD_ISSUED = ("people.card.issued", frozenset({"card", "person"}))
    PEOPLE_CARD_UNLOCKED = ("people.card.unlocked", frozenset({"card", "person"}))
    PEOPLE_CHANGES_SHOWN = ("people.changes.shown", NO_FACTS)
    PEOPLE_CODE_PRINTED = ("people.code.printed", frozenset({"person"}))
    PEOPLE_CONTACT_ANSWERED = ("people.contact.answered", frozenset({"change", "confirmed"}))
    PEOPLE_CONTACT_ASKED = ("people.contact.asked", frozenset({"change", "before", "after"}))
    PEOPLE_LIST_SHOWN = ("people.list.shown", frozenset({"searched", "page"}))
    PEOPLE_PERSON_SHOWN = ("people.person.shown", frozenset({"person"}))
    PEOPLE_PHOTO_CHANGED = ("people.photo.changed", frozenset({"person"}))
    PEOPLE_RELATIONSHIP_SHOWN = ("people.relationship.shown", frozenset({"relationship"}))
    PEOPLE_RESPONSIBILITY_CHECKED = ("people.responsibility.checked", frozenset({"relationship", "before", "after"}))
    PLANS_ABOUT_SHOWN = ("plans.about.shown", NO_FACTS)
    PLANS_HISTORY_SHOWN = ("plans.history.shown", NO_FACTS)
    PLANS_PLAN_CHANGED = ("plans.plan.changed", frozenset({"plan", "version"}))
    PLANS_PLAN_PRINTED = ("plans.print.shown", NO_FACTS)
    PLANS_PLAN_SHOWN = ("plans.plan.shown", NO_FACTS)
    PLANS_REVIEW_CHANGED = ("plans.review.changed", frozenset({"review", "version"}))
    PLANS_REVIEW_SHOWN = ("plans.review.shown", frozenset({"review"}))
    PLANS_REVIEWS_SHOWN = ("plans.reviews.shown", NO_FACTS)
    PLANS_WEEKS_CHANGED = ("plans.weeks.changed", frozenset({"shown"}))
    PLANS_WELCOME_SHOWN = ("plans.welcome.shown", NO_FACTS)
    POLICIES_POLICY_CHANGED = ("policies.policy.changed", frozenset({"topic", "version"}))
    PROPOSALS_PROPOSAL_ANSWERED = ("proposals.proposal.answered", frozenset({"proposal"}))
    PROPOSALS_PROPOSAL_ASKED = ("proposals.proposal.asked", frozenset({"proposal"}))
    PROPOSALS_PROPOSAL_ENDED = ("proposals.proposal.ended", frozenset({"proposal"}))
    PROPOSALS_PROPOSAL_SHOWN = ("proposals.proposal.shown", frozenset({"proposal"}))
    ROSTER_IMPORTED = ("roster.folder.imported", frozenset({"added", "changed"}))
    TIMETABLE_CHANGE_SEEN = ("timetable.change.seen", frozenset({"change", "revision"}))
    TIMETABLE_WEEK_SHOWN = ("timetable.week.shown", frozenset({"from"}))

    def __init__(self, label: str, facts: frozenset[str]) -> None:
        self.label = label
        self.facts = facts
