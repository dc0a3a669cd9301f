"""The whole check-in comes to a phone with little data: every page, its style and its pictures, without photos."""

import re

import brotli
import pytest

from portal.web import sheet, static
from tests.factories.checkins import QUICK, START, begins, taps
from tests.support.portal import SignedInAs

MOST_BYTES = 40 * 1024
MOST_OF_A_PICTURE = 1500


def compressed(content: bytes) -> int:
    return len(brotli.compress(content))


@pytest.mark.parametrize("who", ["zofia", "rohan", "tyler"])
def test_a_whole_check_in_weighs_40_kb_at_most(signed_in_as: SignedInAs, who: str) -> None:
    browser = signed_in_as(who)
    pages = [browser.get(START)]
    at = begins(browser)
    for question, answer in QUICK.items():
        pages.append(browser.get(f"{at}{question}"))
        taps(browser, at, **{question: answer})
    pages.append(browser.get(f"{at}who"))
    taps(browser, at, who="team")
    pages.append(browser.get(f"{at}done"))
    words = sum(compressed(page.data) for page in pages)
    addresses = set(re.findall(r'src="/static/(img/[\w/.-]+)', "".join(page.text for page in pages)))
    pictures = sum(compressed(static.files()[name]) for name in addresses if "adults/" not in name)
    style = compressed(sheet.sheet().encode())
    scripts = sum(compressed(static.files()[f"js/{name}.js"]) for name in ("portal", "sealed", "htmx-start"))
    found = {"pages": words, "pictures": pictures, "style": style, "scripts": scripts}
    assert sum(found.values()) <= MOST_BYTES, found


def test_every_answer_has_a_small_picture_of_its_own() -> None:
    folder = static.ROOT / "img" / "feelings"
    drawn = {path.stem: path.stat().st_size for path in folder.glob("*.svg")}
    assert {name: size for name, size in drawn.items() if size > MOST_OF_A_PICTURE} == {}
    assert (folder / "LICENCE-CC0.txt").is_file()
    assert (folder.parent / "faces" / "LICENCE-fluent-emoji.txt").is_file()
