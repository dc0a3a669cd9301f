"""The people of the demo as buttons, and what each is there for (product.md)."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Someone:
    """A button: who it is, and why one would press it."""

    slug: str
    who: LazyString
    why: LazyString


@dataclass(frozen=True)
class Group:
    """Some of the people, under a heading."""

    name: str
    heading: LazyString
    people: tuple[Someone, ...]


GROUPS = (
    Group(
        "families",
        _l("Families"),
        (
            Someone("leila", _l("Leila, Maya’s mother"), _l("Reads Arabic: pages from right to left.")),
            Someone("tomasz", _l("Tomasz, father of Zofia and Jakub"), _l("Reads Polish. Two children, one sign-in.")),
            Someone("priya", _l("Priya, Rohan’s mother"), _l("Separated from Arjun. Both have the same rights.")),
            Someone("arjun", _l("Arjun, Rohan’s father"), _l("Sees what Priya sees, and nothing about her.")),
            Someone("grace", _l("Grace, Tyler’s foster carer"), _l("The council holds parental responsibility.")),
            Someone("dan", _l("Dan, Maya’s father"), _l("A court order: he must get nothing, anywhere.")),
        ),
    ),
    Group(
        "young-people",
        _l("Young people"),
        (
            Someone("maya", _l("Maya, Year 9"), _l("At home, online, and at our place.")),
            Someone("zofia", _l("Zofia, Year 4"), _l("Pictures first.")),
            Someone("jakub", _l("Jakub, Year 7"), _l("Lessons online. Zofia’s brother.")),
            Someone("rohan", _l("Rohan, Year 6"), _l("Back in school for four weeks.")),
            Someone("tyler", _l("Tyler, Year 10"), _l("In care, and often unwell.")),
        ),
    ),
    Group(
        "staff",
        _l("Staff of Orchard Row"),
        (
            Someone("okoro", _l("Mr Okoro, key worker"), _l("Looks after Maya, Zofia and Jakub.")),
            Someone("lewis", _l("Ms Lewis, key worker"), _l("Looks after Rohan and Tyler.")),
            Someone("byrne", _l("Ms Byrne, safeguarding lead"), _l("Sees every pupil of the setting.")),
            Someone(
                "khan", _l("Mr Khan, deputy safeguarding lead"), _l("Stands in, and confirms as the second person.")
            ),
            Someone("rees", _l("Ms Rees, head"), _l("The last one to turn to.")),
            Someone("patel", _l("Ms Patel, coordinator"), _l("Keeps the roster and the photos.")),
        ),
    ),
    Group(
        "others",
        _l("People from elsewhere"),
        (
            Someone("amara", _l("Amara, Tyler’s social worker"), _l("Sees what the council may see.")),
            Someone(
                "hughes",
                _l("Mr Hughes, teacher at Northfield School"),
                _l("Sees what was shared with his school: one of Maya’s goals."),
            ),
            Someone("joanna", _l("Joanna, runs the parent groups"), _l("Sees no pupil’s record.")),
            Someone("quinn", _l("Quinn, coordinator of another setting"), _l("Must see nothing of this one.")),
        ),
    ),
    Group(
        "new",
        _l("Before the first day, at another setting"),
        (
            Someone("ines", _l("Ines, Year 8"), _l("Begins next week, and reads her welcome.")),
            Someone("marta", _l("Marta, Ines’s mother"), _l("Reads the welcome for carers.")),
            Someone("ito", _l("Mr Ito, key worker"), _l("Writes what the first day is like.")),
        ),
    ),
)
