"""A PDF that somebody sends is written anew from what was looked through, or is a sentence (check 40)."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from portal.papers import MOST_PAGES, NotAPaperError, Trouble, paper_from
from tests.factories.papers import ZIP, a_paper, doing, holding, locked, packed, with_words

MOST = 1_000_000


def _why(content: bytes, most: int = MOST) -> Trouble:
    with pytest.raises(NotAPaperError) as refused:
        paper_from(content, most_bytes=most)
    return refused.value.why


def test_a_plain_pdf_keeps_its_words_and_its_pages() -> None:
    paper = paper_from(with_words("Come on Friday.\n" * 200), most_bytes=MOST)
    read = PdfReader(BytesIO(paper.content))
    assert (len(read.pages), paper.pages) == (paper.pages, paper.pages)
    assert paper.pages > 1
    assert "Come on Friday." in read.pages[1].extract_text()


def test_who_made_it_with_what_is_not_kept() -> None:
    paper = paper_from(a_paper(Author="Canary", Producer="Canary's phone", Title="Canary"), most_bytes=MOST)
    assert b"Canary" not in paper.content
    assert not PdfReader(BytesIO(paper.content)).metadata


def test_packed_objects_are_looked_into() -> None:
    assert paper_from(packed(), most_bytes=MOST).pages == 1
    assert _why(packed(b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Java#53cript /J#53 (x) >> >>")) == (
        Trouble.DOES_THINGS
    )


def test_to_open_at_a_page_of_its_own_is_nothing_it_does() -> None:
    assert paper_from(packed(b"<< /Type /Catalog /Pages 2 0 R /OpenAction [3 0 R /Fit] >>"), most_bytes=MOST).pages == 1


@pytest.mark.parametrize(
    "content",
    [
        doing("/JavaScript"),
        doing("/Launch"),
        doing("/SubmitForm"),
        doing("/JavaScript", where="/AA"),
        doing("/XFA", where="/AcroForm"),
        doing("/RichMedia", where="/Annots"),
        doing("/FileAttachment", where="/Annots"),
        holding(),
    ],
    ids=["script", "program", "sends", "script later", "computes", "plays", "file on a page", "file inside"],
)
def test_what_does_something_or_holds_something_is_not_taken(content: bytes) -> None:
    assert _why(content) == Trouble.DOES_THINGS


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Trouble.EMPTY),
        (ZIP, Trouble.NOT_A_PDF),
        (b"<!doctype html><script>alert(1)</script>", Trouble.NOT_A_PDF),
        (b"<html>" + a_paper(), Trouble.TWO_THINGS),
        (b"\n" + a_paper(), Trouble.TWO_THINGS),
        (a_paper() + ZIP, Trouble.TWO_THINGS),
        (a_paper() + b"<script>alert(1)</script>", Trouble.TWO_THINGS),
        (a_paper()[:-80], Trouble.BROKEN),
        (b"%PDF-1.7\nnothing in it\n%%EOF", Trouble.BROKEN),
        (packed().replace(b"\x78\x9c", b"\x00\x00", 1), Trouble.BROKEN),
        (locked(), Trouble.LOCKED),
        (locked(""), Trouble.LOCKED),
        (a_paper(MOST_PAGES + 1), Trouble.TOO_MANY_PAGES),
    ],
)
def test_what_is_no_plain_pdf_is_called_what_it_is(content: bytes, why: Trouble) -> None:
    assert _why(content) == why


def test_one_byte_over_the_limit_is_too_heavy_and_one_under_is_not() -> None:
    content = a_paper()
    assert paper_from(content, most_bytes=len(content)).pages == 1
    assert _why(content, most=len(content) - 1) == Trouble.TOO_HEAVY


def test_what_stood_between_its_objects_is_gone() -> None:
    """A comment is no object: an archive that hides there is not served on."""
    content = a_paper().replace(b"\nxref", b"\n%" + ZIP + b"\nxref", 1)
    assert b"PK" not in paper_from(content, most_bytes=MOST).content
