"""What the demo's people asked: read from portal/demo_setting/asks.yml, with days that are always about this week."""

import uuid
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal import asking
from portal.access.viewer import Viewer
from portal.demo.speaking import Cast, day, moment
from portal.heard import Saying, find_audience, say
from portal.models import (
    AboutWhat,
    Ask,
    AskKind,
    AskMove,
    Contribution,
    Decision,
    HowSaid,
    Place,
    Reply,
    Told,
)

FILE = Path(__file__).parent.parent / "demo_setting" / "asks.yml"
# When in the day they ask and are answered; one after the other.
IN_THE_AFTERNOON = time(14, 0)

MOMENTS = ("asked_at", "seen_at", "decided_at", "told_at", "replied_at", "followed_up_at", "closed_at")

Written = Mapping[str, Any]


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the questions into the demo's setting, in the transaction of `db.work`. What is there already stays."""
    cast = Cast(session, setting_id)
    for one in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        Filling(cast, one).fill(cast.pupils[one["child"]])


class Filling:
    """One question (or what was said in a check-in) on its way into the database, and what became of it."""

    def __init__(self, cast: Cast, one: Written) -> None:
        self.cast, self.session, self.one = cast, cast.session, one
        self.dated: set[uuid.UUID] = set()

    def fill(self, pupil_id: uuid.UUID) -> Ask | None:
        """The question, then each step. None when it was there before."""
        client_id = self._id("asked")
        if self.cast.has_heard(client_id):
            return None
        row = self._ask(pupil_id, client_id)
        for step in self.one.get("then", ()):
            before = {name: getattr(row, name) for name in MOMENTS}
            self._take(row, step)
            self._date_it(row, before, step["day"])
        return row

    def _ask(self, pupil_id: uuid.UUID, client_id: uuid.UUID) -> Ask:
        one, by = self.one, self.cast.viewer(self.one["who"])
        audience = find_audience(pupil_id, Place.ASK, viewer=by)
        assert audience.key_worker is not None
        saying = Saying(
            pupil_id=pupil_id,
            place=one.get("place", Place.ASK),
            client_id=client_id,
            words=one["words"],
            about_id=one.get("about_id"),
            readers=self.cast.readers(one["who"], pupil_id, Place.ASK, one.get("to", ())),
            how_said=HowSaid(one.get("how", HowSaid.BY_MYSELF)),
        )
        row = asking.ask(
            saying,
            kind=AskKind(one["kind"]),
            about=AboutWhat(one.get("about", AboutWhat.SOMETHING_ELSE)),
            about_words=one.get("line", ""),
            for_id=audience.key_worker.person_id,
            by=by,
        )
        self._date_it(row, dict.fromkeys(MOMENTS), one["day"])
        return row

    def _take(self, row: Ask, step: Written) -> None:
        """One step of its life, by whoever takes it."""
        match step:
            case {"see": who}:
                asking.see(row, by=self.cast.viewer(who))
            case {"think": who, "until": until, "why": why}:
                asking.think(row, day(until), why, by=self.cast.viewer(who))
            case {"decide": who}:
                again = day(step["look_again"]) if "look_again" in step else None
                answer = asking.Answer(Decision(step["decision"]), step["reason"], step["what_next"], again)
                asking.decide(row, answer, by=self.cast.viewer(who))
            case {"tell": who, "how": how}:
                asking.tell(row, Told(how), by=self.cast.viewer(who))
            case {"reply": who, "answer": answer}:
                self._reply(row, step, self.cast.viewer(who))
            case {"follow_up": who}:
                asking.follow_up(row, by=self.cast.viewer(who))
            case {"close": who}:
                asking.close(row, by=self.cast.viewer(who))
            case _:
                raise ValueError(f"{dict(step)} is no step of {FILE.name}.")

    def _reply(self, row: Ask, step: Written, by: Viewer) -> None:
        saying = Saying(
            pupil_id=row.pupil_id,
            place=Place.ASK_REPLY,
            client_id=self._id("replied"),
            words=step.get("words", ""),
            about_id=row.id,
            topic=step["answer"],
        )
        say(saying, by=by).said_at = self._moment(step["day"])
        asking.reply(row, Reply(step["answer"]), by=by)

    def _date_it(self, row: Ask, before: Mapping[str, datetime | None], written: str) -> None:
        """What has just happened, happened on this day."""
        on = self._moment(written)
        for name in MOMENTS:
            if getattr(row, name) != before[name]:
                setattr(row, name, on)
        self.session.flush()
        moves = self.session.scalars(sa.select(AskMove).where(AskMove.ask_id == row.id))
        for move in moves:
            if move.id not in self.dated:
                move.moved_at = on
                self.dated.add(move.id)
        if before["asked_at"] is None:
            self.session.get_one(Contribution, row.contribution_id).said_at = on
        self.session.flush()

    def _moment(self, written: str) -> datetime:
        # A minute for each step that was taken before, so that they stay in their order.
        at = IN_THE_AFTERNOON.replace(minute=len(self.dated))
        return moment(day(written), at)

    def _id(self, name: str) -> uuid.UUID:
        return uuid.uuid5(self.cast.setting_id, f"ask {self.one['key']} {name}")
