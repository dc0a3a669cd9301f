"""From whatever was uploaded to a newly encoded picture with nothing in it but the picture: a face, or a thing made."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

# A face is a square of this side; a photo of something made keeps its shape, and its longest side is this at most.
SIDE = 256
LONGEST_SIDE = 1280
MOST_PIXELS = 40_000_000
# What a browser on any phone shows, and what a camera or a phone gives. Nothing else is even looked into.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
# An iPhone's own format. One picture of it, as large as a phone makes it; no thumbnails, no depth, nothing beside it.
register_heif_opener(thumbnails=False, aux_images=False, depth_images=False)
# Pillow itself stops at twice this, before anything is unpacked.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class Trouble(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    TOO_HEAVY = "too_heavy"
    TOO_LARGE = "too_large"
    A_PDF = "a_pdf"
    HEIC = "heic"
    A_DRAWING = "a_drawing"
    NOT_A_PHOTO = "not_a_photo"


class NotAPhotoError(Exception):
    """The file is not a photo that can be shown; `why` says what it is instead."""

    def __init__(self, why: Trouble) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Picture:
    """A JPEG of our own making, and its size in pixels."""

    content: bytes
    width: int
    height: int


def face_from(content: bytes, *, most_bytes: int) -> Picture:
    """The middle of a photo, upright, small and newly encoded: no place, no camera, no hidden second file survives.

    NotAPhotoError for everything else, whatever a decoder stumbles over in it.
    """
    return _made_from(content, most_bytes, _square)


def picture_from(content: bytes, *, most_bytes: int) -> Picture:
    """The whole of a photo in its own shape, upright, LONGEST_SIDE at most, newly encoded in the same way."""
    return _made_from(content, most_bytes, _whole)


def _made_from(content: bytes, most_bytes: int, shape: Callable[[Image.Image], Image.Image]) -> Picture:
    if not content:
        raise NotAPhotoError(Trouble.EMPTY)
    if len(content) > most_bytes:
        raise NotAPhotoError(Trouble.TOO_HEAVY)
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise NotAPhotoError(Trouble.TOO_LARGE)
            return _encode(_on_white(shape(photo)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPhotoError(Trouble.TOO_LARGE) from error
    except NotAPhotoError:
        raise
    except Exception as error:  # decoders fail in many ways, and each means the same: this is no photo
        raise NotAPhotoError(_what_it_is(content)) from error


def _square(photo: Image.Image) -> Image.Image:
    # A face is rather above the middle of a portrait.
    return ImageOps.fit(_upright(photo, SIDE), (SIDE, SIDE), centering=(0.5, 0.4))


def _whole(photo: Image.Image) -> Image.Image:
    upright = _upright(photo, LONGEST_SIDE)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return upright


def _upright(photo: Image.Image, side: int) -> Image.Image:
    photo.draft("RGB", (side * 2, side * 2))  # a JPEG is unpacked no larger than is needed
    return ImageOps.exif_transpose(photo).convert("RGBA")


def _on_white(picture: Image.Image) -> Image.Image:
    on_white = Image.new("RGB", picture.size, "white")
    on_white.paste(picture, mask=picture.getchannel("A"))
    return on_white


def _encode(picture: Image.Image) -> Picture:
    out = BytesIO()
    # A new picture holds no metadata, so none is written.
    picture.save(out, "JPEG", quality=76, optimize=True, progressive=True)
    return Picture(out.getvalue(), *picture.size)


def _what_it_is(content: bytes) -> Trouble:
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return Trouble.A_PDF
    if content[4:8] == b"ftyp":
        return Trouble.HEIC
    if start.startswith((b"<svg", b"<?xml")):
        return Trouble.A_DRAWING
    return Trouble.NOT_A_PHOTO
