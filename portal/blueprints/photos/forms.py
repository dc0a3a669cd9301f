"""A photo to upload."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField
from wtforms.validators import ValidationError

from portal.images import Picture, face_from
from portal.web.photo_field import photo_in


class ChangePhotoForm(FlaskForm):  # type: ignore[misc]
    """The photo, and that the person has said yes. What was uploaded becomes `face`; the file itself is not kept."""

    photo = FileField(_l("The photo"))
    said_yes = BooleanField(_l("They have said yes to being shown to families"))

    def __init__(self, *, most_bytes: int) -> None:
        super().__init__()
        self._most_bytes = most_bytes
        self.face: Picture | None = None

    def validate_photo(self, field: FileField) -> None:
        """Decode it; say what it is when it is no photo."""
        self.face = photo_in(field, face_from, most_bytes=self._most_bytes)

    def validate_said_yes(self, field: BooleanField) -> None:
        """Nobody's face is shown without their yes."""
        if not field.data:
            raise ValidationError(_l("Ask them first, then tick this"))
