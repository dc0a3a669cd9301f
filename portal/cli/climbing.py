"""The worker's second half: it climbs the ladders of concerns, beside the sending and in transactions of its own.

An error here stops no letter, and a mail server that hangs holds up no rung. (A process of its own would be one more
to look after; the layers keep the outbox from knowing what a concern is.)
"""

import logging
import threading
import uuid
from datetime import timedelta
from pathlib import Path

from portal import clock
from portal.database import SYSTEM, db
from portal.outbox import heartbeat
from portal.safeguarding import climb, find_empty_rungs

log = logging.getLogger("portal.worker")

CLIMB_SECONDS = 5
LOOK_AGAIN_AFTER = timedelta(hours=1)
COULD_NOT = "a concern could not climb"


class Climber:
    """Climbs every few seconds; at the start and every hour it looks whether a rung is empty. Several may run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._empty = ""
        self._looked_at = clock.now() - LOOK_AGAIN_AFTER

    def run(self, stop: threading.Event) -> None:
        """Climb until `stop` is set. Whatever goes wrong, it climbs again; /ready says when it has not for a while."""
        while not stop.is_set():
            try:
                self.climb_once()
            except Exception as error:
                # The kind of trouble only: what it says may hold a name.
                log.error("nobody climbs: %s", type(error).__name__)
            stop.wait(CLIMB_SECONDS)

    def climb_once(self) -> int:
        """Tell whoever is due, and look for empty rungs when an hour is over. Returns how many people were told."""
        failed: list[uuid.UUID] = []

        def note(concern_id: uuid.UUID, error: Exception) -> None:
            failed.append(concern_id)
            log.error("a concern could not climb: %s %s", concern_id, type(error).__name__)

        with db.work(SYSTEM, reason="the worker climbs") as session:
            told = climb(session, failed=note)
        if told:
            log.info("climbed: %s told", told)
        if clock.now() - self._looked_at >= LOOK_AGAIN_AFTER:
            self._look()
        heartbeat.beat(self._folder, heartbeat.LADDER, trouble=COULD_NOT if failed else self._empty)
        return told

    def _look(self) -> None:
        with db.own_look(SYSTEM) as session:
            empty = find_empty_rungs(session)
        for rung in empty:
            log.error("empty rung: setting %s, %s, after %s minutes", rung.setting_id, rung.level, rung.after_minutes)
        self._empty = heartbeat.EMPTY_RUNG if empty else ""
        self._looked_at = clock.now()
