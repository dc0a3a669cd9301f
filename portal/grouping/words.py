"""What parent groups are about, what helps a person come and what keeps them from it: in words, for every room."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.models import GroupHelps, GroupTopic, HowItWas, WhyNotYet

TOPICS: dict[GroupTopic, LazyString] = {
    GroupTopic.COMPANY: _l("Being with others"),
    GroupTopic.SCHOOL_WORRIES: _l("Worries about school"),
    GroupTopic.BIG_FEELINGS: _l("Big feelings"),
    GroupTopic.NEEDS: _l("Extra needs"),
    GroupTopic.HOME_LIFE: _l("Life at home"),
    GroupTopic.MY_RIGHTS: _l("My rights"),
}
HELPS: dict[GroupHelps, LazyString] = {
    GroupHelps.CRECHE: _l("Someone looks after small children"),
    GroupHelps.TRAVEL: _l("Help with travel"),
    GroupHelps.FOOD: _l("Food"),
    GroupHelps.INTERPRETER: _l("Someone who speaks my language"),
    GroupHelps.STEP_FREE: _l("No steps"),
    GroupHelps.QUIET_ROOM: _l("A quiet room"),
    GroupHelps.EVENING: _l("In the evening"),
    GroupHelps.ONLINE: _l("Online"),
    GroupHelps.FATHERS: _l("For fathers"),
    GroupHelps.KINSHIP_AND_FOSTER: _l("For kinship and foster carers"),
}
WHY_NOT: dict[WhyNotYet, LazyString] = {
    WhyNotYet.CHILDCARE: _l("Who looks after the children"),
    WhyNotYet.WORK: _l("Work"),
    WhyNotYet.TRAVEL: _l("Getting there"),
    WhyNotYet.NERVOUS: _l("Feeling nervous"),
    WhyNotYet.LANGUAGE: _l("Language"),
    WhyNotYet.SOMETHING_ELSE: _l("Something else"),
}
FACES: dict[HowItWas, LazyString] = {HowItWas.GOOD: _l("Good"), HowItWas.OK: _l("OK"), HowItWas.HARD: _l("Hard")}
