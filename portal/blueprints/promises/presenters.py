"""How a promise stands on a page."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal import clock
from portal.models import Promise
from portal.returning.promises import Standing, standing_of
from portal.revisions import ClashError
from portal.web.dates import full_date


@dataclass(frozen=True)
class Row:
    """A promise, where it stands, who made it, and why its day moved (empty when it did not)."""

    promise: Promise
    standing: Standing
    name: str
    moved_why: str = ""

    @property
    def is_open(self) -> bool:
        """Neither done nor taken back."""
        return self.standing in (Standing.TO_COME, Standing.TODAY, Standing.LATE)


def rows_of(promises: Iterable[Promise], reasons: Mapping[uuid.UUID, str]) -> list[Row]:
    """Promises as a page shows them, in their order."""
    today = clock.today()
    return [Row(one, standing_of(one, today), name_of(one), reasons.get(one.id, "")) for one in promises]


def name_of(promise: Promise) -> str:
    """Who promised, by the name that families know."""
    return promise.owner.first_name if promise.owner else promise.owner_name


def texts_of(clash: ClashError) -> list[dict[str, Any]]:
    """The three texts of the day and the reason that two people changed."""
    labels = {"due_on": _("The day"), "reason": _("Why"), "dropped_why": _("Why")}
    return [
        {"label": labels[name], **{each: _shown(name, getattr(clash, each)) for each in ("opened", "theirs", "mine")}}
        for name in clash.fields
        if name in labels
    ]


def _shown(name: str, words: Mapping[str, str]) -> str:
    value = words.get(name, "")
    return full_date(date.fromisoformat(value)) if name == "due_on" and value else value
