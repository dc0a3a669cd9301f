"""Is this file a plain PDF? One that does something when it is opened is not taken: families open it at home."""

import re
import zlib
from enum import StrEnum

# What makes a PDF do something: run a script, start a program, fetch or send, hold another file.
_DOES = (b"/JavaScript", b"/OpenAction", b"/Launch", b"/SubmitForm", b"/ImportData", b"/RichMedia", b"/EmbeddedFile")
# A name may be written with numbers for its letters (/J#61vaScript).
_NUMBERED = re.compile(rb"#([0-9A-Fa-f]{2})")
# Objects packed together: what makes a PDF act may stand in one of these.
_PACKED = re.compile(rb"<<(?:(?!>>\s*stream)[\s\S]){0,2000}?/ObjStm[\s\S]{0,2000}?stream\r?\n([\s\S]*?)endstream")
MOST_UNPACKED = 40_000_000


class Trouble(StrEnum):
    """Why a file is not taken."""

    TOO_HEAVY = "too_heavy"
    NOT_A_PDF = "not_a_pdf"
    BROKEN = "broken"
    LOCKED = "locked"
    DOES_THINGS = "does_things"


class NotAPaperError(Exception):
    """The file is no PDF that can be shown; `why` says what it is instead."""

    def __init__(self, why: Trouble) -> None:
        super().__init__(why)
        self.why = why


def paper_from(content: bytes, *, most_bytes: int) -> bytes:
    """The PDF as it was sent, when it is whole, open and does nothing. NotAPaperError for everything else."""
    if len(content) > most_bytes:
        raise NotAPaperError(Trouble.TOO_HEAVY)
    if not content.startswith(b"%PDF-"):
        raise NotAPaperError(Trouble.NOT_A_PDF)
    if b"%%EOF" not in content[-2048:]:
        raise NotAPaperError(Trouble.BROKEN)
    plain = _NUMBERED.sub(lambda found: bytes([int(found[1], 16)]), content)
    if b"/Encrypt" in plain:
        raise NotAPaperError(Trouble.LOCKED)
    if any(word in piece for piece in (plain, *_unpacked(content, plain)) for word in _DOES):
        raise NotAPaperError(Trouble.DOES_THINGS)
    return content


def _unpacked(content: bytes, plain: bytes) -> list[bytes]:
    """What stands in the packed objects, each name in plain letters."""
    pieces, left = [], MOST_UNPACKED
    packed = _PACKED.findall(content)
    if plain.count(b"/ObjStm") > len(packed):
        raise NotAPaperError(Trouble.BROKEN)
    for stream in packed:
        try:
            piece = zlib.decompressobj().decompress(stream, left)
        except zlib.error as error:
            raise NotAPaperError(Trouble.BROKEN) from error
        left -= len(piece)
        if left <= 0:
            raise NotAPaperError(Trouble.BROKEN)
        pieces.append(_NUMBERED.sub(lambda found: bytes([int(found[1], 16)]), piece))
    return pieces
