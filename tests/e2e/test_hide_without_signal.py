"""Hide this where there is no signal: nothing of hers is there when the signal comes back."""

from tests.support.visitor import Arrives


def test_maya_hides_the_page_on_the_bus_and_nobody_finds_it_afterwards(arrives: Arrives) -> None:
    maya = arrives("maya")
    maya.sees("Hello Maya")
    maya.context.set_offline(True)
    maya.page.get_by_role("button", name="Hide this").click()
    maya.page.wait_for_url("about:blank")
    maya.context.set_offline(False)
    maya.goes_to("/")
    maya.does_not_see("Maya")
    assert maya.page.url.endswith("/sign-in")
    assert "portal-leave" not in maya.page.evaluate("() => document.cookie")
