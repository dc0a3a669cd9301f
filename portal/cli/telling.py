"""The worker's third part: it tells adults of what is asked of them, once each, beside the sending.

A reply to a family that is late, a part-time timetable that is over or near its end, a child with nowhere to go, a
promise that is due, what was noticed after a return, a place or a date of a parent group. It also begins what begins by
itself on a day: the small plan of a suspension. An error here stops no letter and holds up no rung.
"""

import logging
import threading
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from portal import clock
from portal.database import SYSTEM, db
from portal.grouping.coming import give_freed_places
from portal.grouping.reminding import remind_of_dates
from portal.grouping.settling import settle_where_somebody_waits
from portal.messaging.late import ask_others_to_reply
from portal.models import Setting
from portal.outbox import heartbeat
from portal.returning.following import ask_after_returns
from portal.returning.promises import remind_of_promises
from portal.returning.suspension import begin_due_breaks
from portal.returning.telling import watch_part_time
from portal.returning.telling_after import tell_of_warnings

log = logging.getLogger("portal.worker")

TELL_SECONDS = 30


class Teller:
    """Looks every half minute. Several may run: nobody is told twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asked_on: date | None = None

    def run(self, stop: threading.Event) -> None:
        """Tell until `stop` is set. Whatever goes wrong, it looks again; /ready says when it has not for a while."""
        while not stop.is_set():
            try:
                self.tell_once()
            except Exception as error:
                # The kind of trouble only: what it says may hold a name.
                log.error("nobody is told: %s", type(error).__name__)
            stop.wait(TELL_SECONDS)

    def tell_once(self) -> int:
        """Tell whoever is to be told now. Returns of how many things."""
        with db.work(SYSTEM, reason="the worker tells of the way back"):
            told = watch_part_time()
        with db.work(SYSTEM, reason="the worker reminds of promises") as session:
            told += remind_of_promises(session)
        with db.work(SYSTEM, reason="the worker begins the small plans of suspensions") as session:
            told += begin_due_breaks(session, clock.today())
        with db.work(SYSTEM, reason="the worker asks others for replies that are late") as session:
            told += ask_others_to_reply(session)
        with db.work(SYSTEM, reason="the worker sees again whoever may come into a group") as session:
            told += settle_where_somebody_waits(session)
        with db.work(SYSTEM, reason="the worker gives freed places to those who wait") as session:
            told += give_freed_places(session)
        with db.work(SYSTEM, reason="the worker reminds of tomorrow") as session:
            told += remind_of_dates(session)
        told += self._ask_after_returns()
        with db.work(SYSTEM, reason="the worker tells of what was noticed after a return"):
            told += tell_of_warnings()
        if told:
            log.info("told: %s", told)
        heartbeat.beat(self._folder, heartbeat.TELLER)
        return told

    def _ask_after_returns(self) -> int:
        """Once a day: the questions of the year after a return, setting by setting."""
        today = clock.today()
        if self._asked_on == today:
            return 0
        with db.work(SYSTEM, reason="which settings are there?") as session:
            settings = list(session.scalars(sa.select(Setting.id)))
        asked = 0
        for setting_id in settings:
            with db.work(setting_id, reason="the worker asks how it goes"):
                asked += ask_after_returns(setting_id, today)
        self._asked_on = today
        return asked
