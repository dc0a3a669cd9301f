"""Behaviour is never the reason of a part-time timetable, in whichever language it is written."""

from dataclasses import replace

import pytest

from portal.returning.behaviour import languages, names_behaviour, phrases_of
from portal.returning.part_time import Missing, what_is_missing
from portal.web.words import LANGUAGES
from tests.unit.returning.test_part_time import TODAY, WHOLE

PHRASES = [(language, phrase) for language in languages() for phrase in phrases_of(language)]


@pytest.mark.parametrize(
    "words",
    [
        "Fights at break",
        "naughty",
        "as a sanction",
        "poor BEHAVIOUR",
        "challenging behaviours",
        "kicks off",
        "Z powodu złego zachowania na lekcjach",
        "Kuba zachowuje się źle",
        "jest agresywny wobec innych",
        "BOJKA na przerwie",
        "bije sie z kolegami",
        "To jest za karę",
        "Przeszkadza na lekcjach",
        "بسبب سلوكه في الصف",
        "بسبب سُلوكِها",
        "والسلوك سيئ",
        "تصرفاته صعبة",
        "شجار مع الطلاب",
        "هذا عقاب له",
        "كعقوبة",
        "إنه عدوانيّ",
        "قليل الادب",
    ],
)
def test_behaviour_is_never_the_reason(words: str) -> None:
    assert names_behaviour(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "She was hurt by others at home.",
        "A step back in after an operation",
        "Maya jest jeszcze zmęczona rano.",
        "Koledzy mu dokuczali i boi się szkoły.",
        "Hałas mu przeszkadza.",
        "Został pobity w drodze do szkoły.",
        "Kara rings at 2.",
        "Lubi agrest i karty.",
        "مايا ما زالت متعبة في الصباح.",
        "في أعقاب العملية تحتاج إلى الراحة.",
        "الضجيج يسبب له صداعًا.",
        "ضربه أحد في الطريق وهو خائف.",
    ],
)
def test_other_reasons_are_not_taken_for_it(words: str) -> None:
    assert not names_behaviour(words)


@pytest.mark.parametrize(("language", "phrase"), PHRASES)
def test_each_phrase_of_each_list_is_found_as_it_stands_there(language: str, phrase: str) -> None:
    assert names_behaviour(phrase.replace("*", "")), language


def test_every_language_of_the_portal_has_its_list() -> None:
    assert set(languages()) == set(LANGUAGES)


@pytest.mark.parametrize("words", ["Jego zachowanie na przerwie", "سلوكه صعب"])
def test_with_behaviour_as_the_reason_it_does_not_start(words: str) -> None:
    assert Missing.BEHAVIOUR in what_is_missing(replace(WHOLE, reason_words=words), TODAY)
