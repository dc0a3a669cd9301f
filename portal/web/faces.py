"""The face of an adult: the photo that was uploaded, else a drawn stand-in; never initials."""

import re
import uuid
from typing import Protocol

from flask import url_for

from portal.web.static import ROOT, static_url

NOBODY_IN_PARTICULAR = "someone"


class HasFace(Protocol):
    """Whoever has a photo, a stand-in, or neither: a person's row, or what a page knows of them."""

    @property
    def photo_id(self) -> uuid.UUID | None:
        """The newest photo."""

    @property
    def stand_in(self) -> str:
        """The name of a drawing in static/img/adults."""


def face_url(person: HasFace | None) -> str:
    """The address of somebody's face. A stand-in that is not among the drawings gives the plain one."""
    if person is not None and person.photo_id:
        return url_for("photos.photo_show", photo_id=person.photo_id)
    wanted = person.stand_in if person is not None else ""
    known = re.fullmatch(r"[a-z0-9-]+", wanted) and (ROOT / "img" / "adults" / f"{wanted}.svg").is_file()
    return static_url(f"img/adults/{wanted if known else NOBODY_IN_PARTICULAR}.svg")
