"""Who has agreed to the plans of the demo's setting, and what was decided about the rest."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
import yaml
from sqlalchemy.orm import Session

from portal import clock
from portal.blueprints.agreeing.matter import Matter, carried
from portal.blueprints.agreeing.queries import find_sent_answer, get_way
from portal.blueprints.agreeing.services import Given, answer, decide
from portal.demo.speaking import Cast
from portal.models import AgreeAnswer, Agreement, Contribution, HowSaid
from portal.roster.demo import FOLDER

# The same answer gets the same number each time: filled a second time, nothing stands there twice.
NUMBERS = uuid.UUID("8f0b5c53-6a0b-4f5c-8f4e-6f1f6c9a5d21")
DECIDED_AFTER = timedelta(days=1)

Written = Mapping[str, Any]


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the answers into the demo, as if they had been given in the last days. What is there already stays.

    After the plans: each answer is to the words as they stand.
    """
    cast = Cast(session, setting_id)
    for one in yaml.safe_load((FOLDER / "agreements.yml").read_text(encoding="utf-8")):
        _answer(cast, one, uuid.uuid5(NUMBERS, f"{setting_id} {one['about']} {one['who']}"))


def _answer(cast: Cast, one: Written, number: uuid.UUID) -> None:
    by = cast.viewer(one["who"])
    if find_sent_answer(number, viewer=by) is not None:
        return
    matter = Matter(get_way(cast.pupils[one["about"]], viewer=by))
    parts, words = tuple(one.get("parts", ())), one.get("words", "")
    shown = carried(matter.hashes())
    given = Given(AgreeAnswer(one["answer"]), parts, words, (), HowSaid.BY_MYSELF, number, shown)
    kept, at = answer(matter, given, by=by), clock.now() - timedelta(days=one["ago"])
    # What has just been answered, was answered then.
    cast.session.flush()
    kept.given_at = at
    said = sa.update(Contribution).where(Contribution.client_id == number)
    cast.session.execute(said.values(said_at=at))
    if "decision" in one:
        _decide(cast, one, kept)
    cast.session.flush()


def _decide(cast: Cast, one: Written, kept: Agreement) -> None:
    decided = decide(kept, one["decision"], one["reason"], by=cast.viewer(one["decided_by"]))
    decided.decided_at = kept.given_at + DECIDED_AFTER
