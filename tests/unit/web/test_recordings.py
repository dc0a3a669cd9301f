"""Whoever cannot read hears the pages for times of danger, in their language, on a phone without a voice."""

from io import BytesIO
from pathlib import Path

import pytest
import yaml
from babel.messages.pofile import read_po

from portal.blueprints.concerns.speaking import SPOKEN
from portal.web.static import files, recording_url

ROOT = Path(__file__).parents[3]
SCRIPT = yaml.safe_load((ROOT / "tools" / "recordings.yml").read_text())
SECONDS_AT_LEAST = 1
# 16 kbit/s.
BYTES_A_SECOND = 2000


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
@pytest.mark.parametrize("name", sorted(SCRIPT))
def test_each_is_there_in_each_language(name: str, language: str) -> None:
    assert recording_url(name, language).startswith(f"/static/sound/{name}.{language}.mp3?v=")
    sound = files()[f"sound/{name}.{language}.mp3"]
    # The first bits of each frame of an MP3.
    assert sound[0] == 0xFF
    assert sound[1] & 0xE0 == 0xE0
    assert SECONDS_AT_LEAST * BYTES_A_SECOND < len(sound) < 40 * BYTES_A_SECOND


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_what_is_said_is_what_is_written(language: str) -> None:
    catalogue = read_po(BytesIO((ROOT / f"portal/translations/{language}/LC_MESSAGES/messages.po").read_bytes()))
    for line in (line for lines in SCRIPT.values() for line in lines):
        phrase = catalogue.get(line["written"]["en"], context="safety")
        assert phrase, f"No page says “{line['written']['en']}” any more: record it again"
        assert phrase.string == line["written"][language], "The phrase has changed: record it again"


def test_each_sentence_that_is_joined_is_recorded_and_names_nobody() -> None:
    recorded = {name: [line["written"]["en"] for line in lines] for name, lines in SCRIPT.items()}
    assert {name: recorded.get(name) for name in SPOKEN} == {
        name: [str(words) for words in sentences] for name, sentences in SPOKEN.items()
    }
    assert not any("%(" in words for lines in recorded.values() for words in lines)


def test_where_nothing_was_recorded_the_phones_own_voice_reads() -> None:
    assert recording_url("told", "uk") == ""
    assert recording_url("another", "en") == ""
