"""A PDF that came with a form: written anew, or a sentence that says what it is instead."""

from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms.validators import ValidationError

from portal.papers import NotAPaperError, Paper, Trouble, paper_from

SENTENCES = {
    Trouble.EMPTY: _l("Choose a PDF"),
    Trouble.TOO_HEAVY: _l("This file is too big. Choose a smaller PDF"),
    Trouble.NOT_A_PDF: _l("This is not a PDF. Save the document as a PDF and choose that one"),
    Trouble.BROKEN: _l("This PDF is not whole, or we cannot read it. Save it as a PDF again and choose that one"),
    Trouble.LOCKED: _l("This PDF is locked with a password. Save it without one and choose that one"),
    Trouble.TWO_THINGS: _l("This file is more than a PDF. Save it as a PDF again and choose that one"),
    Trouble.TOO_MANY_PAGES: _l("This PDF has too many pages. Send it in parts"),
    Trouble.DOES_THINGS: _l(
        "This PDF does something when it is opened, or holds another file. Print it as a PDF and choose that one"
    ),
}

_NOT_OPENED = _l("We can't open this. Pick one more, or ask us to help")
# What a young person reads: what it is called helps nobody who cannot change it.
EASY = {
    Trouble.EMPTY: _l("Pick a paper first"),
    Trouble.TOO_HEAVY: _l("This paper is too big. Pick a small one"),
    Trouble.NOT_A_PDF: _NOT_OPENED,
    Trouble.BROKEN: _NOT_OPENED,
    Trouble.LOCKED: _NOT_OPENED,
    Trouble.TWO_THINGS: _NOT_OPENED,
    Trouble.TOO_MANY_PAGES: _l("This paper is too long. Pick a short one"),
    Trouble.DOES_THINGS: _NOT_OPENED,
}


def paper_in(field: FileField, *, most_bytes: int) -> Paper:
    """The PDF as it is kept. ValidationError with what to do for anything else."""
    content = b""
    if isinstance(field.data, FileStorage):
        content = field.data.stream.read(most_bytes + 1)
        field.data.close()  # a large one lies on the disk while it is open
    try:
        return paper_from(content, most_bytes=most_bytes)
    except NotAPaperError as error:
        words = EASY if current_user.audience == "young" else SENTENCES
        raise ValidationError(words[error.why]) from error
