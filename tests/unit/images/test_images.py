"""Whatever is uploaded becomes a small square with nothing in it but the picture, or a sentence (check 40)."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from portal.images import SIDE, NotAPhotoError, Trouble, face_from, picture_from

MOST = 1_000_000


def _photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, kind, **options)
    return out.getvalue()


def _heic(**options: object) -> bytes:
    return _photo("HEIF", (320, 240), **options)


def _why(content: bytes, most: int = MOST) -> Trouble:
    with pytest.raises(NotAPhotoError) as refused:
        face_from(content, most_bytes=most)
    return refused.value.why


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(640, 480), (480, 640), (40, 40), (3000, 20), (1, 1)])
def test_a_photo_becomes_a_small_square(kind: str, size: tuple[int, int]) -> None:
    face = face_from(_photo(kind, size), most_bytes=MOST)
    with Image.open(BytesIO(face.content)) as shown:
        assert (shown.format, shown.size, face.width, face.height) == ("JPEG", (SIDE, SIDE), SIDE, SIDE)
    assert len(face.content) < 40_000


def test_no_place_and_no_camera_is_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera that was here"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 33.0, 30.0), 3: "W", 4: (1.0, 47.0, 0.0)})
    content = _photo(exif=exif, comment=b"home of somebody", icc_profile=b"a profile with words in it")
    face = face_from(content, most_bytes=MOST)
    with Image.open(BytesIO(face.content)) as shown:
        assert len(shown.getexif()) == 0
        assert shown.getexif().get_ifd(0x8825) == {}
        assert not {"exif", "comment", "icc_profile", "xmp", "photoshop"} & set(shown.info)
    for trace in (b"A camera", b"home of", b"a profile", b"GPS", b"Exif"):
        assert trace not in face.content


def test_a_photo_of_an_iphone_is_shown_on_every_phone_and_says_no_place() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 33.0, 30.0)})
    exif[0x010F] = "A camera that was here"
    content = _heic(exif=exif.tobytes())
    assert b"A camera" in content
    picture = picture_from(content, most_bytes=MOST)
    with Image.open(BytesIO(picture.content)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (320, 240))
        assert len(shown.getexif()) == 0
    for trace in (b"A camera", b"GPS", b"Exif"):
        assert trace not in picture.content


@pytest.mark.parametrize("cut", [40, 400, -200], ids=str)
def test_a_photo_of_an_iphone_that_is_not_whole_is_not_taken(cut: int) -> None:
    assert _why(_heic()[:cut]) == Trouble.HEIC


def test_a_photo_that_lies_on_its_side_is_put_upright() -> None:
    top = Image.new("RGB", (100, 200), "white")
    top.paste("black", (0, 0, 100, 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned
    out = BytesIO()
    top.rotate(90, expand=True).save(out, "JPEG", exif=exif, quality=95)
    with Image.open(BytesIO(face_from(out.getvalue(), most_bytes=MOST).content)) as shown:
        grey = shown.convert("L")
        assert grey.getpixel((128, 20)) < 60
        assert grey.getpixel((128, 240)) > 190


def test_what_is_see_through_becomes_white() -> None:
    out = BytesIO()
    Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(BytesIO(face_from(out.getvalue(), most_bytes=MOST).content)) as shown:
        assert min(shown.getpixel((9, 9))) > 250


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "I;16", "CMYK"])
def test_every_kind_of_colour_is_understood(mode: str) -> None:
    out = BytesIO()
    Image.new("L", (64, 64), 128).convert(mode).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert face_from(out.getvalue(), most_bytes=MOST).width == SIDE


def test_a_picture_that_moves_is_shown_as_its_first() -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    with Image.open(BytesIO(face_from(out.getvalue(), most_bytes=MOST).content)) as shown:
        assert getattr(shown, "n_frames", 1) == 1
        assert shown.getpixel((100, 100))[0] > 200


def test_one_byte_over_the_limit_is_too_heavy_and_one_under_is_not() -> None:
    content = _photo()
    assert face_from(content, most_bytes=len(content)).width == SIDE
    assert _why(content, most=len(content) - 1) == Trouble.TOO_HEAVY


@pytest.mark.parametrize("size", [(50_000, 50_000), (41_000, 1_000), (2**31 - 1, 1)])
def test_a_picture_that_says_it_is_huge_is_not_unpacked(size: tuple[int, int]) -> None:
    assert _why(_png_that_says(*size)) == Trouble.TOO_LARGE


def test_a_small_file_that_unpacks_to_a_lot_is_not_unpacked() -> None:
    """A text inside a PNG that grows a thousandfold."""
    bomb = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 200_000_000, 9))
    plain = _photo("PNG", (32, 32))
    content = plain[:33] + bomb + plain[33:]
    assert len(content) < MOST
    assert _why(content) == Trouble.NOT_A_PHOTO


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Trouble.EMPTY),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Trouble.A_PDF),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", Trouble.HEIC),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", Trouble.A_DRAWING),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg/>", Trouble.A_DRAWING),
        (b"<!doctype html><script>alert(1)</script>", Trouble.NOT_A_PHOTO),
        (
            b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00",
            Trouble.NOT_A_PHOTO,
        ),
        (b"PK\x03\x04 a spreadsheet", Trouble.NOT_A_PHOTO),
        (b"\xff\xd8\xff\xe0 not a jpeg at all", Trouble.NOT_A_PHOTO),
        (b"\x00" * 4096, Trouble.NOT_A_PHOTO),
    ],
)
def test_what_is_no_photo_is_called_what_it_is(content: bytes, why: Trouble) -> None:
    assert _why(content) == why


def test_a_photo_that_was_cut_short_is_not_taken() -> None:
    content = _photo()
    assert _why(content[: len(content) // 2]) == Trouble.NOT_A_PHOTO


def test_a_file_that_is_two_things_at_once_loses_the_second() -> None:
    page = b"<html><script>alert(document.cookie)</script>"
    for hidden in (_photo() + page, _photo(comment=page), _photo("PNG") + b"PK\x03\x04" + page, _heic() + page):
        face = face_from(hidden, most_bytes=MOST)
        assert b"script" not in face.content
        assert b"PK\x03\x04" not in face.content


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_that_says(width: int, height: int) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(b"\0" * 100)) + _chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("size", "becomes"),
    [((2560, 1280), (1280, 640)), ((600, 1400), (549, 1280)), ((640, 480), (640, 480)), ((1, 1), (1, 1))],
)
def test_a_thing_somebody_made_keeps_its_shape(size: tuple[int, int], becomes: tuple[int, int]) -> None:
    picture = picture_from(_photo(size=size), most_bytes=9 * MOST)
    with Image.open(BytesIO(picture.content)) as shown:
        assert (shown.format, shown.size, picture.width, picture.height) == ("JPEG", becomes, *becomes)


def test_where_a_thing_was_made_is_not_kept_and_nothing_hides_behind_it() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 33.0, 30.0)})
    content = _photo(exif=exif, comment=b"home of somebody") + b"<html><script>alert(1)</script>"
    picture = picture_from(content, most_bytes=MOST)
    for trace in (b"home of", b"script", b"GPS", b"Exif"):
        assert trace not in picture.content


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<svg/>", b"\x00\x00\x00\x18ftypheic", b"x" * (MOST + 1)])
def test_what_is_no_photo_is_no_picture_either(content: bytes) -> None:
    with pytest.raises(NotAPhotoError):
        picture_from(content, most_bytes=MOST)
