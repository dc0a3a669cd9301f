"""What things are called to staff: who is who, what was seen, what contact is allowed, and why."""

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.access.policy import Role
from portal.models import (
    Contact,
    ContactReason,
    OrderType,
    ParentalResponsibility,
    RelationshipKind,
    ResponsibilityProof,
)

# TRANSLATORS: %(pupil)s is the name of a child
KIND_OF = {
    RelationshipKind.MOTHER: _l("Mother of %(pupil)s"),
    RelationshipKind.FATHER: _l("Father of %(pupil)s"),
    RelationshipKind.STEP_PARENT: _l("Step-parent of %(pupil)s"),
    RelationshipKind.GRANDPARENT: _l("Grandparent of %(pupil)s"),
    RelationshipKind.KINSHIP_CARER: _l("Kinship carer of %(pupil)s"),
    RelationshipKind.FOSTER_CARER: _l("Foster carer of %(pupil)s"),
    RelationshipKind.GUARDIAN: _l("Guardian of %(pupil)s"),
    RelationshipKind.SOCIAL_WORKER: _l("Social worker of %(pupil)s"),
    RelationshipKind.OTHER: _l("An adult around %(pupil)s"),
}

KIND = {
    RelationshipKind.MOTHER: _l("mother"),
    RelationshipKind.FATHER: _l("father"),
    RelationshipKind.STEP_PARENT: _l("step-parent"),
    RelationshipKind.GRANDPARENT: _l("grandparent"),
    RelationshipKind.KINSHIP_CARER: _l("kinship carer"),
    RelationshipKind.FOSTER_CARER: _l("foster carer"),
    RelationshipKind.GUARDIAN: _l("guardian"),
    RelationshipKind.SOCIAL_WORKER: _l("social worker"),
    RelationshipKind.OTHER: _l("another adult"),
}

RESPONSIBILITY = {
    ParentalResponsibility.YES: _l("Yes"),
    ParentalResponsibility.NO: _l("No"),
    ParentalResponsibility.UNKNOWN: _l("Not known"),
    ParentalResponsibility.COUNCIL: _l("The council has it"),
}

PROOF = {
    ResponsibilityProof.BIRTH_CERTIFICATE: _l("The birth certificate"),
    ResponsibilityProof.COURT_ORDER: _l("A court order"),
    ResponsibilityProof.COUNCIL_LETTER: _l("A letter from the council"),
    ResponsibilityProof.MARRIAGE_CERTIFICATE: _l("The marriage certificate"),
    ResponsibilityProof.NOTHING: _l("Nothing yet"),
}

CONTACT = {
    Contact.OPEN: _l("Open"),
    Contact.LIMITED: _l("Limited"),
    Contact.NONE: _l("No contact"),
    Contact.UNKNOWN: _l("Not known"),
}

ORDER = {
    OrderType.CHILD_ARRANGEMENTS: _l("Child arrangements order"),
    OrderType.PROHIBITED_STEPS: _l("Prohibited steps order"),
    OrderType.NON_MOLESTATION: _l("Non-molestation order"),
    OrderType.CARE_ORDER: _l("Care order"),
    OrderType.OTHER: _l("Another order"),
}

REASON = {
    ContactReason.COURT_ORDER: _l("A court order says so"),
    ContactReason.COUNCIL: _l("The council asked"),
    ContactReason.SAFEGUARDING: _l("A safeguarding concern"),
    ContactReason.FAMILY: _l("The family asked"),
    ContactReason.ORDER_ENDED: _l("The order has ended"),
    ContactReason.MISTAKE: _l("It was entered wrongly"),
}

ROLE = {
    Role.PUPIL: _l("Pupil"),
    Role.CARER: _l("Carer"),
    Role.KEY_WORKER: _l("Key worker"),
    Role.SAFEGUARDING_LEAD: _l("Safeguarding lead"),
    Role.DEPUTY_SAFEGUARDING_LEAD: _l("Deputy safeguarding lead"),
    Role.HEAD: _l("Head"),
    Role.COORDINATOR: _l("Coordinator"),
    Role.LINK_TEACHER: _l("Link teacher"),
    Role.SOCIAL_WORKER: _l("Social worker"),
    Role.FACILITATOR: _l("Facilitator of the parent groups"),
    Role.PEER_FACILITATOR: _l("Parent who helps to run a group"),
}

# What an adult is given: one class of data each, as the columns of a relationship are called.
GIVEN = {
    "sees_timetable": _l("Sees the timetable"),
    "sees_plan": _l("Sees the plan"),
    "sees_attendance": _l("Sees attendance"),
    "gets_messages": _l("Gets messages"),
    "may_agree": _l("May agree to the plan"),
}

# What ended, by the name of its entry in access/ending.py: num is how many.
ENDED = {
    "sign-ins": lambda num: ngettext("%(num)d open page", "%(num)d open pages", num),
    "own devices": lambda num: ngettext("%(num)d own phone", "%(num)d own phones", num),
    "passkeys": lambda num: ngettext("%(num)d passkey", "%(num)d passkeys", num),
    "links": lambda num: ngettext("%(num)d link by e-mail", "%(num)d links by e-mail", num),
    "printed codes": lambda num: ngettext("%(num)d printed code", "%(num)d printed codes", num),
    "cards": lambda num: ngettext("%(num)d card", "%(num)d cards", num),
    "card tries": lambda num: ngettext("%(num)d picture PIN half typed", "%(num)d picture PINs half typed", num),
    "staff secrets": lambda num: ngettext("%(num)d password", "%(num)d passwords", num),
    "drafts": lambda num: ngettext("%(num)d text they had not sent", "%(num)d texts they had not sent", num),
    "half-way": lambda num: ngettext("%(num)d sign-in half done", "%(num)d sign-ins half done", num),
    "recovery codes": lambda num: ngettext("%(num)d recovery code", "%(num)d recovery codes", num),
    "outbox": lambda num: ngettext("%(num)d letter not sent yet", "%(num)d letters not sent yet", num),
    "agreements": lambda num: ngettext("%(num)d answer to a plan", "%(num)d answers to plans", num),
    "threads": lambda num: ngettext("%(num)d thread of messages", "%(num)d threads of messages", num),
    "calls asked for": lambda num: ngettext("%(num)d call they asked for", "%(num)d calls they asked for", num),
}
