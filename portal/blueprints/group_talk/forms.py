"""What somebody fills in to write in a group, and to send a post back."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.blueprints.group_talk.words import WHY
from portal.grouping.contact_details import Found, Known, find_details
from portal.grouping.posting import MOST_OF_TITLE, MOST_SIGNS, Written
from portal.models import GroupPost, PostKind, WhySentBack
from portal.web.press import OnceForm
from portal.web.typed import tidy

TOO_LONG = _l("This is very long. Your words are still here. Please send them in two parts")


class PostForm(OnceForm):
    """Words for a group. What may show who somebody is, is asked about once; the words stay as they were typed."""

    title = StringField(_l("What is it about?"))
    words = TextAreaField(_l("Your words"))
    not_that = BooleanField(_l("It is not that. Send it as it is."))

    def __init__(self, kind: PostKind, topic: GroupPost | None = None):
        super().__init__()
        self.kind, self.topic = kind, topic
        # What was found, once it was looked for.
        self.found: tuple[Found, ...] = ()
        # What keeps it from being sent: no rules read, too many at once.
        self.waits = ""
        if kind is not PostKind.TOPIC:
            del self.title

    def validate_title(self, field: StringField) -> None:
        """A few words, on one line."""
        field.data = " ".join(tidy(field.data).split())
        if not field.data:
            raise ValidationError(_l("Write what it is about"))
        if len(field.data) > MOST_OF_TITLE:
            raise ValidationError(_l("Write what it is about in fewer words. The rest can stand below"))

    def validate_words(self, field: TextAreaField) -> None:
        """Something, and no more than is read in one piece. Nothing is cut."""
        field.data = tidy(field.data)
        if not field.data:
            raise ValidationError(_l("Write your words first"))
        if len(field.data) > MOST_SIGNS:
            raise ValidationError(TOO_LONG)

    def asks_about(self, known: Known) -> bool:
        """True when something was found, and nobody has said yet that it is not that.

        What goes to whoever runs the group alone may hold all of it.
        """
        if self.kind is PostKind.TO_LEADER:
            return False
        self.found = find_details(self.all_words, known)
        return bool(self.found) and not self.not_that.data

    @property
    def all_words(self) -> str:
        """The title and the words."""
        return f"{self.title.data if 'title' in self else ''}\n{self.words.data or ''}".strip()

    @property
    def written(self) -> Written:
        """What is to be kept."""
        title = (self.title.data or "") if "title" in self else ""
        topic_id = self.topic.id if self.topic else None
        return Written(self.kind, self.number, self.words.data or "", title, topic_id)


_WHY = [SelectChoice(value=str(why), label=words) for why, words in WHY.items()]


class SendBackForm(FlaskForm):  # type: ignore[misc]
    """Why a post goes back."""

    why = RadioField(_l("Why does it go back?"), choices=_WHY, validate_choice=False)

    def validate_why(self, field: RadioField) -> None:
        """One of ours."""
        if field.data not in WHY:
            raise ValidationError(_l("Choose why"))

    @property
    def reason(self) -> WhySentBack:
        """The reason that was chosen."""
        return WhySentBack(self.why.data)
