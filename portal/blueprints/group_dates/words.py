"""What somebody may need to come, how a date was, how often a series is: in words, with their pictures."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.grouping.series import Every
from portal.models import GroupHelps, HowItWas

# What a person may need, of what a group offers. The others say what a group is.
NEEDS: dict[GroupHelps, tuple[str, LazyString]] = {
    GroupHelps.CRECHE: ("creche", _l("Somebody to look after my child")),
    GroupHelps.TRAVEL: ("travel", _l("Help to get there")),
    GroupHelps.FOOD: ("food", _l("Something to eat")),
    GroupHelps.INTERPRETER: ("globe", _l("An interpreter")),
    GroupHelps.STEP_FREE: ("stepfree", _l("A way without steps")),
    GroupHelps.QUIET_ROOM: ("quiet", _l("A quiet room")),
}
# TRANSLATORS: what helps a person come to a meeting of parents
HELPS: dict[GroupHelps, tuple[str, LazyString]] = {
    GroupHelps.CRECHE: ("creche", _l("We look after your child")),
    GroupHelps.TRAVEL: ("travel", _l("We help you to get there")),
    GroupHelps.FOOD: ("food", _l("There is food")),
    GroupHelps.INTERPRETER: ("globe", _l("There is an interpreter")),
    GroupHelps.STEP_FREE: ("stepfree", _l("There are no steps")),
    GroupHelps.QUIET_ROOM: ("quiet", _l("There is a quiet room")),
    GroupHelps.EVENING: ("clock", _l("In the evening")),
    GroupHelps.ONLINE: ("phone", _l("You can join online")),
    GroupHelps.FATHERS: ("people", _l("For fathers")),
    GroupHelps.KINSHIP_AND_FOSTER: ("home", _l("For foster and kinship carers")),
}
# TRANSLATORS: three faces: how a meeting of parents was
FACES: dict[HowItWas, tuple[str, LazyString]] = {
    HowItWas.GOOD: ("great", _l("Good")),
    HowItWas.OK: ("ok", _l("OK")),
    HowItWas.HARD: ("really_hard", _l("Hard")),
}
# TRANSLATORS: how often the dates of a series are
HOW_OFTEN: dict[Every, LazyString] = {
    Every.ONCE: _l("Once"),
    Every.WEEK: _l("Every week"),
    Every.MONTH: _l("Every month"),
}
