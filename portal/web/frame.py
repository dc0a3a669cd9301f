"""What stands around every page: whose page it is, the bar, the language, how it looks."""

import math
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import Flask, current_app, g, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access.policy import WHOLE_SETTING, Permission
from portal.audit import nights
from portal.config import Settings
from portal.kept import Typed
from portal.outbox import heartbeat
from portal.web import keeping, look, notices
from portal.web.headers import uses_cdn
from portal.web.words import LANGUAGES, RIGHT_TO_LEFT, language


@dataclass(frozen=True)
class Place:
    """A place in the bar at the foot of the page. Its inner pages stand there too: Mr Okoro knows where he is."""

    url: str
    icon: str
    label: LazyString
    current: bool


# endpoint, icon, words for young people / families / staff (None: not theirs), what it needs
_PLACES: list[tuple[str, str, LazyString | None, LazyString | None, LazyString | None, Permission | None]] = [
    ("home.today", "home", _l("My day"), _l("Today"), _l("Today"), Permission.HOME_SEE),
    ("timetable.week", "week", _l("My week"), _l("Week"), None, Permission.TIMETABLE_WEEK_READ),
    ("plans.plan_list", "flag", _l("My plan"), _l("Plan"), None, Permission.PLANS_READ),
    ("people.person_list", "people", None, None, _l("People"), Permission.PEOPLE_PERSON_READ),
    ("account.account_show", "me", None, None, _l("My account"), Permission.ACCOUNT_SECURE),
    ("help.help_show", "hand", _l("Help"), _l("Help"), None, None),
]
# Rooms that stand inside a place of the bar.
_INSIDE = dict.fromkeys(
    ("after", "agreeing", "asks", "goals", "marks", "part_time", "policies", "promises", "proposals", "steps", "way"),
    "plans",
) | dict.fromkeys(("group_dates", "group_lead", "group_talk", "groups", "resources"), "home")
# In seconds. A sign-in is renewed when its page has been drawn, a little after the page was told how long it lasts.
FOR_CERTAIN = 2
# Rooms whose name would tell that somebody belongs to a group, and what a page sends by itself: a call that is asked
# for there names no page.
_NAMES_NO_PAGE = frozenset({"group_talk", "kept"})


class Frame:
    """Everything a layout needs, worked out when it is asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def signed_in(self) -> bool:
        """Is somebody signed in?"""
        return bool(current_user.is_authenticated)

    @cached_property
    def audience(self) -> str:
        """'young', 'family' or 'staff'; a page for nobody in particular is a family's, unless it says otherwise."""
        said = str(g.get("audience", "family"))
        # The doors of staff stay theirs, whoever is signed in and opens them.
        return str(current_user.audience) if self.signed_in and said != "staff" else said

    @property
    def setting_name(self) -> str:
        """The setting's name, or the neutral name of the door."""
        return current_user.setting_name if self.signed_in else str(g.get("setting_name", "Portal"))

    @cached_property
    def nav(self) -> list[Place]:
        """The places of the bar. Empty when nobody is signed in."""
        column = {"young": 2, "family": 3, "staff": 4}[self.audience]
        places = []
        for row in _PLACES if self.signed_in else []:
            label, needs = row[column], row[5]
            if isinstance(label, LazyString) and (needs is None or needs in current_user.permissions):
                room = request.blueprint or ""
                here = _INSIDE.get(room, room) == row[0].partition(".")[0]
                places.append(Place(url_for(row[0]), row[1], label, here))
        return places

    @property
    def home_url(self) -> str:
        """Where the name at the top leads."""
        return url_for("home.today") if self.signed_in else url_for("account.sign_in")

    @property
    def ring_url(self) -> str:
        """Where "Ring me instead" leads, from this page."""
        if not self.signed_in:
            return url_for("help.ring")
        return url_for("calls.call_ask", page=None if request.blueprint in _NAMES_NO_PAGE else request.endpoint)

    @property
    def look_url(self) -> str:
        """Where "Language and look" leads."""
        return url_for("account.looks")

    @property
    def house_url(self) -> str:
        """Where "How we do things here" leads."""
        return url_for("policies.policy_list")

    @property
    def away_url(self) -> str:
        """Where "Hide this" goes on to when there is a script: far away if the installation says where."""
        return self._settings.neutral_url

    @property
    def locale(self) -> str:
        """'en', 'pl' or 'ar'."""
        return language()

    @property
    def dir(self) -> str:
        """'ltr' or 'rtl'."""
        return "rtl" if self.locale in RIGHT_TO_LEFT else "ltr"

    @property
    def languages(self) -> dict[str, str]:
        """Each language under its own name."""
        return LANGUAGES

    @property
    def scheme(self) -> str:
        """'' (as the device says), 'light', 'dark' or 'calm'."""
        return look.scheme()

    @property
    def text(self) -> str:
        """'' , 'large' or 'largest'."""
        return look.text()

    @property
    def htmx(self) -> str:
        """'cdn' for grown-ups who are signed in, 'own' for everyone else and where the installation says so."""
        return "cdn" if uses_cdn(self._settings) else "own"

    @property
    def ends_in(self) -> int:
        """After how many seconds this sign-in has ended by itself, for certain; 0 when nobody is signed in.

        The page asks for itself again then. A moment too early, and its asking would be taken for somebody who is here.
        """
        if not self.signed_in:
            return 0
        ends_at: datetime = current_user.ends_at
        return FOR_CERTAIN + max(0, math.ceil((ends_at - clock.now()).total_seconds()))

    @cached_property
    def notices(self) -> list[notices.Sentence]:
        """Sentences about what has just been done; shown once."""
        return notices.taken()

    def asks_for_words(self, content: str) -> bool:
        """Is there a field in this content whose words are kept when somebody's time here ends?"""
        return keeping.asks_for_words(content)

    @property
    def kept(self) -> list[Typed]:
        """What they had typed on this page and not sent; asked for only where a page asks for words."""
        return keeping.kept_of_this_page()

    @property
    def post_goes(self) -> bool:
        """False on a page of staff when mails and texts wait and none goes: the worker says so in a file."""
        if not self.signed_in or self.audience != "staff":
            return True
        return heartbeat.post_goes(current_app.extensions["portal"].data_folder)

    @property
    def record_is_whole(self) -> bool:
        """False on a page of those who answer for a setting when its record was not whole on its last night."""
        if not self.signed_in or not current_user.roles & WHOLE_SETTING:
            return True
        return nights.is_whole(current_app.extensions["portal"].data_folder, current_user.setting_id)

    @property
    def demo(self) -> bool:
        """True in the demo, where every page says so."""
        return self._settings.demo

    @property
    def plain_http(self) -> bool:
        """True in a demo on plain HTTP, whose cookies are not Secure; its pages say so."""
        return not self._settings.cookies_are_secure


def init_app(app: Flask, settings: Settings) -> None:
    """Give every template its `frame`."""

    @app.context_processor
    def _frame() -> dict[str, Frame]:
        if "frame" not in g:
            g.frame = Frame(settings)
        return {"frame": g.frame}
