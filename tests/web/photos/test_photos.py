"""Photos of staff: kept by those who answer for the setting, seen by whoever may see the person."""

from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image

from portal.config import Settings
from portal.models import AuditEntry, Person, Photo
from tests.cast import PEOPLE, person
from tests.support.client import Browser
from tests.support.portal import Look, MakeSettings, SignedInAs

LIMIT = 200_000


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str) -> Settings:
    """A small limit, so that a file over it is quickly made."""
    return make_settings(db_url, max_upload_bytes=LIMIT)


def _photo(colour: str = "teal") -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 300), colour).save(out, "JPEG")
    return out.getvalue()


def _upload(browser: Browser, slug: str, content: bytes, name: str = "me.jpg", **answers: Any) -> Any:
    path = f"/photos/of/{person(slug)}"
    return browser.sends(path, photo=(BytesIO(content), name), **{"said_yes": "y", **answers})


def test_the_coordinator_puts_up_a_photo_and_leila_sees_it(signed_in_as: SignedInAs, look: Look) -> None:
    assert _upload(signed_in_as("patel"), "okoro", _photo()).status_code == 302
    (photo,) = look(sa.select(Photo))
    (okoro,) = look(sa.select(Person).where(Person.id == person("okoro")))
    assert okoro.photo_id == photo.id
    answer = signed_in_as("leila").get(f"/photos/{photo.id}")
    assert answer.status_code == 200
    with Image.open(BytesIO(answer.data)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (256, 256))


def test_a_photo_is_served_as_nothing_but_a_picture_and_kept_nowhere(signed_in_as: SignedInAs, look: Look) -> None:
    _upload(signed_in_as("patel"), "okoro", _photo(), name="../../etc/passwd y.html")
    headers = signed_in_as("leila").get(f"/photos/{look(sa.select(Photo.id))[0]}").headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == 'inline; filename="face.jpg"'
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_everybody_of_the_setting_sees_a_face_and_nobody_else_does(
    signed_in_as: SignedInAs, visitor: Browser, look: Look
) -> None:
    _upload(signed_in_as("patel"), "okoro", _photo())
    path = f"/photos/{look(sa.select(Photo.id))[0]}"
    seen = {slug: signed_in_as(slug).get(path).status_code for slug, row in PEOPLE.items() if row[4]}
    assert {slug for slug, code in seen.items() if code != 200} == {"quinn"}
    assert seen["quinn"] == signed_in_as("quinn").get(f"/photos/{person('nobody')}").status_code == 404
    assert visitor.get(path).status_code == 302


@pytest.mark.parametrize("slug", ["okoro", "leila", "maya", "hughes", "amara", "joanna"])
def test_nobody_else_changes_a_photo(signed_in_as: SignedInAs, slug: str) -> None:
    assert signed_in_as(slug).get(f"/photos/of/{person('okoro')}").status_code == 403


@pytest.mark.parametrize("slug", ["maya", "leila", "amara", "quinn", "nobody"])
def test_only_the_faces_of_staff_are_kept(signed_in_as: SignedInAs, slug: str) -> None:
    assert signed_in_as("patel").get(f"/photos/of/{person(slug)}").status_code == 404


def test_a_new_photo_takes_the_place_of_the_old_one(signed_in_as: SignedInAs, look: Look) -> None:
    patel = signed_in_as("patel")
    _upload(patel, "okoro", _photo())
    old = look(sa.select(Photo.id))[0]
    _upload(patel, "okoro", _photo("maroon"))
    assert len(look(sa.select(Photo))) == 1
    assert patel.get(f"/photos/{old}").status_code == 404


def test_a_photo_is_taken_away_and_the_drawing_comes_back(signed_in_as: SignedInAs, look: Look) -> None:
    patel = signed_in_as("patel")
    _upload(patel, "okoro", _photo())
    assert patel.sends(f"/photos/of/{person('okoro')}/remove").status_code == 302
    assert look(sa.select(Photo)) == []
    assert look(sa.select(Person.photo_id).where(Person.id == person("okoro"))) == [None]


def test_nobody_is_shown_who_has_not_said_yes(signed_in_as: SignedInAs, look: Look) -> None:
    answer = _upload(signed_in_as("patel"), "okoro", _photo(), said_yes="")
    assert answer.status_code == 422
    assert "Ask them first" in answer.text
    assert look(sa.select(Photo)) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Choose a photo"),
        (b"%PDF-1.7 a letter", "This is a PDF"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "We cannot read this HEIC photo"),
        (b"<svg onload='alert(1)'/>", "This is a drawing"),
        (b"<html><script>alert(1)</script>", "This is not a photo that we can read"),
        (b"\xff\xd8\xff" + b"x" * LIMIT, "This file is too big"),
    ],
)
def test_what_is_not_taken_is_explained_and_nothing_is_kept(
    signed_in_as: SignedInAs, look: Look, content: bytes, sentence: str
) -> None:
    answer = _upload(signed_in_as("patel"), "okoro", content)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert look(sa.select(Photo)) == []


def test_a_file_far_over_the_limit_is_not_read(signed_in_as: SignedInAs, look: Look) -> None:
    body, kind = b"x" * (LIMIT + 1_100_000), "multipart/form-data; boundary=x"
    answer = signed_in_as("patel").post(f"/photos/of/{person('okoro')}", data=body, content_type=kind)
    assert answer.status_code == 413
    assert look(sa.select(Photo)) == []


def test_a_photo_that_changes_leaves_a_line(signed_in_as: SignedInAs, look: Look) -> None:
    _upload(signed_in_as("patel"), "okoro", _photo())
    (line,) = look(sa.select(AuditEntry).where(AuditEntry.event == "people.photo.changed"))
    assert str(person("okoro")) in line.facts
