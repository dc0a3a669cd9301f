"""What parent groups are about, what helps a person come, what they need, what keeps them: in words, with pictures."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.models import GroupHelps, GroupTopic, HowItWas, WhyNotYet

TOPICS: dict[GroupTopic, LazyString] = {
    GroupTopic.COMPANY: _l("Company"),
    GroupTopic.SCHOOL_WORRIES: _l("Worries about school"),
    GroupTopic.BIG_FEELINGS: _l("Big feelings"),
    GroupTopic.NEEDS: _l("What a child needs"),
    GroupTopic.HOME_LIFE: _l("Life at home"),
    GroupTopic.MY_RIGHTS: _l("My rights"),
}
# What helps: its word, and an icon of static/img/icons.
HELPS: dict[GroupHelps, tuple[LazyString, str]] = {
    GroupHelps.CRECHE: (_l("Small children can come"), "creche"),
    GroupHelps.TRAVEL: (_l("Help to get there"), "travel"),
    GroupHelps.FOOD: (_l("Food"), "food"),
    GroupHelps.INTERPRETER: (_l("Someone who speaks your language"), "globe"),
    GroupHelps.STEP_FREE: (_l("No steps"), "stepfree"),
    GroupHelps.QUIET_ROOM: (_l("A quiet room"), "quiet"),
    GroupHelps.EVENING: (_l("In the evening"), "clock"),
    GroupHelps.ONLINE: (_l("By phone or computer"), "phone"),
    GroupHelps.FATHERS: (_l("For fathers"), "people"),
    GroupHelps.KINSHIP_AND_FOSTER: (_l("For foster carers and kin"), "heart"),
}
# What a person may need, of what a group offers. The others say what a group is.
NEEDS: dict[GroupHelps, tuple[str, LazyString]] = {
    GroupHelps.CRECHE: ("creche", _l("Somebody to look after my child")),
    GroupHelps.TRAVEL: ("travel", _l("Help to get there")),
    GroupHelps.FOOD: ("food", _l("Something to eat")),
    GroupHelps.INTERPRETER: ("globe", _l("An interpreter")),
    GroupHelps.STEP_FREE: ("stepfree", _l("A way without steps")),
    GroupHelps.QUIET_ROOM: ("quiet", _l("A quiet room")),
}
# "I'd like to, but…": its word, and an icon.
BARRIERS: dict[WhyNotYet, tuple[LazyString, str]] = {
    WhyNotYet.CHILDCARE: (_l("My children need me"), "creche"),
    WhyNotYet.WORK: (_l("I work then"), "clock"),
    WhyNotYet.TRAVEL: (_l("It is hard to get there"), "travel"),
    WhyNotYet.NERVOUS: (_l("I feel nervous"), "heart"),
    WhyNotYet.LANGUAGE: (_l("The language"), "globe"),
    WhyNotYet.SOMETHING_ELSE: (_l("Something else"), "pencil"),
}
# TRANSLATORS: three faces: how a meeting of parents was
FACES: dict[HowItWas, tuple[str, LazyString]] = {
    HowItWas.GOOD: ("great", _l("Good")),
    HowItWas.OK: ("ok", _l("OK")),
    HowItWas.HARD: ("really_hard", _l("Hard")),
}
