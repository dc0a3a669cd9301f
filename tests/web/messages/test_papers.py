"""A PDF in a message: for whoever reads the message, to be kept and never run; and photos as phones send them."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from PIL import Image

from portal.config import Settings
from portal.models import AuditEntry, ContributionPhoto, Message, MessageDocument
from tests.factories.messages import messages, opens
from tests.factories.papers import ZIP, a_paper, doing, locked, with_words
from tests.support.client import Browser
from tests.support.portal import Look, MakeSettings, SignedInAs

LIMIT = 200_000
DOCUMENTS = sa.select(MessageDocument).options(sa.orm.undefer(MessageDocument.content))


@pytest.fixture
def settings(make_settings: MakeSettings, db_url: str) -> Settings:
    """A small limit, so that a file over it is quickly made."""
    return make_settings(db_url, max_upload_bytes=LIMIT)


def sends(browser: Browser, path: str, paper: bytes, words: str = "From the clinic") -> int:
    return browser.sends(f"{path}/paper", words=words, paper=(BytesIO(paper), "../Maya clinic.pdf")).status_code


def test_a_paper_is_read_by_whoever_reads_the_message_and_is_gone_when_it_is_taken_back(
    signed_in_as: SignedInAs, look: Look
) -> None:
    leila, okoro = signed_in_as("leila"), signed_in_as("okoro")
    path = opens(leila, "maya")
    assert "Send a paper (PDF)" in leila.reads(f"{path}/write").text
    assert sends(leila, path, with_words("Come on Friday")) == 302
    [message], [paper] = messages(), look(DOCUMENTS)
    address = f"/messages/said/{message.id}/paper"
    page = okoro.get(path)
    assert address in page.text
    assert "From the clinic" in page.text
    answer = okoro.get(address)
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "application/pdf", paper.content)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="paper.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Security-Policy"].endswith("; sandbox")
    assert len(look(sa.select(AuditEntry).where(AuditEntry.event == "messages.paper.shown"))) == 1
    for slug in ("dan", "maya", "tomasz", "grace", "lewis", "quinn"):
        assert signed_in_as(slug).get(address).status_code == 404, slug
    # Found by its words, and on the page that is printed.
    assert address in okoro.get("/messages/search?q=clinic").text
    leila.sends(f"/messages/take-back/{message.id}")
    assert okoro.get(address).status_code == 404
    assert address not in okoro.get(path).text


@pytest.mark.parametrize(
    ("paper", "sentence"),
    [
        (b"", "Choose a PDF"),
        (ZIP, "This is not a PDF."),
        (a_paper() + ZIP, "This file is more than a PDF."),
        (a_paper()[:-80], "This PDF is not whole"),
        (locked(), "This PDF is locked"),
        (doing("/JavaScript"), "This PDF does something"),
        (a_paper(101), "This PDF has too many pages."),
        (a_paper() + b" " * LIMIT, "This file is too big."),
        (b"%PDF-" + b"x" * 30_000_000, "This file is too big."),
    ],
    ids=["nothing", "archive", "two things", "cut", "locked", "script", "pages", "heavy", "thirty megabytes"],
)
def test_a_paper_that_cannot_be_taken_is_a_sentence_and_the_words_stay(
    signed_in_as: SignedInAs, look: Look, paper: bytes, sentence: str
) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    answer = leila.sends(f"{path}/paper", words="From the clinic", paper=(BytesIO(paper), "x.pdf"))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "From the clinic" in answer.text
    assert look(sa.select(Message)) == look(DOCUMENTS) == []


def test_a_photo_of_an_iphone_shows_and_says_no_place(signed_in_as: SignedInAs, look: Look) -> None:
    exif, out = Image.Exif(), BytesIO()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 33.0, 30.0)})
    exif[0x010F] = "Canary phone"
    Image.effect_noise((320, 240), 40).convert("RGB").save(out, "HEIF", exif=exif.tobytes())
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    hidden = out.getvalue() + b"<script>alert(1)</script>"
    assert leila.sends(f"{path}/photo", words="", photo=(BytesIO(hidden), "IMG_1.HEIC")).status_code == 302
    [photo] = look(sa.select(ContributionPhoto))
    served = signed_in_as("okoro").get(f"/messages/said/{photo.contribution_id}/photo").data
    with Image.open(BytesIO(served)) as shown:
        assert (shown.format, shown.size, len(shown.getexif())) == ("JPEG", (320, 240), 0)
    for trace in (b"Canary", b"GPS", b"script"):
        assert trace not in served


def test_a_photo_of_thirty_megabytes_is_a_sentence_and_the_words_stay(signed_in_as: SignedInAs, look: Look) -> None:
    leila = signed_in_as("leila")
    path = opens(leila, "maya")
    photo = (BytesIO(b"\xff\xd8" + b"x" * 30_000_000), "big.jpg")
    answer = leila.sends(f"{path}/photo", words="Her cake", photo=photo)
    assert answer.status_code == 422
    assert "This file is too big." in answer.text
    assert "Her cake" in answer.text
    assert look(sa.select(Message)) == []
