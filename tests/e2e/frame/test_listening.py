"""Listen: each block by the device's own voice, or by a recorded file; never shown where there is neither."""

import json
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.frame.conftest import Opens

SPEECH = """
  const said = window.said = [];
  const voices = VOICES;
  const speech = new EventTarget();
  speech.getVoices = () => voices;
  speech.speak = (words) => { said.push([words.text, words.voice && words.voice.lang]); window.last = words; };
  speech.cancel = () => { window.cancelled = true; };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""

RECORDER = """() => {
  window.Audio = class extends EventTarget {
    constructor(url) { super(); window.heard = url; }
    play() { return Promise.resolve(); }
    pause() {}
  };
}"""


def voices(*languages: str, elsewhere: tuple[str, ...] = ()) -> Callable[[BrowserContext], None]:
    """A device that speaks these languages; `elsewhere` are spoken by a server, and come first."""
    found = [{"lang": lang, "name": lang, "localService": lang not in elsewhere} for lang in (*elsewhere, *languages)]
    return lambda context: context.add_init_script(SPEECH.replace("VOICES", json.dumps(found)))


def said(page: Page) -> list[list[str]]:
    return page.evaluate("() => window.said")  # type: ignore[no-any-return]


def test_a_block_is_read_line_by_line_without_its_own_button(opens: Opens) -> None:
    page = opens("today", before=voices("de-DE", "en-GB"))
    page.get_by_role("region", name="Maya").get_by_role("button", name="Listen").click()
    words = [line for line, _voice in said(page)]
    assert words[:3] == ["Maya", "10:00 to 11:30", "in the morning"]
    assert "We can’t come" in words
    assert not any("Listen" in line for line in words)
    assert {voice for _line, voice in said(page)} == {"en-GB"}


def test_the_button_stops_what_it_began(opens: Opens) -> None:
    page = opens("today", before=voices("en-GB"))
    page.get_by_role("region", name="Maya").get_by_role("button", name="Listen").click()
    stop = page.get_by_role("button", name="Stop")
    expect(stop).to_have_count(1)
    stop.click()
    expect(stop).to_have_count(0)


def test_the_word_comes_back_when_the_last_line_is_said(opens: Opens) -> None:
    page = opens("today", before=voices("en-GB"))
    page.get_by_role("region", name="Maya").get_by_role("button", name="Listen").click()
    page.evaluate("() => window.last.onend()")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)


def test_nothing_is_offered_where_no_voice_speaks_the_language(opens: Opens) -> None:
    page = opens("today-ar", before=voices("en-GB"))
    expect(page.get_by_role("button", name="Listen")).to_have_count(0)


def test_a_device_without_a_voice_keeps_no_room_for_the_button(opens: Opens) -> None:
    page, silent = opens("today", before=voices("en-GB")), opens("today", before=voices("fr-FR"))
    expect(silent.locator("html.mute")).to_have_count(1)
    expect(page.locator("html.mute")).to_have_count(0)
    hide, ten = ([one.get_by_text(words).bounding_box() for one in (page, silent)] for words in ("Hide this", "10:00"))
    assert hide[0] == hide[1]
    assert ten[1]["y"] < ten[0]["y"], "Where nothing can be heard, an empty line stands for it."  # type: ignore[index]


def test_a_voice_that_comes_late_is_offered(opens: Opens) -> None:
    page = opens("today", before=voices())
    expect(page.locator("html.mute")).to_have_count(1)
    page.evaluate(
        "() => { speechSynthesis.getVoices().push({ lang: 'en-GB', name: 'late', localService: true });"
        " speechSynthesis.dispatchEvent(new Event('voiceschanged')); }"
    )
    expect(page.get_by_role("region", name="Maya").get_by_role("button", name="Listen")).to_be_visible()


def test_no_word_goes_to_a_voice_that_is_not_on_the_device(opens: Opens) -> None:
    page = opens("today", before=voices("en-AU", elsewhere=("en-GB", "en-US")))
    page.get_by_role("region", name="Maya").get_by_role("button", name="Listen").click()
    assert {voice for _line, voice in said(page)} == {"en-AU"}


def test_where_only_a_server_speaks_the_language_nothing_is_offered(opens: Opens) -> None:
    page = opens("today", before=voices("pl-PL", elsewhere=("en-GB",)))
    expect(page.locator("html.mute")).to_have_count(1)
    expect(page.get_by_role("button", name="Listen")).to_have_count(0)


def test_words_in_another_language_stay_on_the_device_too(opens: Opens) -> None:
    page = opens("today", before=voices("en-GB", elsewhere=("pl-PL",)))
    page.evaluate("() => { document.querySelector('#maya').lang = 'pl'; }")
    page.get_by_role("region", name="Maya").get_by_role("button", name="Listen").click()
    assert said(page)[0] == ["Maya", "en-GB"]
    assert {voice for _line, voice in said(page)} == {"en-GB"}


def test_what_is_folded_away_is_not_read(opens: Opens) -> None:
    page = opens("folded", before=voices("en-GB"))
    listen = page.get_by_role("region", name="This term").get_by_role("button", name="Listen")
    listen.click()
    assert [line for line, _voice in said(page)] == ["This term", "Maths", "Goals from before"]
    page.get_by_text("Goals from before").click()
    page.evaluate("() => { said.length = 0; }")
    page.get_by_role("button", name="Stop").click()
    listen.click()
    assert [line for line, _voice in said(page)][2:] == ["Goals from before", "Loose words", "Reading", "Older still"]


def test_the_way_to_say_something_is_not_heard_after_each_line(opens: Opens) -> None:
    page = opens("folded", before=voices("en-GB"))
    session = page.get_by_role("region", name="Tuesday")
    session.get_by_role("button", name="Listen").click()
    assert [line for line, _voice in said(page)] == ["Tuesday", "Anna comes at 10."]
    session.get_by_role("button", name="Stop").click()
    page.evaluate("() => { said.length = 0; }")
    session.get_by_text("Say something about this").click()
    session.get_by_role("button", name="Listen").click()
    assert [line for line, _voice in said(page)][2:] == ["This is not right", "I would like…", "Can I ask?"]


def test_a_recorded_file_is_played_even_where_there_is_no_voice(opens: Opens) -> None:
    page = opens("recorded", before=voices())
    page.evaluate(RECORDER)
    page.get_by_role("button", name="Listen").last.click()
    assert page.evaluate("() => window.heard") == "/recordings/hello.mp3"
    assert said(page) == []
