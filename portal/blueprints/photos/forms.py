"""A photo to upload."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField
from wtforms.validators import ValidationError

from portal.blueprints.photos.images import Face, NotAPhotoError, Trouble, face_from

SENTENCES = {
    Trouble.EMPTY: _l("Choose a photo"),
    Trouble.TOO_HEAVY: _l("This file is too big. Choose a smaller photo"),
    Trouble.TOO_LARGE: _l("This picture has too many points. Choose a smaller photo"),
    Trouble.A_PDF: _l("This is a PDF. Choose a photo: JPEG, PNG or WebP"),
    Trouble.HEIC: _l("This is a HEIC photo, which most phones cannot show. Save it as JPEG and choose that one"),
    Trouble.A_DRAWING: _l("This is a drawing. Choose a photo: JPEG, PNG or WebP"),
    Trouble.NOT_A_PHOTO: _l("This is not a photo that we can read. Choose a JPEG, PNG or WebP"),
}


class ChangePhotoForm(FlaskForm):  # type: ignore[misc]
    """The photo, and that the person has said yes. What was uploaded becomes `face`; the file itself is not kept."""

    photo = FileField(_l("The photo"))
    said_yes = BooleanField(_l("They have said yes to being shown to families"))

    def __init__(self, *, most_bytes: int) -> None:
        super().__init__()
        self._most_bytes = most_bytes
        self.face: Face | None = None

    def validate_photo(self, field: FileField) -> None:
        """Decode it; say what it is when it is no photo."""
        content = field.data.stream.read(self._most_bytes + 1) if isinstance(field.data, FileStorage) else b""
        try:
            self.face = face_from(content, most_bytes=self._most_bytes)
        except NotAPhotoError as error:
            raise ValidationError(SENTENCES[error.why]) from error

    def validate_said_yes(self, field: BooleanField) -> None:
        """Nobody's face is shown without their yes."""
        if not field.data:
            raise ValidationError(_l("Ask them first, then tick this"))
