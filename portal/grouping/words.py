"""What parent groups are about, what helps a person come and what keeps them from it: in words, for every room."""

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
HELPS: dict[GroupHelps, LazyString] = {
    GroupHelps.CRECHE: _l("Somebody to look after my child"),
    GroupHelps.TRAVEL: _l("Help to get there"),
    GroupHelps.FOOD: _l("Something to eat"),
    GroupHelps.INTERPRETER: _l("An interpreter"),
    GroupHelps.STEP_FREE: _l("A way without steps"),
    GroupHelps.QUIET_ROOM: _l("A quiet room"),
    GroupHelps.EVENING: _l("In the evening"),
    GroupHelps.ONLINE: _l("Online"),
    GroupHelps.FATHERS: _l("For fathers"),
    GroupHelps.KINSHIP_AND_FOSTER: _l("For foster and kinship carers"),
}
WHY_NOT: dict[WhyNotYet, LazyString] = {
    WhyNotYet.CHILDCARE: _l("My children need me"),
    WhyNotYet.WORK: _l("I work then"),
    WhyNotYet.TRAVEL: _l("It is hard to get there"),
    WhyNotYet.NERVOUS: _l("I feel nervous"),
    WhyNotYet.LANGUAGE: _l("The language"),
    WhyNotYet.SOMETHING_ELSE: _l("Something else"),
}
FACES: dict[HowItWas, LazyString] = {HowItWas.GOOD: _l("Good"), HowItWas.OK: _l("OK"), HowItWas.HARD: _l("Hard")}
