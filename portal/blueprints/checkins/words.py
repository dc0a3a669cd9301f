"""The words of a check-in: each answer as a young person reads it, and as others read it."""

from typing import Any

from flask_babel import lazy_gettext as _l

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


def answer_words(value: str) -> Any:
    """One answer in words. KeyError for a value that no question has."""
    return ANSWERS[value]


FILTERS = {"answer_words": answer_words}
