"""Asking to join, "I'd like to, but…", inviting somebody, and keeping two people apart."""

from collections.abc import Callable, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectChoice, StringField, TextAreaField, ValidationError

from portal.blueprints.groups.words import TAKES, WHY_APART, choices
from portal.grouping.naming import MOST_SIGNS
from portal.models import Person, TakesPart, WhyApart, WhyNotYet
from portal.web.press import OnceForm
from portal.web.typed import tidy

MOST_WORDS = 1000
FindAdults = Callable[[str], Sequence[Person]]


class JoinForm(OnceForm):
    """A name for this group alone, and whether they want to take part or listen."""

    chosen_name = StringField(_l("What should we call you there?"))
    takes = RadioField(_l("How do you want to be there?"), choices=choices(TAKES), validate_choice=False)

    def validate_chosen_name(self, field: StringField) -> None:
        """A short name. Whether it can be theirs in this group is found out when they ask."""
        field.data = " ".join(tidy(field.data).split())
        if not field.data:
            raise ValidationError(_l("Write a name, any name you like"))
        if len(field.data) > MOST_SIGNS:
            raise ValidationError(_l("Use a shorter name: up to 24 letters"))

    def validate_takes(self, field: RadioField) -> None:
        """One of the two."""
        if field.data not in set(TakesPart):
            raise ValidationError(_l("Choose one of the two"))


class BarrierForm(OnceForm):
    """A tap on a picture says it; with a name only where they ticked it."""

    why = StringField()
    is_named = BooleanField()

    def validate_why(self, field: StringField) -> None:
        """One of the six."""
        if field.data not in set(WhyNotYet):
            raise ValidationError(_l("Tap one of the 6 pictures"))


class InviteForm(OnceForm):
    """One of the carers around one's pupils: chosen where they are few, else written by name."""

    person = StringField(_l("Who?"))

    def __init__(self, carers: Sequence[Person]) -> None:
        super().__init__()
        self.carers = carers

    def validate_person(self, field: StringField) -> None:
        """One of those that were offered."""
        field.data = " ".join(tidy(field.data).split())
        if len(self._matching) != 1:
            raise ValidationError(_l("Choose a person"))

    @property
    def _matching(self) -> list[Person]:
        wanted = (self.person.data or "").casefold()
        return [one for one in self.carers if wanted in (str(one.id), one.full_name.casefold())]

    @property
    def chosen(self) -> Person:
        """The carer."""
        return self._matching[0]


class _ByName:
    """Finds somebody by the name that was typed; keeps whom it found."""

    def __init__(self, find: FindAdults) -> None:
        self._find = find
        self.found: dict[str, Person] = {}

    def __call__(self, field: StringField) -> Person:
        """Who it is. ValidationError for nobody, and for a name that two people have."""
        field.data = " ".join(tidy(field.data).split())
        people = self._find(field.data) if field.data else ()
        if len(people) != 1:
            many = _l("Two people have this name. Ask us to add a second name first")
            raise ValidationError(many if people else _l("Nobody here has this name. Write first and last name"))
        self.found[field.name] = people[0]
        return people[0]


class ApartForm(OnceForm):
    """Two adults by name, why they are kept apart, and who leaves where both are in one group."""

    one = StringField(_l("One person"))
    other = StringField(_l("The other person"))
    why = RadioField(_l("Why?"), choices=choices(WHY_APART), validate_choice=False)
    words = TextAreaField(_l("In your words"))
    leaves = RadioField(_l("Who leaves?"), choices=[], validate_choice=False)

    def __init__(self, find: FindAdults) -> None:
        super().__init__()
        self._by_name = _ByName(find)
        self.leaves.choices = [SelectChoice("one", self.one.data or ""), SelectChoice("other", self.other.data or "")]

    def validate_one(self, field: StringField) -> None:
        """One adult of the setting."""
        self._by_name(field)

    def validate_other(self, field: StringField) -> None:
        """Another one."""
        if self._by_name(field) is self._by_name.found.get("one"):
            raise ValidationError(_l("Choose another person"))

    def validate_why(self, field: RadioField) -> None:
        """One of the four."""
        if field.data not in set(WhyApart):
            raise ValidationError(_l("Choose why"))

    def validate_words(self, field: TextAreaField) -> None:
        """None are needed."""
        field.data = tidy(field.data)
        if len(field.data) > MOST_WORDS:
            raise ValidationError(_l("Use fewer words: up to 1000 letters"))

    @property
    def people(self) -> tuple[Person, Person]:
        """The two, once the form was taken."""
        return self._by_name.found["one"], self._by_name.found["other"]

    @property
    def who_leaves(self) -> Person | None:
        """Who leaves, once one of the two was chosen."""
        return self._by_name.found.get(self.leaves.data or "")
