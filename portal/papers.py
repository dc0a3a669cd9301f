"""From whatever was uploaded to a PDF written anew that does nothing but show itself: families open it at home.

Only what can be reached from its pages is written again. So nothing before or behind it survives, no earlier state of
it, and no second file inside; and what is served is what was looked through, however another reader would read the
original.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MOST_PAGES = 100
# A page has a few dozen; a file of a few bytes can say that it has millions.
MOST_OBJECTS = 50_000
# What a PDF may end with, after the last of its marks.
_BLANK = b" \t\r\n\0"
# What a PDF can do (ISO 32000-1 §12.6.4). To go to one of its own pages and to open an address by a tap is none of it.
_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound"}
    | {"/RichMediaExecute", "/GoTo3DView", "/SetOCGState", "/Trans"}
)
# Where a script, a form that computes (XFA), another file, or something that plays stands.
_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/EmbeddedFiles", "/EF", "/RichMedia", "/RichMediaContent", "/AF"})
_KINDS = frozenset({"/EmbeddedFile", "/RichMedia", "/3D", "/FileAttachment", "/Screen", "/Movie", "/Sound"})
# Who made it, with what, and when; what programs keep there for themselves.
_ABOUT = ("/Metadata", "/PieceInfo", "/LastModified")

# What it stumbles over is a file of somebody's, and no line of a log.
logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)


class Trouble(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_HEAVY = "too_heavy"
    NOT_A_PDF = "not_a_pdf"
    BROKEN = "broken"
    LOCKED = "locked"
    TWO_THINGS = "two_things"
    TOO_MANY_PAGES = "too_many_pages"
    DOES_THINGS = "does_things"


class NotAPaperError(Exception):
    """The file is no PDF that can be shown; `why` says what it is instead."""

    def __init__(self, why: Trouble) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Paper:
    """A PDF of our own writing, and how many pages it has."""

    content: bytes
    pages: int


def paper_from(content: bytes, *, most_bytes: int) -> Paper:
    """The PDF written anew, when it is whole, open, of MOST_PAGES at most, and does nothing.

    Without who made it and with what; a picture inside stays as it is. NotAPaperError for everything else, whatever
    the reader stumbles over in it.
    """
    if not content:
        raise NotAPaperError(Trouble.EMPTY)
    if len(content) > most_bytes:
        raise NotAPaperError(Trouble.TOO_HEAVY)
    _begins_and_ends(content)
    try:
        return _written_anew(PdfReader(BytesIO(content)), most_bytes)
    except NotAPaperError:
        raise
    except Exception as error:  # a reader fails in many ways, and each means the same: this is not whole
        raise NotAPaperError(Trouble.BROKEN) from error


def _begins_and_ends(content: bytes) -> None:
    """From its first byte to its last it says that it is a PDF; no page and no archive stands before or behind it."""
    if not content.startswith(b"%PDF-"):
        raise NotAPaperError(Trouble.TWO_THINGS if b"%PDF-" in content[:1024] else Trouble.NOT_A_PDF)
    _whole, mark, rest = content.rpartition(b"%%EOF")
    if not mark:
        raise NotAPaperError(Trouble.BROKEN)
    if rest.strip(_BLANK):
        raise NotAPaperError(Trouble.TWO_THINGS)


def _written_anew(reader: PdfReader, most_bytes: int) -> Paper:
    if reader.is_encrypted:
        raise NotAPaperError(Trouble.LOCKED)
    for each in _dictionaries(reader):
        if _does_something(each):
            raise NotAPaperError(Trouble.DOES_THINGS)
        for key in _ABOUT:
            each.pop(key, None)
    pages = len(reader.pages)
    if not pages:
        raise NotAPaperError(Trouble.BROKEN)
    if pages > MOST_PAGES:
        raise NotAPaperError(Trouble.TOO_MANY_PAGES)
    writer, out = PdfWriter(clone_from=reader), BytesIO()
    writer.metadata = None
    writer.write(out)
    if out.tell() > 2 * most_bytes:
        raise NotAPaperError(Trouble.TOO_HEAVY)  # what was packed and is not any more
    return Paper(out.getvalue(), pages)


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached from the catalogue, packed or not; each once, never by recursion."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer["/Root"].get_object()]
    count = 0
    while waiting:
        count += 1
        if count > MOST_OBJECTS * 20:
            raise NotAPaperError(Trouble.TOO_MANY_PAGES)
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in seen:
                continue
            seen.add((one.idnum, one.generation))
            if len(seen) > MOST_OBJECTS:
                raise NotAPaperError(Trouble.TOO_MANY_PAGES)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            waiting.extend(dict.values(one))
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))


def _does_something(one: DictionaryObject) -> bool:
    if not _KEYS.isdisjoint(dict.keys(one)):
        return True
    named = {str(one[key]) for key in ("/Type", "/Subtype", "/S") if key in one}
    return not named.isdisjoint(_ACTIONS | _KINDS)
