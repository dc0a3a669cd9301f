"""Every component is one file with one macro of the same name, and draws with what its documentation says."""

import re
from pathlib import Path

import pytest

from tools.parts import TEMPLATES

COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
DOCUMENTED = (TEMPLATES.parents[1] / "docs" / "frame.md").read_text()


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_file_holds_one_macro_of_its_own_name_and_fits_on_a_screen(path: Path):
    text = path.read_text()
    assert re.findall(r"\{%-? macro (\w+)\(", text) == [path.stem]
    assert len(text.splitlines()) <= 40


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_is_documented_with_its_parameters(path: Path):
    found = re.search(r"\{%-? macro (\w+\(.*?\)) -?%\}", path.read_text())
    assert found
    assert found[1] in DOCUMENTED
