"""What kind of sound a file is, by its first bytes; never by what a phone calls it. Nothing is decoded."""

from enum import StrEnum

MOST_BYTES = 5_000_000


class Kind(StrEnum):
    """The kinds that phones record and browsers play, as they are named to a browser."""

    WEBM = "audio/webm"
    OGG = "audio/ogg"
    MP4 = "audio/mp4"
    MP3 = "audio/mpeg"
    WAV = "audio/wav"


class Trouble(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_HEAVY = "too_heavy"
    NOT_A_SOUND = "not_a_sound"


class NotASoundError(Exception):
    """The file is not a voice note that can be played; `why` says what it is instead."""

    def __init__(self, why: Trouble) -> None:
        super().__init__(why)
        self.why = why


def kind_of(content: bytes) -> Kind:
    """Which kind it is. NotASoundError for everything else, for nothing, and for more than MOST_BYTES."""
    if not content:
        raise NotASoundError(Trouble.EMPTY)
    if len(content) > MOST_BYTES:
        raise NotASoundError(Trouble.TOO_HEAVY)
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return Kind.WEBM
    if content.startswith(b"OggS"):
        return Kind.OGG
    # A photo (HEIC) and a film begin in the same way, with another brand.
    if content[4:8] == b"ftyp" and content[8:11] in (b"M4A", b"mp4", b"iso", b"3gp", b"MSN", b"das"):
        return Kind.MP4
    if content.startswith(b"ID3") or (content[:1] == b"\xff" and content[1:2] in (b"\xfb", b"\xf3", b"\xf2")):
        return Kind.MP3
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return Kind.WAV
    raise NotASoundError(Trouble.NOT_A_SOUND)
