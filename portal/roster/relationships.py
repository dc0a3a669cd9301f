"""The file about who is what to whom."""

from portal.models import Contact, OrderType, ParentalResponsibility, Relationship, RelationshipKind
from portal.roster import cells
from portal.roster.columns import SETTING, Blank, Column, Kind, Table, id_column, same_names


def _given(name: str, about: str) -> Column:
    return Column(name, cells.yes_or_no, about, "yes", blank=False)


RELATIONSHIPS = Kind(
    "relationships",
    "Who an adult is to a pupil, and what follows from it. One row for each adult and child.",
    (
        id_column("The id of this row."),
        SETTING,
        Column("person", cells.identifier, "The adult's id.", "leila", is_required=True, ids_of=("carers", "staff")),
        Column("pupil", cells.identifier, "The pupil's id.", "maya", is_required=True, ids_of=("pupils",)),
        Column(
            "kind",
            cells.one_of(RelationshipKind),
            "mother, father, step_parent, grandparent, kinship_carer, foster_carer, guardian, social_worker or other.",
            "mother",
            is_required=True,
        ),
        Column(
            "parental_responsibility",
            cells.one_of(ParentalResponsibility, la=ParentalResponsibility.COUNCIL),
            "yes, no, unknown, or council. Empty means unknown, and unknown opens nothing until somebody checks. "
            "Council stands only in the row of the social worker.",
            "yes",
            blank=ParentalResponsibility.UNKNOWN,
        ),
        _given("is_education_parent", "yes for somebody without parental responsibility who has care of the child."),
        _given("lives_with", "yes when the child lives with them."),
        _given("collects", "yes when they may collect the child."),
        Column(
            "contact",
            cells.one_of(Contact),
            "open, limited, none or unknown. Empty means unknown, and unknown opens nothing. "
            "An import only ever makes it stricter; staff open it on the People page.",
            "open",
            blank=Contact.UNKNOWN,
        ),
        Column(
            "order_type",
            cells.one_of(OrderType),
            "A court order somebody has seen: child_arrangements, prohibited_steps, non_molestation, care_order "
            "or other.",
        ),
        Column("order_seen_by", cells.identifier, "The id of whoever saw the order.", "byrne", ids_of=("staff",)),
        Column("order_seen_on", cells.day, "When they saw it.", "2026-10-05"),
        Column("order_expires_on", cells.day, "When it runs out: a reminder. Nothing opens by itself on that day."),
        _given("sees_timetable", "yes when they may see the timetable."),
        _given("sees_plan", "yes when they may see the support plan and the way back."),
        _given("sees_attendance", "yes when they may see how often the child came."),
        _given("gets_messages", "yes when they may write and read messages."),
        _given("may_agree", "yes when they may agree to a plan."),
        Column("from_on", cells.day, "From which day on. Empty means the day of the import.", blank=Blank.TODAY),
        Column("until_on", cells.day, "Until which day. An import never takes it back."),
    ),
    (
        Table(
            Relationship,
            {
                "person_id": "person",
                "pupil_id": "pupil",
                "order_seen_by_id": "order_seen_by",
                **same_names(
                    "kind", "parental_responsibility", "is_education_parent", "lives_with", "collects", "contact",
                    "order_type", "order_seen_on", "order_expires_on", "sees_timetable", "sees_plan",
                    "sees_attendance", "gets_messages", "may_agree", "from_on", "until_on",
                ),
            },
        ),
    ),
)  # fmt: skip
