"""Photograph the demo: chosen people, their pages, three languages, three widths, light, dark and calm.

    python tools/pictures.py              into shots/, and the README's nine into docs/pictures/
    python tools/pictures.py leila        only the pages of one person
    python tools/pictures.py readme       only the README's nine

Nothing is judged here; somebody looks at them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from tools import browser as chromium
from tools.crowd import furnish, sign_in
from tools.running import ROOT, RunningPortal

SHOTS = ROOT / "shots"
README = ROOT / "docs" / "pictures"
PAGES = {
    "visitor": ("/sign-in", "/help"),
    "leila": ("/", "/week/", "/plan/", "/way/", "/goals/", "/asks/", "/messages/", "/groups/", "/house/", "/help"),
    "tomasz": ("/", "/week/"),
    "zofia": ("/", "/week/", "/plan/", "/goals/"),
    "maya": ("/", "/way/"),
    "okoro": ("/", "/people/", "/asks/waiting", "/messages/inbox"),
    "joanna": ("/groups/run/",),
    "byrne": ("/people/",),
}
LANGUAGES = {"en": "en-GB", "pl": "pl-PL", "ar": "ar"}
WIDTHS = {360: 780, 768: 1024, 1200: 900}
SCHEMES = ("light", "dark", "calm")


@dataclass(frozen=True)
class Picture:
    """One photograph: whose page, in which words, how wide, in which colours."""

    person: str
    path: str
    language: str
    width: int
    scheme: str
    # A page has an id in its address: it is found as a person finds it, by a link of the page before.
    follow: str = ""

    @property
    def name(self) -> str:
        """The file's name, from the person to the colours."""
        where = self.path.strip("/").replace("/", "-") or "today"
        return f"{self.person}-{where}-{self.language}-{self.width}-{self.scheme}.png"


# The README's pictures: file name, and what stands on it.
FIRST_SCREEN = {
    "today-carer.png": Picture("leila", "/", "en", 360, "light"),
    "now-next.png": Picture("zofia", "/", "en", 768, "light"),
    "today-carer-ar.png": Picture("leila", "/", "ar", 360, "light"),
    "goal.png": Picture("leila", "/goals/", "en", 360, "light", follow="main a[href^='/goals/']"),
    "question.png": Picture("leila", "/asks/", "en", 360, "light", follow="main a[href^='/asks/']"),
    "today-staff.png": Picture("okoro", "/", "en", 1200, "light"),
    "check-in.png": Picture("zofia", "/check-in/", "en", 360, "light", follow="main form button[type=submit]"),
    "way-back.png": Picture("leila", "/way/", "en", 360, "light"),
    "three-voices.png": Picture("leila", "/way/", "en", 360, "light", follow="main a[href*='/way/section/'] >> nth=2"),
}


def wanted(people: list[str]) -> Iterator[Picture]:
    """Every picture of these people; of everyone when none is named."""
    for person, paths in PAGES.items():
        for path in paths if not people or person in people else ():
            for language in LANGUAGES:
                for width in WIDTHS:
                    for scheme in SCHEMES:
                        yield Picture(person, path, language, width, scheme)


class Camera:
    """A browser that chooses each language and each look once, as a visitor does, and remembers it by its cookies."""

    def __init__(self, browser: Browser, url: str, keys: dict[str, str]) -> None:
        self.browser, self.url, self.keys = browser, url, keys
        self._chosen: dict[tuple[str, str], StorageState] = {}

    def context_for(self, picture: Picture) -> BrowserContext:
        """A browser of that person's own, in their language and colours."""
        context = self.browser.new_context(
            base_url=self.url,
            viewport={"width": picture.width, "height": WIDTHS[picture.width]},
            locale=LANGUAGES[picture.language],
            timezone_id="Europe/London",
            color_scheme="dark" if picture.scheme == "dark" else "light",
            service_workers="block",
            storage_state=self._looks(picture.language, picture.scheme),
        )
        if picture.person in self.keys:
            context.add_cookies([{"name": "portal", "value": self.keys[picture.person], "url": self.url}])
        return context

    def _looks(self, language: str, scheme: str) -> StorageState:
        if (language, scheme) not in self._chosen:
            context = self.browser.new_context(base_url=self.url, service_workers="block")
            page = context.new_page()
            choose(page, "/language", "language", language)
            if scheme == "calm":
                choose(page, "/looks", "scheme", "calm")
            self._chosen[language, scheme] = context.storage_state()
            context.close()
        return self._chosen[language, scheme]


def take(camera: Camera, picture: Picture, file: Path, *, whole: bool = True) -> None:
    """One photograph of a page as that person's own browser shows it: the whole of it, or the first screen."""
    context = camera.context_for(picture)
    page = context.new_page()
    page.goto(picture.path)
    if picture.follow:
        page.locator(picture.follow).first.click()
        page.wait_for_load_state()
    file.parent.mkdir(parents=True, exist_ok=True)
    # As tall as the page, so that the bar at the foot of the screen stands at the foot of the picture.
    if whole:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": picture.width, "height": max(height, WIDTHS[picture.width])})
    page.screenshot(path=file)
    context.close()


def choose(page: Page, path: str, field: str, value: str) -> None:
    """Choose a language or colours as a visitor does, by the page that offers them."""
    page.goto(path)
    answer = page.locator(f'main form [name="{field}"][value="{value}"]').first
    if answer.get_attribute("type") == "radio":
        answer.check(force=True)
    form = answer.locator("xpath=ancestor-or-self::form | ancestor::form").first
    button = answer if answer.evaluate("element => element.tagName") == "BUTTON" else form.locator("button").last
    button.click()
    page.wait_for_load_state()


def main() -> None:
    """Start a demo of our own, photograph it, stop it."""
    people = sys.argv[1:]
    path = chromium.find()
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder, sync_playwright() as playwright:
        running = RunningPortal(Path(folder), htmx="own")
        furnish(running)
        keys = sign_in(running, *(person for person in PAGES if person != "visitor"))
        running.start_web()
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        camera = Camera(browser, running.url, keys)
        pictures = {SHOTS / picture.name: picture for picture in wanted(people)}
        if not people or "readme" in people:
            pictures |= {README / name: picture for name, picture in FIRST_SCREEN.items()}
        for number, (file, picture) in enumerate(pictures.items(), 1):
            take(camera, picture, file, whole=file.parent != README)
            print(f"\r{number} of {len(pictures)}", end="", flush=True)
        running.stop()
    print(f"\nPictures in {SHOTS.relative_to(ROOT)}/ and, for the README, in {README.relative_to(ROOT)}/.")


if __name__ == "__main__":
    main()
