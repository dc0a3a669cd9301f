"""Every component: no barrier that axe knows, nothing wider than the page, nothing smaller than a finger."""

import pytest
from playwright.sync_api import Page

from tests.e2e.frame.conftest import Opens
from tests.support.visitor import AXE, AXE_TAGS, RUN_AXE
from tools.parts_pages import PAGES

SHOW = "() => document.querySelectorAll('[data-listen], [data-print], [data-ends-in]').forEach(it => it.hidden = false)"
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALLER = """() => {
  const least = document.body.classList.contains("page--young") ? 63.5 : 47.5;
  const inSentence = (it) => it.matches("a") && getComputedStyle(it).display === "inline";
  const controls = "a[href], button, select, textarea, input:not([type=hidden]), label.choice";
  return Array.from(document.querySelectorAll(controls))
    .map((it) => it.matches("[type=radio], [type=checkbox]") ? document.querySelector(`label[for="${it.id}"]`) : it)
    .filter((it) => !it.matches(".skip") && !inSentence(it))
    .map((it) => [it.textContent.trim() || it.name, it.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < least || box.height < least))
    .map(([words, box]) => `“${words}” is ${Math.round(box.width)} by ${Math.round(box.height)}`);
}"""
LOOKS = (("", 320), ("?scheme=dark&text=largest", 360), ("?scheme=calm", 1200))
# What only shows a script at work holds no part that another page does not.
SEEN_ELSEWHERE = {"board-ar", "week-ar", "fields-staff", "recorded", "swapping", "card", "passkey", "error-400"}


def barriers(page: Page) -> list[str]:
    page.evaluate(SHOW)
    page.evaluate(AXE)
    violations = page.evaluate(RUN_AXE, AXE_TAGS)
    found = [f"{rule['id']}: {node['target']}" for rule in violations for node in rule["nodes"]]
    if (wider := page.evaluate(WIDER)) > 0:
        found.append(f"{wider} px wider than the page")
    return found + list(page.evaluate(SMALLER))


@pytest.mark.parametrize("name", sorted(set(PAGES) - SEEN_ELSEWHERE))
def test_nothing_stands_in_anybodys_way(opens: Opens, name: str) -> None:
    page = opens(name)
    address = page.url
    found = []
    for query, width in LOOKS:
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(address + query)
        found += [f"{query} at {width}: {sentence}" for sentence in barriers(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "forced", [{"forced_colors": "active"}, {"contrast": "more"}, {"color_scheme": "dark"}], ids=str
)
def test_the_persons_own_colours_work_too(opens: Opens, forced: dict[str, str]) -> None:
    for name in ("today", "fields-problem", "pin"):
        assert barriers(opens(name, **forced)) == []
