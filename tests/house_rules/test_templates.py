"""Templates stay small, borrow only what is lent, and hold nothing that the content policy forbids."""

import re
from pathlib import Path

import pytest

from tests.house_rules.sources import BLUEPRINTS, TEMPLATES, files

PAGES = files(TEMPLATES, ".html", ".txt")
SHARED = frozenset(("layouts", "components"))
NOT_CAPABILITIES = SHARED | {"errors", "mail", "sms"}
IMPORT = re.compile(r"\{%-?\s*from\s+[\"']([^\"']+)[\"']\s+import\s+([^%]+?)(?:\s+with(?:out)? context)?\s*-?%\}")
BORROW = re.compile(r"\{%-?\s*(?:from|import|include|extends)\s+[\"']([^\"']+)[\"']")
FORBIDDEN = re.compile(r"\|\s*safe\b|\bstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)", re.I)


def template(path: Path) -> str:
    """The name by which Jinja knows a template."""
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=template)
def test_a_template_fits_on_two_screens(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 90


@pytest.mark.parametrize("path", PAGES, ids=template)
def test_a_template_imports_only_what_it_uses(path: Path) -> None:
    text = path.read_text()
    for _source, names in IMPORT.findall(text):
        for name in (part.split(" as ")[-1].strip() for part in names.split(",")):
            assert len(re.findall(rf"\b{name}\b", IMPORT.sub("", text))) > 0, f"{name} is imported and not used"


@pytest.mark.parametrize("path", PAGES, ids=template)
def test_a_template_borrows_only_from_its_own_folder_layouts_and_components(path: Path) -> None:
    own = template(path).split("/")[0]
    for source in BORROW.findall(path.read_text()):
        folder = source.split("/")[0]
        assert folder in SHARED | {own}, f"it borrows {source}"
        assert (TEMPLATES / source).exists(), f"it borrows {source}, which is not there"


@pytest.mark.parametrize("path", PAGES, ids=template)
def test_a_template_holds_nothing_inline(path: Path) -> None:
    found = FORBIDDEN.search(re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.S))
    assert not found, f"it holds {found and found.group(0)!r}"


def test_every_folder_of_templates_belongs_to_a_capability() -> None:
    capabilities = {path.name for path in BLUEPRINTS.iterdir() if (path / "__init__.py").exists()}
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders <= capabilities | NOT_CAPABILITIES


@pytest.mark.parametrize("path", files(TEMPLATES / "components", ".html"), ids=template)
def test_a_component_is_one_macro_with_the_name_of_its_file(path: Path) -> None:
    assert re.findall(r"\{%-?\s*macro\s+(\w+)", path.read_text()) == [path.stem]


@pytest.mark.parametrize(
    "path", [path for path in PAGES if path.name.startswith("_") and path.parent.name != "errors"], ids=template
)
def test_a_part_of_a_page_extends_nothing(path: Path) -> None:
    assert "{% extends" not in path.read_text()
