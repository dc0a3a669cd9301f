"""The questions of a check-in: our own, in our own order (domain.md §6.3). Plain data; nothing here is scored.

The answer to the question whether they are safe is kept in another table (models/check_in.py) and shown on no page of a
young person or of home.
"""

from dataclasses import dataclass
from enum import StrEnum

from portal.models import HelperFrom, HowSaid, Presentation


class Question(StrEnum):
    """One screen each, always in this order."""

    HOW = "how"
    FEELINGS = "feelings"
    BODY = "body"
    ENERGY = "energy"
    SAFE = "safe"
    TALK = "talk"


# Answers to every question. "skip" is an answer as good as any.
SKIP, DONT_KNOW = "skip", "dont_know"
BY_MYSELF = "by_myself"


@dataclass(frozen=True)
class Asked:
    """A question as one presentation asks it: the answers it offers, and how many may be chosen."""

    answers: tuple[str, ...]
    most: int = 1


_HOW = ("great", "good", "ok", "not_so_good", "really_hard", DONT_KNOW)
_FEELINGS = (
    "happy",
    "calm",
    "excited",
    "proud",
    "worried",
    "sad",
    "angry",
    "lonely",
    "tired",
    "bored",
    "confused",
    "scared",
    "something_else",
)
_BODY = ("tummy_ache", "tight", "hot", "shaky", "heavy", "buzzy", "fine", "hungry", "tired", DONT_KNOW)
_ENERGY = ("low", "middle", "high", "too_high", DONT_KNOW)

# Younger children get fewer and rounder choices (domain.md §6.2): three faces, six feelings, five words for the body.
ASKED: dict[Presentation, dict[Question, Asked]] = {
    Presentation.YOUNGER: {
        Question.HOW: Asked(("good", "ok", "not_so_good", DONT_KNOW)),
        Question.FEELINGS: Asked(("happy", "calm", "worried", "sad", "angry", "scared", "something_else"), 3),
        Question.BODY: Asked(("fine", "tummy_ache", "hungry", "tired", "shaky", DONT_KNOW), 3),
        Question.ENERGY: Asked(("low", "middle", "high", DONT_KNOW)),
    },
    Presentation.MIDDLE: {
        Question.HOW: Asked(_HOW),
        Question.FEELINGS: Asked(_FEELINGS, 3),
        Question.BODY: Asked(_BODY, 3),
        Question.ENERGY: Asked(_ENERGY),
    },
    Presentation.OLDER: {
        Question.HOW: Asked(_HOW),
        Question.FEELINGS: Asked(_FEELINGS, 3),
        Question.BODY: Asked(_BODY, 3),
        Question.ENERGY: Asked(_ENERGY),
    },
}
# Where somebody does not feel safe; asked after "no" and "not sure", and never "why".
WHERE = ("at_home", "at_school", "on_the_way", "online", "somewhere_else", "dont_want_to_say")


def presentation_for(chosen: Presentation | None, year_group: int) -> Presentation:
    """How the questions are drawn: as was chosen for this child, else by their year (Year 4 and below: younger)."""
    if chosen is not None:
        return chosen
    if year_group <= 4:
        return Presentation.YOUNGER
    return Presentation.MIDDLE if year_group <= 7 else Presentation.OLDER


def is_answer(question: Question, values: list[str], presentation: Presentation) -> bool:
    """True when these values answer the question: offered, each once, and no more than may be chosen."""
    if values == [SKIP]:
        return True
    asked = ASKED[presentation][question]
    return 0 < len(values) <= asked.most and len(set(values)) == len(values) and set(values) <= set(asked.answers)


def helped_by(card: str) -> tuple[HowSaid, HelperFrom | None]:
    """Who taps, and where the adult belongs who helps: from the card that was tapped."""
    if card == BY_MYSELF:
        return HowSaid.BY_MYSELF, None
    where, _, way = card.partition("_")
    return HowSaid.READ_TO_ME if way == "read" else HowSaid.WRITTEN_FOR_ME, HelperFrom(where)


def card_of(how_said: HowSaid, helper_from: HelperFrom | None) -> str:
    """The card that says so: the other way round."""
    if helper_from is None:
        return BY_MYSELF
    return f"{helper_from}_{'read' if how_said is HowSaid.READ_TO_ME else 'write'}"


def questions_for(helper_from: HelperFrom | None) -> tuple[Question, ...]:
    """Those of one check-in. Beside an adult of the home nobody is asked whether they are safe: later, alone."""
    return tuple(one for one in Question if one is not Question.SAFE or helper_from is not HelperFrom.HOME)
