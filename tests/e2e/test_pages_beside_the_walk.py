"""Pages of the way back to which the walk does not come: one address of a kind is walked, these stand behind others.

The people and the risks of a plan are parts like any other, and only their pages lead on; what staff enter for a child
stands beside what the child taps; what one says after a return comes after a tap.
"""

import re

from tests.support.visitor import Arrives


def plan_of(arrives: Arrives, slug: str) -> str:
    """Where somebody's own plan is."""
    visitor = arrives(slug)
    visitor.goes_to("/way/")
    path = re.search(r"/way/([\w-]{36})", visitor.page.url)
    assert path
    return path[1]


def test_nothing_stands_in_his_way_who_writes_people_and_risks(arrives: Arrives) -> None:
    maya, okoro = plan_of(arrives, "maya"), arrives("okoro", width=1200)
    for name, endings in {"People who help": ("/people",), "Keeping safe": ("/risk", "/edit")}.items():
        for ending in endings:
            okoro.goes_to(f"/way/{maya}")
            okoro.follows(re.compile(f"^{name}"))
            okoro.can_use_this_page()
            wanted = (
                f'main a[href^="/way/risk/"][href$="{ending}"]' if ending == "/edit" else f'main a[href$="{ending}"]'
            )
            okoro.page.locator(wanted).first.click()
            okoro.page.wait_for_load_state()
            assert okoro.page.url.endswith(ending)
            okoro.can_use_this_page()


def test_nothing_stands_in_his_way_who_enters_what_a_child_says(arrives: Arrives) -> None:
    maya, okoro = arrives("maya"), arrives("okoro", width=1200)
    child = plan_of(arrives, "maya")
    okoro.goes_to(f"/steps/{child}/order/enter")
    okoro.can_use_this_page()
    maya.goes_to(f"/steps/{child}")
    step = next(path for path in maya.links() if re.fullmatch(r"/steps/one/[\w-]{36}", path))
    for path in [step, *maya.links()]:
        maya.goes_to(path)
        chosen = [each for each in maya.links() if "/choose/" in each]
        if chosen:
            okoro.goes_to(f"{chosen[0]}/enter")
            okoro.can_use_this_page()
            return
    raise AssertionError("No step of Maya's has anything to choose.")


def test_nothing_stands_in_their_way_after_a_return(arrives: Arrives) -> None:
    hana, arjun = arrives("lewis", width=1200), arrives("arjun")
    hana.goes_to(f"/after/of/{plan_of(arrives, 'rohan')}/weeks/12")
    hana.can_use_this_page()
    arjun.goes_to("/after/")
    opens_question = next(path for path in arjun.links() if re.fullmatch(r"/after/[\w-]{36}", path))
    arjun.goes_to(opens_question)
    arjun.page.locator('main form button[name="going"]').first.click()
    arjun.page.wait_for_load_state()
    assert arjun.page.url.endswith("/more")
    arjun.can_use_this_page()
