"""The plans that the demo's people write together (portal/demo_setting/way.yml): agreed words, lines, and voices."""

import uuid
from datetime import datetime, time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal.blueprints.way.services.lines import add_person, begin_risk
from portal.blueprints.way.services.writing import change_section, change_way
from portal.blueprints.way.shared import words_of_section
from portal.demo.speaking import Cast, day, moment
from portal.heard import Saying, find_audience, say
from portal.models import Place, Revision, SectionKind, WayBack, WayKind, WaySection

FILE = Path(__file__).parent.parent / "demo_setting" / "way.yml"
IN_THE_AFTERNOON = time(15, 20)
NAMESPACE = uuid.UUID("5d0b1a5e-6a55-4f0e-9a36-0d1c7f6c2b90")


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the words into the plans that are there from the first day. What somebody has written stays as it is."""
    cast = Cast(session, setting_id)
    for slug, written in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        rows = sa.select(WayBack).where(WayBack.pupil_id == cast.pupils[slug], WayBack.kind != WayKind.SHORT_BREAK)
        way = session.scalars(rows.order_by(WayBack.begun_on.desc()).limit(1)).one_or_none()
        if way is not None:
            _Filling(cast, slug, way).fill(written)


class _Filling:
    """One plan on its way into the database."""

    def __init__(self, cast: Cast, slug: str, way: WayBack) -> None:
        self.cast, self.session, self.slug, self.way = cast, cast.session, slug, way
        rows = self.session.scalars(sa.select(WaySection).where(WaySection.way_id == way.id))
        self.sections = {section.kind: section for section in rows}

    def fill(self, written: dict[str, Any]) -> None:
        """Everything that stands in the file, once."""
        for said in written.get("said", ()):
            self._say(said)
        if self.way.version > 1:
            return
        self._goal(written["goal"])
        for agreed in written.get("agreed", ()):
            self._agree(agreed)
        for number, one in enumerate(written.get("people", ())):
            self._person(number, one)
        for number, one in enumerate(written.get("risks", ())):
            self._risk(number, one)

    def _goal(self, one: dict[str, Any]) -> None:
        words = {"destination": one["to"], "goal_on": day(one["by"]).isoformat() if "by" in one else ""}
        change_way(self.way, words, opened=self.way.version, by=self.cast.viewer(one["who"]))
        self._date(self.way.id, self.way.version, one["day"])

    def _agree(self, one: dict[str, Any]) -> None:
        section = self.sections[SectionKind(one["part"])]
        words = {"agreed": one["words"], "about_the_rest": one.get("rest", "")}
        words["is_for_school"] = "yes" if one.get("school") else ""
        if words != words_of_section(section):
            change_section(section, words, opened=section.version, by=self.cast.viewer(one["who"]))
            self._date(section.id, section.version, one["day"])

    def _person(self, number: int, one: dict[str, Any]) -> None:
        person = self.cast.people[one["person"]].id if "person" in one else None
        facts = {"role": one["role"], "person_id": person, "name": one.get("name", ""), "words": one["words"]}
        section = self.sections[SectionKind.PEOPLE]
        add_person(section, self._id(f"person {number}"), facts, by=self.cast.viewer(one["who"]))

    def _risk(self, number: int, one: dict[str, Any]) -> None:
        kind = SectionKind.RISK_STAFF if one.get("staff") else SectionKind.RISK
        words = {"hazard": one["hazard"], "likelihood": one["likelihood"], "what_we_do": one["words"]}
        words |= {"who_knows": one["knows"], "review_on": day(one["look"]).isoformat(), "ended_on": ""}
        begin_risk(self.sections[kind], self._id(f"risk {number}"), words, by=self.cast.viewer(one["who"]))

    def _say(self, one: dict[str, Any]) -> None:
        section, by = self.sections[SectionKind(one["part"])], self.cast.viewer(one["who"])
        audience = find_audience(section.pupil_id, Place.WAY, viewer=by, is_for_school=section.is_for_school)
        wanted = frozenset(self.cast.people[slug].id for slug in one.get("readers", ()))
        client_id = self._id(f"{one['who']} {one['part']} {one['words']}")
        if self.cast.has_heard(client_id):
            return
        saying = Saying(
            pupil_id=section.pupil_id,
            place=Place.WAY,
            client_id=client_id,
            words=one["words"],
            about_id=section.id,
            topic=one.get("card", ""),
            readers=(*audience.also, *audience.chosen(wanted)),
        )
        say(saying, by=by).said_at = self._moment(one["day"])

    def _date(self, subject_id: uuid.UUID, version: int, on: str) -> None:
        self.session.flush()
        newest = sa.select(Revision).where(Revision.subject_id == subject_id, Revision.version == version)
        self.session.scalars(newest).one().saved_at = self._moment(on)

    def _moment(self, on: str) -> datetime:
        return moment(day(on), IN_THE_AFTERNOON)

    def _id(self, name: str) -> uuid.UUID:
        return uuid.uuid5(NAMESPACE, f"{self.way.id} {self.slug} {name}")
