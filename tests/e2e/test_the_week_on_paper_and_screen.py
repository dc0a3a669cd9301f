"""The week on the fridge door: one A4 page with its pictures. On a wide screen it is a grid, on a phone a list."""

import pytest

from tests.support.paper import A4, printed
from tests.support.rarely import variants
from tests.support.visitor import Arrives, Visitor

WEEKDAYS = 5
# Each session's pictures that reach the paper: how it goes, who comes, for a young person what it is.
PICTURES = """() => [...document.querySelectorAll('.week .session')].map(session => {
  const drawn = [...session.querySelectorAll('.way, .face, .pic')].filter(it => it.getClientRects().length
    && (it.tagName !== 'IMG' || (it.complete && it.naturalWidth)));
  const of = name => drawn.filter(it => it.classList.contains(name)).length;
  return [of('way'), of('face'), of('pic')];
})"""
OVER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Times that are to be seen, and wider than the column or the line they stand in.
SQUEEZED = """() => [...document.querySelectorAll('main time')].filter(time => !time.closest('.vh')).filter(time => {
  let holds = time.parentElement;
  while (getComputedStyle(holds).display === 'inline') holds = holds.parentElement;
  return time.getBoundingClientRect().width > holds.getBoundingClientRect().width + 1;
}).map(time => time.textContent)"""
# Left and top of each day, in whole pixels.
PLACES = """() => [...document.querySelectorAll('.week > .day')].map(day => day.getBoundingClientRect())
  .map(box => [Math.round(box.left), Math.round(box.top)])"""


def weeks(who: Visitor) -> list[str]:
    """Every week that the page of the week leads to: of each child, this one and the next."""
    who.goes_to("/week/")
    children = {path for path in who.links() if path.startswith("/week/") and path.count("/") == 3}
    return sorted({path.rsplit("/", 1)[0] + f"/{which}" for path in children for which in ("this", "next")})


@pytest.mark.parametrize(
    ("who", "language", "children"),
    variants(
        [("zofia", "en", 1), ("zofia", "ar", 1), ("maya", "en", 1), ("tomasz", "pl", 2), ("leila", "ar", 1)],
        [("zofia", "pl", 1), ("maya", "pl", 1), ("maya", "ar", 1), ("tomasz", "en", 2), ("tomasz", "ar", 2),
         ("leila", "en", 1), ("okoro", "en", 3)],
    ),
)  # fmt: skip
def test_each_week_is_one_page_with_its_pictures(arrives: Arrives, who: str, language: str, children: int) -> None:
    visitor = arrives(who, language=language)
    young = who in ("zofia", "maya")
    found = weeks(visitor)
    assert len(found) == 2 * children
    for path in found:
        visitor.goes_to(path)
        assert printed(visitor) == (1, {(210, 297)}), f"{path} runs over its page"
        visitor.page.emulate_media(media="print")
        visitor.page.set_viewport_size(A4)  # type: ignore[arg-type]
        pictures = visitor.page.evaluate(PICTURES)
        assert len(pictures) >= WEEKDAYS - 1, f"{path} has too few sessions to say anything"
        # Who does not come has no face; every other session has its three, or its two.
        assert [ways for ways, _faces, _things in pictures] == [1] * len(pictures)
        assert sum(faces for _ways, faces, _things in pictures) >= len(pictures) - 1
        assert [things for _ways, _faces, things in pictures] == [int(young)] * len(pictures)
        assert visitor.page.evaluate(OVER) <= 0, f"{path} is wider than its page"
        visitor.page.emulate_media(media="null")


@pytest.mark.parametrize("who", ["leila", "zofia"])
def test_the_days_stand_side_by_side_on_a_wide_screen(arrives: Arrives, who: str) -> None:
    visitor = arrives(who, width=1200, height=900)
    visitor.goes_to("/week/")
    days = visitor.page.evaluate(PLACES)
    assert len(days) == WEEKDAYS
    assert len({top for _left, top in days}) == 1
    assert [left for left, _top in days] == sorted({left for left, _top in days})


@pytest.mark.parametrize("who", ["leila", "zofia"])
def test_the_days_stand_one_under_the_other_on_a_phone(arrives: Arrives, who: str) -> None:
    visitor = arrives(who, width=360)
    visitor.goes_to("/week/")
    days = visitor.page.evaluate(PLACES)
    assert len(days) == WEEKDAYS
    assert len({left for left, _top in days}) == 1
    assert [top for _left, top in days] == sorted({top for _left, top in days})


@pytest.mark.parametrize("language", ["ar", "pl"])
@pytest.mark.parametrize("who", ["zofia", "tomasz", "okoro"])
def test_a_time_has_room_on_the_smallest_phone(arrives: Arrives, who: str, language: str) -> None:
    visitor = arrives(who, width=320, language=language)
    for path in ("/", "/week/"):
        visitor.goes_to(path)
        assert visitor.page.locator("main time").count()
        assert visitor.page.evaluate(SQUEEZED) == []
