"""The words of a check-in: each question and answer as a young person reads it, and as others read it."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.blueprints.checkins.questions import Question

QUESTIONS: dict[Question, Any] = {
    Question.HOW: _l("How are you today?"),
    Question.FEELINGS: _l("What feelings are there?"),
    Question.BODY: _l("How is your body?"),
    Question.ENERGY: _l("How much energy do you have?"),
    Question.SAFE: _l("Do you feel safe?"),
    Question.TALK: _l("Would you like to talk to someone?"),
}

# TRANSLATORS: one or two words on a picture card for a child, about how they are or feel
ANSWERS: dict[str, Any] = {
    "great": _l("great"),
    "good": _l("good"),
    "ok": _l("OK"),
    "not_so_good": _l("not so good"),
    "really_hard": _l("really hard"),
    "dont_know": _l("I don't know"),
    "skip": _l("skipped"),
    "happy": _l("happy"),
    "calm": _l("calm"),
    "excited": _l("excited"),
    "proud": _l("proud"),
    "worried": _l("worried"),
    "sad": _l("sad"),
    "angry": _l("angry"),
    "lonely": _l("lonely"),
    "tired": _l("tired"),
    "bored": _l("bored"),
    "confused": _l("confused"),
    "scared": _l("scared"),
    "something_else": _l("something else"),
    "tummy_ache": _l("tummy ache"),
    "tight": _l("tight"),
    "hot": _l("hot"),
    "shaky": _l("shaky"),
    "heavy": _l("heavy"),
    "buzzy": _l("buzzy"),
    "fine": _l("fine"),
    "hungry": _l("hungry"),
    "low": _l("low"),
    "middle": _l("in the middle"),
    "high": _l("high"),
    "too_high": _l("too high"),
}
# TRANSLATORS: answers to "Do you feel safe?" and to "Where?", on picture cards for a child
SAFE: dict[str, Any] = {"yes": _l("Yes"), "not_sure": _l("Not sure"), "no": _l("No")}
WHERE: dict[str, Any] = {
    "at_home": _l("at home"),
    "at_school": _l("at school"),
    "on_the_way": _l("on the way"),
    "online": _l("online"),
    "somewhere_else": _l("somewhere else"),
    "dont_want_to_say": _l("I don't want to say"),
}
TALK: dict[str, Any] = {"someone_else": _l("someone else"), "not_today": _l("not today")}
WHEN: dict[str, Any] = {"today": _l("today"), "another_day": _l("another day")}
# TRANSLATORS: who helps a child with the questions, on picture cards
HELPED: dict[str, Any] = {
    "here_read": _l("An adult here reads it to me"),
    "here_write": _l("An adult here writes for me"),
    "home_read": _l("An adult at home reads it to me"),
    "home_write": _l("An adult at home writes for me"),
}


def answer_words(value: str) -> Any:
    """One answer in words. KeyError for a value that no question has."""
    return ANSWERS[value]


FILTERS = {"answer_words": answer_words, "where_words": lambda value: WHERE.get(value, "")}
