"""What readers of check-ins fill in: what was on paper, how it is drawn, what is held, what is shown."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal import clock
from portal.blueprints.checkins.questions import ASKED, SKIP, Question, is_answer
from portal.blueprints.checkins.services.paper import Paper
from portal.blueprints.checkins.words import ANSWERS, WHERE
from portal.heard import Audience
from portal.heard.form import ToOneForm
from portal.models import Presentation, Safe
from portal.safeguarding import raised_by
from portal.web.date_parts import DateParts
from portal.web.typed import tidy

LONGEST = 1000
BY_YEAR = "by_year"
# Of the questions whose answers are ticked: one is chosen, or several.
ON_PAPER = (Question.HOW, Question.FEELINGS, Question.BODY, Question.ENERGY)


class ShowWeeksForm(FlaskForm):  # type: ignore[misc]
    """A button that says what it does: show the picture of one's weeks, or hide it."""

    wanted = RadioField(choices=["show", "hide"])


class WayForm(FlaskForm):  # type: ignore[misc]
    """How the questions are drawn for this young person."""

    presentation = RadioField(
        _l("How are the questions drawn?"),
        choices=[
            SelectChoice(BY_YEAR, _l("By their year group")),
            SelectChoice(Presentation.YOUNGER.value, _l("Fewer and larger pictures, three faces")),
            SelectChoice(Presentation.MIDDLE.value, _l("All answers, large pictures")),
            SelectChoice(Presentation.OLDER.value, _l("All answers, with plainer pictures")),
        ],
    )

    @property
    def chosen(self) -> Presentation | None:
        """None: by the year group."""
        return None if self.presentation.data == BY_YEAR else Presentation(self.presentation.data)


class HoldForm(FlaskForm):  # type: ignore[misc]
    """Why a check-in is held back from home, or goes there now."""

    reason = TextAreaField(_l("Why"))

    def validate_reason(self, field: TextAreaField) -> None:
        """Always with a reason."""
        field.data = tidy(field.data)
        if not field.data:
            raise ValidationError(_l("Say why"))
        if len(field.data) > LONGEST:
            raise ValidationError(_l("This is very long. Your words are still here. Please make it shorter"))


class PaperForm(ToOneForm):
    """A whole check-in as it stands on paper: each answer may be empty. `words` are theirs, as they wrote them.

    The paper is one for everybody and has every answer, so every answer can be entered, whoever filled it in.
    """

    on = DateParts(_l("The day on the paper"))
    safe = RadioField(
        _l("Do you feel safe?"),
        choices=[
            SelectChoice(Safe.YES.value, _l("yes")),
            SelectChoice(Safe.NOT_SURE.value, _l("not sure")),
            SelectChoice(Safe.NO.value, _l("no")),
            SelectChoice(Safe.SKIP.value, _l("skipped")),
        ],
        validate_choice=False,
    )
    where = RadioField(
        _l("Where don't you feel safe?"), choices=[SelectChoice(*one) for one in WHERE.items()], validate_choice=False
    )
    talk = RadioField(
        _l("Would you like to talk to somebody?"),
        choices=[SelectChoice("today", _l("yes, today")), SelectChoice("not_today", _l("not today"))],
        validate_choice=False,
    )

    presentation = Presentation.MIDDLE

    def __init__(self, *, audience: Audience, **facts: Any) -> None:
        super().__init__(audience=audience, needs_words=False, **facts)
        self.words.label.text = _l("What they wrote, as they wrote it")
        # What is ticked, by question; what the form was sent with stays there when it is refused.
        self.ticked = {question: request.form.getlist(question) for question in ON_PAPER}

    def validate_on(self, field: DateParts) -> None:
        """Empty is today; no day that is still to come."""
        if field.data is not None and field.data > clock.today():
            raise ValidationError(_l("This day is still to come"))

    def validate_safe(self, field: RadioField) -> None:
        """One of the four, or not asked."""
        field.data = field.data if field.data in set(Safe) else ""

    def validate_where(self, field: RadioField) -> None:
        """One of the places, beside a "no" or "not sure"; or not said."""
        asked = self.safe.data and raised_by(Safe(self.safe.data))
        field.data = field.data if asked and field.data in WHERE else ""

    def validate_talk(self, field: RadioField) -> None:
        """As it was tapped, or not asked. All answers come together: something has to stand on the paper."""
        field.data = field.data if field.data == "today" else ""
        for question, values in self.ticked.items():
            if values and not is_answer(question, values, self.presentation):
                raise ValidationError(_l("Too many answers to one question. 3 at most, and 1 where it is one"))
        if not (any(self.ticked.values()) or self.words.data or self.safe.data or field.data):
            raise ValidationError(_l("Tick what stands on the paper"))

    @property
    def paper(self) -> Paper:
        """What was typed in, once it was taken."""
        return Paper(
            client_id=self.number,
            presentation=self.presentation,
            answers={question: " ".join(values) for question, values in self.ticked.items()},
            safe=Safe(self.safe.data) if self.safe.data else None,
            where=self.where.data,
            wants_to_talk=self.talk.data == "today",
            words=self.words.data,
            readers=self.readers,
            on=self.on.data,
            goes_to=self.goes_to,
            leaves_out=self.leaves_out,
        )

    @property
    def questions(self) -> list[tuple[str, list[tuple[str, Any]], int]]:
        """For the page: each question with its answers in words, and how many may be chosen."""
        asked = ASKED[self.presentation]
        return [
            (question.value, [(one, ANSWERS[one]) for one in (*asked[question].answers, SKIP)], asked[question].most)
            for question in ON_PAPER
        ]
