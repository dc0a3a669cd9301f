"""The worker's fourth part: once a night it reads the whole record again, a piece at a time, beside the sending.

What it finds stands in the data folder (/ready and staff's pages say it) and in the log; coordinators get a letter.
"""

import hashlib
import logging
import threading
import uuid
from pathlib import Path

from portal import audit
from portal.audit import nights
from portal.database import SYSTEM, db
from portal.returning.telling import list_coordinators, write_to

log = logging.getLogger("portal.worker")

LOOK_SECONDS = 30
# Between two pieces whoever sends comes first.
BREATH_SECONDS = 0.05
# So many things that are wrong say enough; `portal audit verify` says them all.
ENOUGH = 20


class Reader:
    """Reads the record each night. Several may run: who finds that another one has finished stops."""

    def __init__(self, folder: Path, anchors: Path) -> None:
        self._folder, self._anchors = folder, anchors
        self._reading: audit.Reading | None = None

    def run(self, stop: threading.Event) -> None:
        """Read until `stop` is set. Whatever goes wrong, it begins again; /ready says when two nights went by."""
        while not stop.is_set():
            try:
                goes_on = self.read_on()
            except Exception as error:
                # The kind of trouble only: what it says may hold a name.
                log.error("nobody reads the record again: %s", type(error).__name__)
                self._reading, goes_on = None, False
            stop.wait(BREATH_SECONDS if goes_on else LOOK_SECONDS)

    def read_on(self) -> bool:
        """Read the next piece when tonight's reading is not done. False when there is nothing more to read tonight."""
        if not nights.is_due(self._folder):
            self._reading = None
            return False
        self._reading = self._reading or audit.Reading(self._anchors, ENOUGH)
        with db.own_look(SYSTEM) as session:
            if self._reading.goes_on(session):
                return True
        self._say(self._reading.faults)
        self._reading = None
        return False

    def _say(self, faults: dict[uuid.UUID, list[str]]) -> None:
        for setting_id, sentences in faults.items():
            for sentence in sentences[:ENOUGH]:
                log.error("the record of setting %s is not whole: %s", setting_id, sentence)
            # The same things are told once, however many nights they are found again.
            found = hashlib.sha256("\n".join(sentences[:ENOUGH]).encode()).hexdigest()
            with db.work(setting_id, reason="the worker says that the record is not whole"):
                write_to(list_coordinators(setting_id), f"record {found}")
        nights.note(self._folder, faults)
        log.info("the record was read again: %s", f"{len(faults)} not whole" if faults else "whole")
