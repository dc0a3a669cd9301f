"""Where a post stands, why it went back, what was found in it: in sentences."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from portal import clock
from portal.grouping.contact_details import What
from portal.models import GroupPost, GroupWords, PostKind, ReadAs, WhySentBack
from portal.timetable.names import on_day
from portal.web.said import at, fill, said
from portal.web.words import language

# Why a post goes back, as whoever reads it chooses it, and as whoever wrote it reads it.
WHY: dict[WhySentBack, LazyString] = {
    WhySentBack.NAMES_SOMEBODY: _l("It names somebody"),
    WhySentBack.HOW_TO_REACH: _l("It says how to reach somebody"),
    WhySentBack.UNKIND: _l("It may hurt somebody"),
    WhySentBack.ADVICE: _l("It tells others what to do"),
    WhySentBack.SELLING: _l("It is about something to buy"),
    WhySentBack.OTHER: _l("Talk about it first"),
}
WHY_SAID: dict[WhySentBack, LazyString] = {
    WhySentBack.NAMES_SOMEBODY: _l("It names somebody. You can write it again with no names."),
    WhySentBack.HOW_TO_REACH: _l("It says how to reach somebody. You can write it again with no number and no place."),
    WhySentBack.UNKIND: _l("It may hurt somebody who reads it. Can you say it in another way?"),
    WhySentBack.ADVICE: _l("Not all of it fits for all. Can you write what helped you?"),
    WhySentBack.SELLING: _l("It is about something to buy. We leave that out here."),
    WhySentBack.OTHER: _l("We would like to talk with you about it first."),
}
# What was found, and what could stand there.
FOUND: dict[What, LazyString] = {
    What.PHONE: _l("This may be a phone number."),
    What.EMAIL: _l("This may be an e-mail address."),
    What.HANDLE: _l("This may show where to find you online."),
    What.LINK: _l("This is a link."),
    What.ADDRESS: _l("This may show where you live."),
    What.SCHOOL: _l("This may be a school."),
    What.NAME: _l("This may be a child's name."),
}
INSTEAD: dict[What, LazyString] = {
    What.PHONE: _l("You can write: see you at the group."),
    What.EMAIL: _l("You can write: see you at the group."),
    What.HANDLE: _l("You can write: see you at the group."),
    What.LINK: _l("You can tell us about it. We can put it up for all."),
    What.ADDRESS: _l("You can write: near us."),
    What.SCHOOL: _l("You can write: my child's school."),
    What.NAME: _l("You can write: my son, or my daughter."),
}
KINDS: dict[PostKind, LazyString] = {
    PostKind.TOPIC: _l("A new topic"),
    PostKind.REPLY: _l("An answer"),
    PostKind.HELPED: _l("What helped me"),
    PostKind.TO_LEADER: _l("Words to you alone"),
}


def when(moment: datetime) -> Markup:
    """ "today at 9:10", "on Monday 23 November at 9:10"."""
    return fill(_("%(day)s at %(time)s"), day=on_day(clock.london(moment).date(), clock.today()), time=at(moment))


def stands(post: GroupPost, leaders: tuple[str, ...]) -> Markup:
    """Where somebody's own post stands, and what was promised."""
    name = said(leaders[0]) if leaders else ""
    if post.withdrawn_at is not None:
        return Markup.escape(_("You took it back. Nobody reads it now."))
    if post.read_as is ReadAs.WORRIES:
        return Markup.escape(_("Somebody who keeps children safe has been told. They will ring you."))
    if post.why_sent_back is not None:
        return Markup.escape(_("It does not show. %(why)s", why=str(WHY_SAID[post.why_sent_back])))
    if post.hidden_at is not None:
        return Markup.escape(_("It did show. We took it down."))
    if post.read_as is ReadAs.SHOWN:
        return Markup.escape(_("It was read.") if post.kind is PostKind.TO_LEADER else _("It was read. It shows now."))
    if post.due_at <= clock.now():
        return fill(
            _("It is late. We said we would read it %(when)s. It is still on the list."), when=when(post.due_at)
        )
    if not name:
        return fill(_("Nobody has read it yet. We read it by this time: %(when)s."), when=when(post.due_at))
    return fill(
        _("%(name)s has not read it yet. It is read by this time: %(when)s."), name=name, when=when(post.due_at)
    )


def group_name(words: list[GroupWords]) -> Markup:
    """What a group is called, in the language of the page or in English."""
    by_language = {one.language: one for one in words}
    one = by_language.get(language()) or by_language.get("en")
    return said(one.name) if one else Markup()


FILTERS: dict[str, Callable[..., Any]] = {
    "post_when": when,
    "post_stands": stands,
    "post_group": group_name,
    "post_found": lambda what: FOUND[what],
    "post_instead": lambda what: INSTEAD[what],
    "post_kind": lambda kind: KINDS[kind],
    "post_why": lambda why: WHY_SAID[why],
}
