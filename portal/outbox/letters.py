"""The letters: what each needs, and how it reads in a language.

A letter says how to come in or that there is news, never the news: no name of a child or a setting, no feeling, no
message stands in one, because somebody else may read the post (reliability.md §1, T2).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

# Each letter is a file in templates/mail, and names the secrets that go into it. Every letter also gets `phone`, the
# setting's number. Keep alphabetical.
LETTERS: dict[str, frozenset[str]] = {
    "address_changed": frozenset(),
    "concern": frozenset(),
    "message": frozenset(),
    "new_sign_in": frozenset(),
    "news": frozenset(),
    "once_a_day": frozenset(),
    "promise": frozenset(),
    "secret_changed": frozenset(),
    "sign_in": frozenset({"code", "link"}),
    "something_new": frozenset(),
    "to_do": frozenset(),
}

# Those that also go as a text: a file in templates/sms. It has no subject, needs no secret, and is short.
TEXTS = frozenset({"concern", "message", "news", "once_a_day", "promise", "something_new", "to_do"})
# Those that go to an address somebody had and has no more. Sealed beside the secrets of the letter stands which.
TO_A_FORMER_ADDRESS = frozenset({"address_changed"})
FORMER = "former"
# Those that wait for no other letter.
URGENT = frozenset({"concern"})
# Notices: they go as the person chose, and in no quiet hours (noticing.py).
SOMETHING_NEW, ONCE_A_DAY = "something_new", "once_a_day"
# Whatever else waits goes with these.
STANDS_FOR_SEVERAL = frozenset({ONCE_A_DAY, SOMETHING_NEW})
ORDINARY = frozenset({"message", "news", ONCE_A_DAY, "promise", SOMETHING_NEW, "to_do"})
# They name something that is due: they wait for the end of quiet hours, and never for the letter of the day.
TIMELY = frozenset({"promise", "to_do"})

_PORTAL = Path(__file__).parent.parent


@dataclass(frozen=True)
class Letter:
    """A letter as it is sent."""

    subject: str
    text: str


def check(letter: str, secret: dict[str, str], *, as_text: bool = False) -> None:
    """ValueError when there is no such letter (or no text of it), or a secret is missing or one too many."""
    if as_text and letter not in TEXTS:
        raise ValueError(f"The letter {letter!r} does not go as a text.")
    if letter not in LETTERS:
        raise ValueError(f"There is no letter {letter!r}.")
    if set(secret) != LETTERS[letter]:
        raise ValueError(f"The letter {letter!r} needs {sorted(LETTERS[letter])}, not {sorted(secret)}.")


def check_ordinary(letter: str) -> None:
    """ValueError when this letter is no notice that obeys what its person chose."""
    if letter not in ORDINARY:
        raise ValueError(f"The letter {letter!r} is no ordinary notice.")
    check(letter, {}, as_text=True)


def render(letter: str, language: str, **facts: str) -> Letter:
    """The letter in 'en', 'pl' or 'ar'. jinja2.UndefinedError when it uses a fact that is not there."""
    template = _templates(language).get_template(f"mail/{letter}.txt")
    context = template.new_context(dict[str, Any](facts))
    subject = "".join(template.blocks["subject"](context))
    return Letter(" ".join(subject.split()), template.render(facts).strip() + "\n")


def render_text(letter: str, language: str) -> Letter:
    """The same as a text: one or two sentences, and no subject."""
    return Letter("", _templates(language).get_template(f"sms/{letter}.txt").render().strip())


@cache
def _templates(language: str) -> Environment:
    templates = Environment(
        loader=FileSystemLoader(_PORTAL / "templates"),
        autoescape=False,  # noqa: S701 - plain text, not HTML; nothing in it was typed by a person
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.policies["ext.i18n.trimmed"] = True
    words = Translations.load(_PORTAL / "translations", [language])
    templates.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    checked = _checked_phrases(language)

    def safety(phrase: tuple[str, str]) -> str:
        """The same as on a page: the English below the phrase until a person has checked it."""
        said, english = str(words.pgettext(*phrase)), phrase[1]
        return said if said == english or english in checked else f"{said}\n{english}"

    # Written as in a page, so that the same tools find the phrases; here nothing needs to be lazy.
    templates.globals.update(safety=safety, lazy_pgettext=lambda context, phrase: (context, phrase))
    return templates


def _checked_phrases(language: str) -> frozenset[str]:
    file = _PORTAL / "translations" / language / "checked.json"
    return frozenset(json.loads(file.read_text(encoding="utf-8"))["checked"]) if file.exists() else frozenset()
