"""The worker: takes one letter after another out of the outbox and sends it. Its log holds no address and no word."""

import json
import logging
import threading
import time
from collections.abc import Callable, Collection
from functools import partial

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal import audit, seals
from portal.config import Settings
from portal.database import SYSTEM, db
from portal.models import Channel
from portal.outbox import heartbeat, letters, queue
from portal.outbox.noticing import put_off
from portal.outbox.second_way import give_way
from portal.outbox.texts import text_transport_for
from portal.outbox.transports import Mail, Transport, transport_for
from portal.outbox.troubles import not_gone

log = logging.getLogger("portal.worker")

IDLE_SECONDS = 0.5
BEAT_SECONDS = 15
ANCHOR_SECONDS = 600
# A letter that has gone and could not be marked goes again; so the mark is worth some patience.
MARK_TRIES = 5


class Worker:
    """Sends what waits, says that it is there, anchors the record. Several may run on one database."""

    def __init__(self, settings: Settings, *, hourly: Callable[[], object] = lambda: None) -> None:
        self._settings = settings
        self._ways: dict[Channel, Transport] = {Channel.EMAIL: transport_for(settings.mail, sender=settings.mail_from)}
        if settings.sms:
            self._ways[Channel.SMS] = text_transport_for(settings.sms, sender=settings.mail_from)
        self._chores: list[_Chore] = [
            _Chore(BEAT_SECONDS, self._beat),
            _Chore(ANCHOR_SECONDS, self._anchor),
            _Chore(3600, hourly),
        ]

    def runs(self) -> list[Callable[[threading.Event], None]]:
        """What works side by side until it is told to stop; the letter in hand is finished first.

        Each way has a thread of its own: a mail server that hangs holds up no text.
        """
        if Channel.SMS not in self._ways:
            log.warning("PORTAL_SMS is not set: what should go by text goes by mail only")
        return [
            partial(self._keep_on, self._do_chores),
            *(partial(self._keep_on, self._sends_by(way)) for way in self._ways),
        ]

    def sweep(self, stop: threading.Event, ways: Collection[Channel] = ()) -> int:
        """Send everything that is due, by these ways or by all there are. Returns how many letters have gone."""
        gone = 0
        while not stop.is_set():
            item = self._take(ways or self._ways.keys())
            if item is None:
                break
            gone += self._deliver(item)
        return gone

    def _keep_on(self, do: Callable[[threading.Event], object], stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                do(stop)
            except (DBAPIError, OSError) as error:
                log.error("the database or the data folder is away: %s", type(error).__name__)
            stop.wait(IDLE_SECONDS)

    def _sends_by(self, way: Channel) -> Callable[[threading.Event], int]:
        return lambda stop: self.sweep(stop, (way,))

    def _do_chores(self, _stop: threading.Event) -> None:
        for chore in self._chores:
            chore.do_when_due()

    def _take(self, ways: Collection[Channel]) -> queue.Claimed | None:
        with db.work(SYSTEM, reason="the worker takes a letter") as session:
            queue.drop_useless(session)
            queue.give_up_without_a_way(session, self._ways.keys())
            give_way(session, self._ways.keys())
            item = queue.claim(session, ways)
            while item is not None and put_off(session, item):
                item = queue.claim(session, ways)
            return item

    def _deliver(self, item: queue.Claimed) -> bool:
        """Send one letter, outside any transaction, and mark it. Whatever goes wrong, it waits for its next try."""
        try:
            self._send(item)
        except Exception as error:
            # The kind of trouble only: a mail server's answer repeats the address.
            code = getattr(error, "smtp_code", getattr(error, "status", ""))
            log.warning("not sent: %s try %s %s %s %s", item.id, item.attempts, item.letter, type(error).__name__, code)
            failure = error
            self._mark(lambda session: _say_given_up(item) if not_gone(session, item, failure) else None)
            return False
        self._mark(lambda session: queue.mark_sent(session, item))
        log.info("sent: %s try %s %s", item.id, item.attempts, item.letter)
        return True

    def _send(self, item: queue.Claimed) -> None:
        address = item.address
        if item.channel is Channel.SMS:
            letter = letters.render_text(item.letter, item.language)
        else:
            secret: dict[str, str] = json.loads(seals.unseal(item.sealed)) if item.sealed else {}
            address = secret.pop(letters.FORMER, address)
            letter = letters.render(item.letter, item.language, phone=item.phone, **secret)
        mail = Mail(address, letter.subject, letter.text, item.language, item.message_id)
        self._ways[item.channel].send(mail)

    def _mark(self, change: Callable[[Session], None]) -> None:
        for tries_left in reversed(range(MARK_TRIES)):
            try:
                with db.work(SYSTEM, reason="the worker marks a letter") as session:
                    change(session)
                return
            except DBAPIError:
                if not tries_left:
                    raise

    def _beat(self) -> None:
        try:
            with db.own_look(SYSTEM) as session:
                is_stuck = queue.is_stuck(session, self._ways.keys())
        except DBAPIError:
            is_stuck = False  # /ready says of itself that the database is away
        heartbeat.beat(self._settings.data_folder, trouble=heartbeat.STUCK if is_stuck else "")

    def _anchor(self) -> None:
        with db.work(SYSTEM, reason="the worker anchors the record") as session:
            audit.write_anchor(session, self._settings.anchors)


class _Chore:
    """Something to do at once and then every so many seconds."""

    def __init__(self, seconds: float, do: Callable[[], object]) -> None:
        self._seconds, self._do, self._due = seconds, do, 0.0

    def do_when_due(self) -> None:
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + self._seconds
            self._do()


def _say_given_up(item: queue.Claimed) -> None:
    log.error("given up after a day: %s %s", item.id, item.letter)
