"""What a post of a parent group should not hold: how to reach somebody, where they live, a school, a child's name.

Found before it is sent, so that it can be said in another way; and marked for whoever reads it before it shows. It
knows no database and no web. How well it does is measured on posts that were held out (tools/group_contacts.py).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.grouping.numbers_in_words import find_numbers


class What(StrEnum):
    """What was found."""

    PHONE = "phone"
    EMAIL = "email"
    HANDLE = "handle"
    LINK = "link"
    ADDRESS = "address"
    SCHOOL = "school"
    NAME = "name"


@dataclass(frozen=True)
class Known:
    """What the setting knows: first names of its pupils, and the schools that they are from."""

    names: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """One place in the words: what it is, from which sign to which, and as it is written there."""

    what: What
    start: int
    end: int
    words: str


_ENDS = r"(?:com|co|org|net|uk|pl|de|eu)"
_DOT = r"\s*(?:\.|[(\[]?\s*\b(?:dot|kropka)\b\s*[)\]]?|نقطة)\s*"
_AT = r"\s*(?:@|[(\[]\s*at\s*[)\]]|\b(?:at|małpa|malpa)\b|آت)\s*"
_SITES = (
    r"(?:whats\s?app|insta(?:gram)?|snap\s?chat|snap|tik\s?tok|telegram|messenger|facebook|fb|discord|viber|skype"
    r"|fejs\w*|facebook\w*|واتس\s?اب|واتساب|فيسبوك|فيس|انستا\w*|إنستا\w*|سناب\w*|تلغرام|تليجرام|تيليجرام)"
)
_REACH = (
    r"(?:i['’]?m|i am|we['’]?re|we are"
    r"|(?:find|add|follow|reach|catch|message|msg|text|dm|search(?: for)?|look for) (?:me|us)"
    r"|(?:chat|talk|write|speak) (?:to me |with me )?(?:on|by)|szukaj\w*|znajd\w*|jestem|pisz\w*|napisz\w*"
    r"|راسل\w*|أنا|انا|ضيف\w*|أضيف\w*|تجد\w*|كلم\w*)"
)
_STREETS = r"(?:road|rd|street|avenue|ave|lane|crescent|terrace|gardens|grove|mews|court)"
_NAMED_STREETS = (
    r"(?:Road|Rd|Street|Avenue|Ave|Lane|Close|Drive|Crescent|Terrace|Gardens|Grove|Mews|Court|Square|Place|Walk)"
)
_AREAS = (
    r"(?:A[BL]|B[ABDHLNRSTB]|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]|F[KY]|G[LUY]|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]|L[ADELNSU]"
    r"|M[EKL]|N[EGNPRW]|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]|T[ADFNQRSW]|U[B]|W[ACDFNRSV]|YO|ZE|[BEGLMNSW])"
)
_SCHOOLS = (
    r"(?:school|academy|primary|secondary|high|infants?|juniors?|college|grammar|nursery|comprehensive|sixth form)"
)

_PATTERNS: tuple[tuple[What, re.Pattern[str]], ...] = tuple(
    (what, re.compile(pattern, flags))
    for what, pattern, flags in (
        (What.EMAIL, rf"[\w.+-]+{_AT}[\w-]+(?:{_DOT}\w+)*?{_DOT}{_ENDS}\b(?:{_DOT}uk\b)?", re.I),
        (What.EMAIL, r"\b(?:gmail|hotmail|icloud|protonmail)\b", re.I),
        (What.LINK, r"\b(?:https?|hxxps?)\b[:\s]*\S+|\bwww\.\S+", re.I),
        (What.LINK, r"\b[\w-]+\.(?:com|co\.uk|org(?:\.uk)?|net|uk|ly|pl|eu|gg)\b(?:/\S*)?", re.I),
        (What.LINK, r"\b[\w-]+\.(?:me|io|app|link|info)/\S+|\b\w+ (?:dot|kropka) (?:com|org|net|pl|co dot uk)\b", re.I),
        (What.HANDLE, r"(?<![\w.])@\s?\w{2,}[\w.]*", 0),
        (What.HANDLE, rf"\b{_REACH}(?!\s(?:off|not|never)\b)(?:\s(?!off|not)\w+){{0,3}}?\s{_SITES}\b", re.I),
        (What.HANDLE, rf"\b(?:my|mój|moje)\s{_SITES}\b|\b{_SITES}\s(?:me|group|chat|name|grup\w*)\b", re.I),
        (What.HANDLE, rf"\bdm me\b|\bmy (?:handle|username|user name) is\b|مجموعة {_SITES}", re.I),
        (
            What.ADDRESS,
            rf"\b\d+\s?[a-z]?,?\s+(?:[a-z'’]+\s+)??(?!minutes?\b|mins?\b|miles?\b)[a-z'’]+\s+{_STREETS}\b",
            re.I,
        ),
        (
            What.ADDRESS,
            rf"\b(?:\d+\s?[a-zA-Z]?,?\s+)?(?!(?i:the|my|our|this|a|that)\b)[A-Z][\w'’]+\s{_NAMED_STREETS}\b",
            0,
        ),
        (What.ADDRESS, r"\b(?:[Ff]lat|[Aa]partment|[Uu]nit)\s(?:no\.?\s|number\s)?\d+[a-z]?\b", 0),
        (
            What.ADDRESS,
            r"\b(?:ul\.|ulica|ulicy|os\.|al\.)\s*\w+(?:\s\d+\w?)?|\b[Mm]ieszka\w+ (?:na|przy|w) [A-ZĄĆĘŁŃÓŚŹŻ]\w+",
            0,
        ),
        (What.ADDRESS, r"(?:أسكن|اسكن|نسكن|عنواني|بيتي).{0,30}(?:شارع|\d)", 0),
        (What.ADDRESS, r"\b(?:live|living|lives|moved) (?:at|on|in|to|near) (?:the )?(?:\d|[A-Z])\w+", 0),
        (What.ADDRESS, rf"\b{_AREAS}\d[a-z\d]?\s*\d(?!st|nd|rd|th)[abd-hjlnp-uw-z]{{2}}\b", re.I),
        (What.ADDRESS, rf"\b{_AREAS}\d{{1,2}}\b", 0),
        (What.ADDRESS, r"\b[A-Z]\s[A-Z]\s?\d{1,2}(?:\s\d)?(?:\sthen)?\s\d\s?[A-Z]\s[A-Z]\b", 0),
        (What.SCHOOL, rf"\b(?:St\.?|Saint)\s[A-Z][\w'’]+(?:\s[A-Z][\w'’]+)*\s(?i:{_SCHOOLS})\b", 0),
        (What.SCHOOL, r"\b(?i:szkoł\w+)(?:\s(?i:podstawow\w+))?\s(?i:nr|im\.)\s?\w+|\bSP\s?(?:nr\s?)?\d+", 0),
    )
)
_A_SCHOOL = re.compile(rf"([A-Z][\w'’]+(?:\s[A-Z][\w'’]+)*)\s((?i:{_SCHOOLS}))\b")
# What stands before "school" and is no name of one.
_NO_NAME_SAID = (
    "a after all an and any another as at big but every for from good half her high his home if in infant "
    "infants is it junior juniors last local mainstream middle most my new next no nursery of old on one "
    "other our pre primary private secondary so some special state sunday that the their then this to "
    "what when which with your"
)
_NO_NAME = frozenset(_NO_NAME_SAID.split())
# Names that are words, too: only with a capital letter, and not where a sentence begins.
_WORDS_TOO_SAID = (
    "amber angel april art august autumn bill blue carol chance charity christian clay dale dawn dean "
    "drew eve faith felicity frank grace grant harmony heather holly honey hope ivy jack jasmine joy june "
    "lily mark max may mercy mia nick olive pat patience penny poppy precious ray rich river rob robin "
    "rocky rose ruby rusty sage sky skye star sue summer sunny teddy trinity victor violet will winter"
)
_WORDS_TOO = frozenset(_WORDS_TOO_SAID.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?…\n]\s*[\"'“(]*)$")


def find_details(words: str, known: Known) -> tuple[Found, ...]:
    """Everything that was found, in the order of the words; where two lie in one place, the longer one."""
    found = [Found(What.PHONE, start, end, words[start:end]) for start, end in find_numbers(words)]
    for what, pattern in _PATTERNS:
        found += [Found(what, at.start(), at.end(), at.group()) for at in pattern.finditer(words)]
    found += _schools(words, known.schools)
    found += _names(words, known.names)
    return tuple(_apart(found))


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end:
            yield one
            end = one.end


def _schools(words: str, schools: Iterable[str]) -> Iterator[Found]:
    for at in _A_SCHOOL.finditer(words):
        first = at.group(1).split()[0].casefold()
        at_first = bool(_BEGINS.search(words[: at.start()]))
        if first not in _NO_NAME and not (at_first and at.group(2).islower()):
            yield Found(What.SCHOOL, at.start(), at.end(), at.group())
    for school in schools:
        own = re.sub(rf"(?i)\b(?:the|of|for|{_SCHOOLS}|ce|cofe|rc)\b", " ", school)
        parts = [re.escape(part).replace("'", "['’]?").replace("’", "['’]?") for part in own.split()]
        if len("".join(own.split())) > 3:
            pattern = r"\W+".join(part for part in parts)
            at_all = re.finditer(rf"(?<!\w){pattern}(?!\w)", words, re.I)
            yield from (Found(What.SCHOOL, at.start(), at.end(), at.group()) for at in at_all)


def _names(words: str, names: Iterable[str]) -> Iterator[Found]:
    wanted = {tuple(_WORD.findall(name.casefold())) for name in names} - {()}
    most = max(map(len, wanted), default=0)
    places = [at.span() for at in _WORD.finditer(words)]
    said = [words[start:end].casefold() for start, end in places]
    at = 0
    while at < len(places):
        many = next((n for n in range(min(most, len(said) - at), 0, -1) if tuple(said[at : at + n]) in wanted), 0)
        start = places[at][0]
        if many and not (many == 1 and said[at] in _WORDS_TOO and _is_a_word(words, start)):
            end = places[at + many - 1][1]
            yield Found(What.NAME, start, end, words[start:end])
        at += many or 1


def _is_a_word(words: str, start: int) -> bool:
    return not words[start].isupper() or bool(_BEGINS.search(words[:start]))
