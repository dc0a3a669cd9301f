"""The words of the portal in every language: gather them, check them, compile them.

    python tools/phrases.py update     write portal/translations/messages.pot and merge it into each language
    python tools/phrases.py check      fail when a language lacks a phrase, a place or a tag, or the list is stale
    python tools/phrases.py compile    make the .mo files and checked.json, where the .po is newer

English is the phrase itself. A phrase that a person has read and approved carries the comment
`# checked-by: NAME, YYYY-MM-DD` above it in the .po file; the portal shows the English beside any safety phrase
without one. A phrase without a TRANSLATORS: comment gets one that says who reads it and where (tools/phrase_notes.py).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).parents[1]
WORDS = ROOT / "portal" / "translations"
TEMPLATE = WORDS / "messages.pot"
LANGUAGES = ("pl", "ar")
CHECKED = re.compile(r"^checked-by: \S.*, \d{4}-\d{2}-\d{2}$")
PLACE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%%|%")
TAG = re.compile(r"</?[a-z][^>]*>")
# Babel's own list (gettext, ngettext, pgettext …) and the names the portal gives to the lazy ones.
KEYWORDS = {
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_npgettext": ((1, "c"), 2, 3),
}


def po_file(language: str) -> Path:
    """Where the phrases of one language are kept."""
    return WORDS / language / "LC_MESSAGES" / "messages.po"


def new_catalogue(locale: str | None = None) -> Catalog:
    """An empty list of phrases, with a header that says nothing of anyone."""
    from babel.messages.catalog import Catalog

    return Catalog(
        locale,
        charset="utf-8",
        fuzzy=False,
        header_comment="# The phrases of the portal. See tools/phrases.py.",
        project="portal",
        version="1",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
    )


def read(path: Path, locale: str | None = None) -> Catalog:
    """One catalogue from a file."""
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        return read_po(file, locale=locale)


def write(path: Path, catalogue: Catalog) -> None:
    """Keep a catalogue sorted and without line numbers, so that a diff shows words and nothing else."""
    from babel.messages.pofile import write_po

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, no_location=True, sort_output=True, ignore_obsolete=True)


def phrases(catalogue: Catalog) -> Iterator[Message]:
    """Every phrase but the header."""
    return (message for message in catalogue if message.id)


def extract() -> Catalog:
    """The phrases that stand in the code and the templates now."""
    from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
    from babel.messages.frontend import parse_mapping_cfg

    from tools.phrase_notes import note_of

    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    catalogue = new_catalogue()
    found = extract_from_dir(
        ROOT,
        methods,
        options,
        keywords={**DEFAULT_KEYWORDS, **KEYWORDS},
        comment_tags=("TRANSLATORS:",),
        strip_comment_tags=True,
        directory_filter=lambda folder: not Path(folder).name.startswith(("__", ".")),
    )
    places: dict[tuple[str | None, str], list[tuple[str, int]]] = {}
    for name, line, message, comments, context in found:
        catalogue.add(message, None, auto_comments=comments, context=context)
        places.setdefault((context, forms(message)[0]), []).append((name, line))
    for one in phrases(catalogue):
        if not one.auto_comments:
            one.auto_comments = [note_of(places[one.context, forms(one.id)[0]], forms(one.id)[0])]
    return catalogue


def shape(catalogue: Catalog) -> dict[object, str]:
    """What must be equal for a list of phrases to be up to date."""
    return {(message.context, message.id): " ".join(message.auto_comments) for message in phrases(catalogue)}


def update() -> None:
    """Gather the phrases and merge them into every language; a phrase that changed is a new phrase."""
    fresh = extract()
    if not TEMPLATE.exists() or shape(read(TEMPLATE)) != shape(fresh):
        write(TEMPLATE, fresh)
    for language in LANGUAGES:
        path = po_file(language)
        catalogue = read(path, language) if path.exists() else new_catalogue(language)
        before = shape(catalogue)
        if before != shape(fresh):
            catalogue.fuzzy = False
            catalogue.update(fresh, no_fuzzy_matching=True)
            write(path, catalogue)
        left = sum(1 for message in phrases(catalogue) if not is_translated(message))
        print(f"{language}: {len(catalogue)} phrases, {left} to translate")


def is_translated(message: Message) -> bool:
    """True when every form of the phrase has words."""
    return all(forms(message.string))


def is_checked(message: Message) -> bool:
    """True when a person has put their name to the translation."""
    return any(CHECKED.match(comment) for comment in message.user_comments)


def places(text: str) -> Counter[str]:
    """The named places of a phrase; a bare % shows as itself and never matches a named one."""
    return Counter(
        match.group(1) or match.group(2) or match.group(0) for match in PLACE.finditer(text) if match.group(0) != "%%"
    )


def tags(text: str) -> Counter[str]:
    """The HTML tags of a phrase."""
    return Counter(TAG.findall(text))


def forms(text: str | Sequence[str | None] | None) -> tuple[str, ...]:
    """A phrase as its forms: one, or one for each plural."""
    if isinstance(text, (tuple, list)):
        return tuple(form or "" for form in text)
    return (text or "",)  # type: ignore[return-value]


def faults_of(message: Message) -> Iterator[str]:
    """What is wrong with one translated phrase, each in a few words."""
    if message.fuzzy:
        yield "is marked fuzzy: a person has to decide"
    if not is_translated(message):
        yield "is not translated"
        return
    for form in forms(message.string):
        yield from faults_of_form(form, forms(message.id))
    for comment in message.user_comments:
        if comment.startswith("checked-by") and not CHECKED.match(comment):
            yield f"has a comment that is not “checked-by: NAME, YYYY-MM-DD”: {comment}"


def faults_of_form(form: str, english: tuple[str, ...]) -> Iterator[str]:
    """Where one form of a translation has other places, tags or blanks than the English."""
    wanted: set[str] = set().union(*(places(text) for text in english))
    # The number itself may go unsaid in a plural ("a session"); nothing else may go missing.
    unsaid = {"num"} | (wanted - set(places(english[0]))) if len(english) > 1 else set()
    got = set(places(form))
    if not wanted - unsaid <= got <= wanted:
        yield f"has places {sorted(got)}, the English has {sorted(wanted)}"
    if tags(form) != tags(english[-1]):
        yield f"has tags {sorted(tags(form))}, the English has {sorted(tags(english[-1]))}"
    if form != form.strip() and english[0] == english[0].strip():
        yield "has blanks at an end"


def faults_in_english(message: Message) -> Iterator[str]:
    """Places must have names, so that a translator may move them."""
    for text in forms(message.id):
        for place in places(text):
            if place == "%":
                yield "has a place without a name; write %(name)s (and %% for a percent sign)"


def problems() -> list[str]:
    """Everything that keeps a reader of some language from reading every page; empty when all is well."""
    fresh = extract()
    found = [f"en: “{title(m)}” {fault}" for m in phrases(fresh) for fault in faults_in_english(m)]
    found += [f"en: “{title(m)}” has no comment for translators" for m in phrases(fresh) if not any(m.auto_comments)]
    if not TEMPLATE.exists() or shape(read(TEMPLATE)) != shape(fresh):
        found.append("The list of phrases is older than the pages: run `make phrases` and commit the result.")
    for language in LANGUAGES:
        if not po_file(language).exists():
            found.append(f"{language}: there is no catalogue; run `make phrases`.")
            continue
        catalogue = read(po_file(language), language)
        wanted = shape(fresh)
        for message in phrases(catalogue):
            if (message.context, message.id) in wanted:
                found += [f"{language}: “{title(message)}” {fault}" for fault in faults_of(message)]
        have = shape(catalogue)
        found += [f"{language}: “{key[1]}” is missing" for key in wanted if key not in have]  # type: ignore[index]
    return found


def title(message: Message) -> str:
    """The English of a phrase, short enough for one line."""
    text = forms(message.id)[-1]
    return text if len(text) <= 60 else text[:57] + "…"


def check() -> None:
    """Print every problem and fail, or say how many phrases are whole."""
    found = problems()
    for line in found[:40]:
        print(line)
    if found:
        sys.exit(f"{len(found)} problems with the phrases" + (", the first 40 above." if len(found) > 40 else "."))
    counts = ", ".join(f"{language} {len(read(po_file(language)))}" for language in LANGUAGES)
    print(f"Phrases: every one translated ({counts}).")


def checked(catalogue: Catalog) -> dict[str, object]:
    """Which English phrases a person has checked in this language, and how many of how many (portal/web/words.py)."""
    everyone = list(phrases(catalogue))
    unchecked = {text for m in everyone if not is_checked(m) for text in forms(m.id)}
    safety = [m for m in everyone if m.context == "safety"]
    return {
        "checked": sorted({text for m in everyone if is_checked(m) for text in forms(m.id)} - unchecked),
        "counts": {
            "phrases": len(everyone),
            "translated": sum(map(is_translated, everyone)),
            "checked": sum(map(is_checked, everyone)),
            "safety": len(safety),
            "safety_checked": sum(map(is_checked, safety)),
        },
    }


def compile_catalogues() -> None:
    """Make what the running portal reads, only where the words are newer."""
    for language in LANGUAGES:
        source = po_file(language)
        target, seal = source.with_suffix(".mo"), source.parents[1] / "checked.json"
        if not source.exists():
            continue
        if (
            target.exists()
            and seal.exists()
            and min(target.stat().st_mtime, seal.stat().st_mtime) >= source.stat().st_mtime
        ):
            continue
        from babel.messages.mofile import write_mo

        catalogue = read(source, language)
        with target.open("wb") as file:
            write_mo(file, catalogue)
        seal.write_text(json.dumps(checked(catalogue), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print(f"Compiled the phrases of {language}.")


COMMANDS = {"check": check, "compile": compile_catalogues, "update": update}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"Say one of: {', '.join(COMMANDS)}.")
    COMMANDS[sys.argv[1]]()
