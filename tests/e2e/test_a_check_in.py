"""A whole check-in in a browser, in three presentations, with and without scripts: how many taps, how many seconds.

Without scripts Rohan and Tyler tap in the drill only; the forms they send are Zofia's.
"""

import sys
import time

import pytest

from tests.support.rarely import variants
from tests.support.visitor import Arrives, Visitor

# Who, and the name of their key worker: the youngest, the middle and the oldest presentation.
WHO = {"zofia": "Sam", "rohan": "Hana", "tyler": "Hana"}
QUESTIONS = (
    ("How are you today?", "good"),
    ("What feelings are there?", "happy"),
    ("How is your body?", "fine"),
    ("How much energy do you have?", "in the middle"),
    ("Do you feel safe?", "Yes"),
    ("Would you like to talk to someone?", "not today"),
)


class Tapping:
    """Somebody who taps, and is counted."""

    def __init__(self, who: Visitor, *, looks: bool) -> None:
        self.who = who
        self.looks = looks
        self.taps = 0
        self.seconds = 0.0

    def taps_on(self, heading: str, button: str) -> None:
        """The page with this heading, which they can use; and one tap on it."""
        self.who.sees_page(heading)
        if self.looks:
            self.who.can_use_this_page()
        begins = time.monotonic()
        self.who.presses(button)
        self.seconds += time.monotonic() - begins
        self.taps += 1


TAPS = variants(
    [(slug, True) for slug in WHO] + [("zofia", False)],
    [(slug, False) for slug in WHO if slug != "zofia"],
)


@pytest.mark.parametrize(("slug", "scripts"), TAPS)
def test_a_check_in_is_six_taps(arrives: Arrives, slug: str, scripts: bool) -> None:
    young = arrives(slug, scripts=scripts)
    young.goes_to("/")
    young.follows("How are you today?")
    tapping = Tapping(young, looks=scripts)
    tapping.taps_on("Who will see this?", "OK, start")
    start = tapping.taps
    for heading, answer in QUESTIONS:
        tapping.taps_on(heading, answer)
    questions = tapping.taps - start
    tapping.taps_on("Who gets this?", WHO[slug])
    young.sees(f"{WHO[slug]} can see it now")
    young.sees_page("Thank you")
    if scripts:
        young.can_use_this_page()
    figures = f"{slug}, scripts {scripts}: {questions} taps, {tapping.taps} with start and send"
    sys.stdout.write(f"\n{figures}; {tapping.seconds:.1f} s of pages\n")
    assert questions == 6


def test_a_drawing_is_drawn_with_a_finger_and_sent(arrives: Arrives) -> None:
    maya = arrives("maya")
    maya.goes_to("/check-in/")
    maya.presses("OK, start")
    maya.goes_to(maya.page.url.removeprefix(maya.base_url).rpartition("/")[0] + "/more/drawing")
    maya.can_use_this_page()
    canvas = maya.page.get_by_role("img", name="A place to draw with a finger").bounding_box()
    assert canvas
    maya.page.mouse.move(canvas["x"] + 30, canvas["y"] + 30)
    maya.page.mouse.down()
    maya.page.mouse.move(canvas["x"] + 120, canvas["y"] + 90, steps=5)
    maya.page.mouse.up()
    maya.presses("Send it")
    maya.sees_page("Who gets this?")
    maya.does_not_see("Just me for now")


def test_a_voice_is_recorded_and_sent(arrives: Arrives) -> None:
    maya = arrives("maya")
    maya.goes_to("/check-in/")
    maya.presses("OK, start")
    maya.goes_to(maya.page.url.removeprefix(maya.base_url).rpartition("/")[0] + "/more/voice")
    maya.can_use_this_page()
    # A microphone of this test's own: a tone, recorded by the browser as any voice.
    maya.page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = async () => { const sound = new AudioContext();"
        " const to = sound.createMediaStreamDestination(); const tone = sound.createOscillator();"
        " tone.connect(to); tone.start(); return to.stream; }; }"
    )
    maya.presses("Start")
    maya.the("button", "Stop").click()
    maya.sees("We have your voice. You can send it.")
    maya.presses("Send it")
    maya.sees_page("Who gets this?")
