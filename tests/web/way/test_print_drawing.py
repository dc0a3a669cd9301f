"""A drawing on the sheet of a young person's words: for whoever reads the words it came with."""

import io

from portal.models import SectionKind
from tests import cast
from tests.factories.ways import section_of
from tests.support.portal import SignedInAs
from tests.web.checkins.test_sending import a_drawing


def test_a_drawing_goes_with_the_words_it_belongs_to(signed_in_as: SignedInAs) -> None:
    for kind, readers in ((SectionKind.GOAL, [str(cast.person("leila"))]), (SectionKind.HELPS, [])):
        path, drawing = f"/way/section/{section_of('maya', kind)}/draw", (io.BytesIO(a_drawing()), "drawing.png")
        assert signed_in_as("maya").sends(path, photo=drawing, readers=readers).status_code == 302
    sheet = f"/way/{cast.pupil('maya')}/words"
    found = {who: signed_in_as(who).reads(sheet).all("img") for who in ("maya", "leila", "okoro")}
    drawings = {who: [one.attrs["src"] for one in each if "/photo" in one.attrs["src"]] for who, each in found.items()}
    assert {who: len(each) for who, each in drawings.items()} == {"maya": 2, "leila": 1, "okoro": 1}
    assert drawings["leila"] == drawings["okoro"]
    for who, each in drawings.items():
        assert {signed_in_as(who).get(one).status_code for one in each} == {200}
