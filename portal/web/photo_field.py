"""A photo that came with a form: newly encoded, or a sentence that says what it is instead."""

from collections.abc import Callable

from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from portal.images import NotAPhotoError, Picture, Trouble

SENTENCES = {
    Trouble.EMPTY: _l("Choose a photo"),
    Trouble.TOO_HEAVY: _l("This file is too big. Choose a smaller photo"),
    Trouble.TOO_LARGE: _l("This picture has too many points. Choose a smaller photo"),
    Trouble.A_PDF: _l("This is a PDF. Choose a photo: JPEG, PNG or WebP"),
    Trouble.HEIC: _l("We cannot read this HEIC photo. Save it as JPEG and choose that one"),
    Trouble.A_DRAWING: _l("This is a drawing. Choose a photo: JPEG, PNG or WebP"),
    Trouble.NOT_A_PHOTO: _l("This is not a photo that we can read. Choose a JPEG, PNG or WebP"),
}

_NOT_SHOWN = _l("We can't show this. Pick a photo")
_TOO_BIG = _l("This photo is too big. Pick a small one")
# What a young person reads: what it is called helps nobody who cannot change it.
EASY = {
    Trouble.EMPTY: _l("Pick a photo first"),
    Trouble.TOO_HEAVY: _TOO_BIG,
    Trouble.TOO_LARGE: _TOO_BIG,
    Trouble.A_PDF: _NOT_SHOWN,
    Trouble.HEIC: _l("We can't show this photo. Try one more"),
    Trouble.A_DRAWING: _NOT_SHOWN,
    Trouble.NOT_A_PHOTO: _NOT_SHOWN,
}


def is_chosen(field: FileField) -> bool:
    """True when a file came with the form: a browser sends an empty one without a name where none was chosen."""
    return isinstance(field.data, FileStorage) and bool(field.data.filename)


def photo_in(field: FileField, make: Callable[..., Picture], *, most_bytes: int) -> Picture:
    """What `make` (portal/images.py) draws from the file. ValidationError with what to do for anything but a photo."""
    content = b""
    if isinstance(field.data, FileStorage):
        content = field.data.stream.read(most_bytes + 1)
        field.data.close()  # a large one lies on the disk while it is open
    try:
        return make(content, most_bytes=most_bytes)
    except NotAPhotoError as error:
        words = EASY if current_user.audience == "young" else SENTENCES
        raise ValidationError(words[error.why]) from error
