"""What staff are asked about people."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.blueprints.people import words
from portal.blueprints.people.services.contact import Wanted
from portal.blueprints.people.services.responsibility import GIVEN, Checked
from portal.models import (
    Contact,
    ContactReason,
    OrderType,
    ParentalResponsibility,
    Relationship,
    RelationshipKind,
    ResponsibilityProof,
)
from portal.web.date_parts import DateParts
from portal.web.typed import tidy

LONGEST_NAME = 100
LONGEST_WORDS = 300


def _choices(labels: dict[Any, Any], *without: Any) -> list[SelectChoice]:
    return [SelectChoice(value.value, label) for value, label in labels.items() if value not in without]


def _chosen(field: RadioField, sentence: Any) -> None:
    if field.data not in {choice.value for choice in field.choices}:
        raise ValidationError(sentence)


class SearchForm(FlaskForm):  # type: ignore[misc]
    """Somebody's name. Sent by POST: a name has no place in an address."""

    name = StringField(_l("Search by name"))

    def validate_name(self, field: StringField) -> None:
        """Say what to type."""
        field.data = tidy(field.data)
        if not field.data:
            raise ValidationError(_l("Type a name, or part of one"))
        if len(field.data) > LONGEST_NAME:
            raise ValidationError(_l("Type a shorter name"))


class CheckResponsibilityForm(FlaskForm):  # type: ignore[misc]
    """Parental responsibility: what it is, and what was seen."""

    was = HiddenField()
    answer = RadioField(
        _l("Does this adult have parental responsibility?"),
        choices=_choices(words.RESPONSIBILITY),
        validate_choice=False,
    )
    proof = RadioField(_l("What have you seen?"), choices=_choices(words.PROOF), validate_choice=False)
    is_education_parent = BooleanField(_l("Has care of the child day to day"))
    sees_timetable = BooleanField(words.GIVEN["sees_timetable"])
    sees_plan = BooleanField(words.GIVEN["sees_plan"])
    sees_attendance = BooleanField(words.GIVEN["sees_attendance"])
    gets_messages = BooleanField(words.GIVEN["gets_messages"])
    may_agree = BooleanField(words.GIVEN["may_agree"])

    def __init__(self, tie: Relationship) -> None:
        given = {name: getattr(tie, name) for name in GIVEN}
        # Nobody has decided yet: what most carers are given stands there to be looked at.
        given = given if any(given.values()) else dict.fromkeys(GIVEN, True)
        data = {"was": tie.parental_responsibility.value, "is_education_parent": tie.is_education_parent, **given}
        super().__init__(data=data)
        self._kind = tie.kind

    @property
    def given(self) -> list[BooleanField]:
        """The boxes of what the adult is given."""
        return [self[name] for name in GIVEN]

    def validate_answer(self, field: RadioField) -> None:
        """One must be chosen; the council's stands in the social worker's row only."""
        _chosen(field, _l("Choose what you found out"))
        if field.data == ParentalResponsibility.COUNCIL and self._kind != RelationshipKind.SOCIAL_WORKER:
            raise ValidationError(_l("That the council has it, stands with the social worker. Choose no here"))

    def validate_proof(self, field: RadioField) -> None:
        """A yes needs something that was seen."""
        _chosen(field, _l("Choose what you have seen"))
        gives = self.answer.data in (ParentalResponsibility.YES, ParentalResponsibility.COUNCIL)
        if gives and field.data == ResponsibilityProof.NOTHING:
            raise ValidationError(_l("See a paper before you say yes"))

    @property
    def checked(self) -> Checked:
        """What was found out."""
        return Checked(
            ParentalResponsibility(self.answer.data),
            ResponsibilityProof(self.proof.data),
            bool(self.is_education_parent.data),
            frozenset(name for name in GIVEN if self[name].data),
        )


class AskContactForm(FlaskForm):  # type: ignore[misc]
    """What contact is to be, and why."""

    was = HiddenField()
    contact = RadioField(
        _l("What is contact to be?"), choices=_choices(words.CONTACT, Contact.UNKNOWN), validate_choice=False
    )
    order_type = RadioField(
        _l("Is there a court order?"),
        choices=[SelectChoice("", _l("No order")), *_choices(words.ORDER)],
        validate_choice=False,
    )
    order_expires_on = DateParts(_l("When does the order end?"))
    reason = RadioField(_l("Why?"), choices=_choices(words.REASON), validate_choice=False)
    note = TextAreaField(_l("In a few words"))

    def __init__(self, tie: Relationship) -> None:
        order = {"order_type": tie.order_type.value if tie.order_type else "", "order_expires_on": tie.order_expires_on}
        super().__init__(data={"was": tie.contact.value, **order})

    def validate_contact(self, field: RadioField) -> None:
        """One must be chosen; none is chosen beforehand."""
        _chosen(field, _l("Choose what contact is to be"))

    def validate_order_type(self, field: RadioField) -> None:
        """One must be chosen."""
        _chosen(field, _l("Choose which order, or that there is none"))

    def validate_reason(self, field: RadioField) -> None:
        """Nobody changes contact without saying why."""
        _chosen(field, _l("Choose why contact changes"))

    def validate_note(self, field: TextAreaField) -> None:
        """A few words, kept with the change and nowhere else."""
        field.data = tidy(field.data)
        if len(field.data) > LONGEST_WORDS:
            raise ValidationError(_l("Use fewer words: up to 300 letters"))

    @property
    def wanted(self) -> Wanted:
        """What was asked for. Without an order it has no end either."""
        order = OrderType(self.order_type.data) if self.order_type.data else None
        ends = self.order_expires_on.data if order else None
        return Wanted(Contact(self.contact.data), order, ends, ContactReason(self.reason.data), self.note.data or "")


class AnswerChangeForm(FlaskForm):  # type: ignore[misc]
    """Yes or no to what somebody else asked for."""

    answer = RadioField(
        _l("Is this right?"),
        choices=[SelectChoice("yes", _l("Yes, I confirm it")), SelectChoice("no", _l("No"))],
        validate_choice=False,
    )

    def validate_answer(self, field: RadioField) -> None:
        """None is chosen beforehand."""
        _chosen(field, _l("Choose yes or no"))
