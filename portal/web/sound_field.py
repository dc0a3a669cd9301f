"""A voice note that came with a form: one that browsers play, or a sentence that says what it is instead."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from portal.sounds import MOST_BYTES, NotASoundError, Trouble, kind_of

SENTENCES = {
    Trouble.EMPTY: _l("Say something first, or go back"),
    Trouble.TOO_HEAVY: _l("This is too long. Say it in a shorter way"),
    Trouble.NOT_A_SOUND: _l("We can't play this. Try once more, or write it"),
}


def sound_in(field: FileField) -> tuple[bytes, str]:
    """The sound and its kind. ValidationError with what to do for anything else."""
    content = b""
    if isinstance(field.data, FileStorage):
        content = field.data.stream.read(MOST_BYTES + 1)
        field.data.close()  # a large one lies on the disk while it is open
    try:
        return content, kind_of(content).value
    except NotASoundError as error:
        raise ValidationError(SENTENCES[error.why]) from error
