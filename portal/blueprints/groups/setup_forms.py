"""Setting a group up: what it is, its words in each language, what helps, and who runs it."""

from datetime import date

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField, TextAreaField, ValidationError

from portal import clock
from portal.blueprints.groups.forms import FindAdults
from portal.blueprints.groups.words import KINDS, LEADERS, choices
from portal.grouping.words import TOPICS
from portal.models import GroupHelps, GroupKind, GroupTopic, LeaderKind, Person
from portal.web.date_parts import DateParts
from portal.web.press import OnceForm
from portal.web.typed import tidy
from portal.web.words import LANGUAGES

NOBODY = _l("Nobody with this name can run this group in this way. Write first and last name, or choose somebody else")
MOST_NAME, MOST_ABOUT, MOST_WEEKS = 60, 1000, 52


class GroupForm(OnceForm):
    """One group: English always; another language with a name, or not at all."""

    kind = RadioField(_l("How it goes"), choices=choices(KINDS), validate_choice=False)
    weeks = IntegerField(_l("How many weeks?"))
    topic = RadioField(_l("What it is for"), choices=choices(TOPICS), validate_choice=False)
    name_en = StringField(_l("Name"))
    about_en = TextAreaField(_l("About it"))
    near_en = StringField(_l("About where and when"))
    name_pl = StringField(_l("Name in Polish"))
    about_pl = TextAreaField(_l("About it in Polish"))
    near_pl = StringField(_l("About where and when, in Polish"))
    name_ar = StringField(_l("Name in Arabic"))
    about_ar = TextAreaField(_l("About it in Arabic"))
    near_ar = StringField(_l("About where and when, in Arabic"))

    def validate_kind(self, field: RadioField) -> None:
        """One of the four."""
        if field.data not in set(GroupKind):
            raise ValidationError(_l("Choose how it goes"))

    def validate_weeks(self, field: IntegerField) -> None:
        """Of a programme alone."""
        if self.kind.data != GroupKind.PROGRAMME:
            field.data = None
        elif field.data is None or not 1 <= field.data <= MOST_WEEKS:
            raise ValidationError(_l("Write a number of weeks from 1 to 52"))

    def validate_topic(self, field: RadioField) -> None:
        """One of the six."""
        if field.data not in set(GroupTopic):
            raise ValidationError(_l("Choose what it is for"))

    def validate_name_en(self, field: StringField) -> None:
        """Always there, like the words about it; in the others a name and words, or neither."""
        for of in LANGUAGES:
            for what, most in (("name", MOST_NAME), ("about", MOST_ABOUT), ("near", MOST_ABOUT)):
                part = self[f"{what}_{of}"]
                part.data = tidy(part.data) if what == "about" else " ".join(tidy(part.data).split())
                if len(part.data) > most:
                    raise ValidationError(_l("Use fewer words: a name of 60 letters, 1000 about it"))
            if bool(self[f"name_{of}"].data) != bool(self[f"about_{of}"].data):
                raise ValidationError(_l("Write a name and words about it in each language you use"))
        if not field.data:
            raise ValidationError(_l("Write a name and words about it in English"))

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """Name, words and about where, by language, where somebody wrote them."""
        found = {of: {what: self[f"{what}_{of}"].data for what in ("name", "about", "near")} for of in LANGUAGES}
        return {of: text for of, text in found.items() if text["name"]}

    @property
    def facts(self) -> dict[str, object]:
        """Kind, topic and weeks."""
        return {"kind": GroupKind(self.kind.data), "topic": GroupTopic(self.topic.data), "weeks": self.weeks.data}

    @property
    def helps(self) -> frozenset[tuple[GroupHelps, str]]:
        """What was ticked: what helps, and of an interpreter the language."""
        ticked = {(GroupHelps(one), "") for one in request.form.getlist("helps") if one in set(GroupHelps)}
        spoken = {(GroupHelps.INTERPRETER, one) for one in request.form.getlist("spoken") if one in LANGUAGES}
        return frozenset((ticked - {(GroupHelps.INTERPRETER, "")} if spoken else ticked) | spoken)


class RunsForm(OnceForm):
    """Who runs a group: by name, what they are called there, and from when until when."""

    person = StringField(_l("Who?"))
    kind = RadioField(_l("How?"), choices=choices(LEADERS), validate_choice=False)
    shown_as = StringField(_l("What families read as the name"))
    from_on = DateParts(_l("From"))
    until_on = DateParts(_l("Until, if it ends"))

    def __init__(self, find: FindAdults) -> None:
        super().__init__()
        self._find = find

    def validate_kind(self, field: RadioField) -> None:
        """One of the three."""
        if field.data not in set(LeaderKind):
            raise ValidationError(_l("Choose how they run it"))

    def validate_person(self, field: StringField) -> None:
        """Somebody who can: whoever does it as their job, or a carer."""
        field.data = " ".join(tidy(field.data).split())
        people = self._find(field.data) if field.data else ()
        if len(people) != 1:
            raise ValidationError(NOBODY)
        self._found = people[0]

    def validate_shown_as(self, field: StringField) -> None:
        """A first name, or a chosen one."""
        field.data = " ".join(tidy(field.data).split())
        if not field.data or len(field.data) > MOST_NAME:
            raise ValidationError(_l("Write what families read as the name"))

    def validate_until_on(self, field: DateParts) -> None:
        """Not before it begins."""
        if field.data is not None and field.data < self.begins:
            raise ValidationError(_l("It ends after it begins"))

    @property
    def chosen(self) -> Person:
        """Who it is, once the form was taken."""
        return self._found

    @property
    def begins(self) -> date:
        """From when: today, where nothing was typed."""
        return self.from_on.data or clock.today()
