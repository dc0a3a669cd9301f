"""Templates stay small, borrow only what is lent, and hold nothing that the content policy forbids."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house_rules.sources import BLUEPRINTS, TEMPLATES, files, in_each

PAGES = files(TEMPLATES, ".html", ".txt")
SHARED = frozenset(("layouts", "components"))
NOT_CAPABILITIES = SHARED | {"errors", "mail", "sms"}
IMPORT = re.compile(r"\{%-?\s*from\s+[\"']([^\"']+)[\"']\s+import\s+([^%]+?)(?:\s+with(?:out)? context)?\s*-?%\}")
BORROW = re.compile(r"\{%-?\s*(?:from|import|include|extends)\s+[\"']([^\"']+)[\"']")
FORBIDDEN = re.compile(r"\|\s*safe\b|\bstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)", re.I)


def template(path: Path) -> str:
    """The name by which Jinja knows a template."""
    return path.relative_to(TEMPLATES).as_posix()


@cache
def text(path: Path) -> str:
    """What stands in a template."""
    return path.read_text(encoding="utf-8")


def test_a_template_fits_on_two_screens() -> None:
    assert [template(path) for path in PAGES if len(text(path).splitlines()) > 90] == []


def test_a_template_imports_only_what_it_uses() -> None:
    def wrong(path: Path) -> Iterator[str]:
        rest = IMPORT.sub("", text(path))
        for _source, names in IMPORT.findall(text(path)):
            for name in (part.split(" as ")[-1].strip() for part in names.split(",")):
                if not re.search(rf"\b{name}\b", rest):
                    yield f"{name} is imported and not used"

    assert in_each(PAGES, wrong) == []


def test_a_template_borrows_only_from_its_own_folder_layouts_and_components() -> None:
    def wrong(path: Path) -> Iterator[str]:
        for source in BORROW.findall(text(path)):
            if source.split("/")[0] not in SHARED | {template(path).split("/")[0]}:
                yield f"it borrows {source}"
            if not (TEMPLATES / source).exists():
                yield f"it borrows {source}, which is not there"

    assert in_each(PAGES, wrong) == []


def test_a_template_holds_nothing_inline() -> None:
    def wrong(path: Path) -> list[str]:
        return [f"it holds {one!r}" for one in FORBIDDEN.findall(re.sub(r"\{#.*?#\}", "", text(path), flags=re.S))]

    assert in_each(PAGES, wrong) == []


def test_every_folder_of_templates_belongs_to_a_capability() -> None:
    capabilities = {path.name for path in BLUEPRINTS.iterdir() if (path / "__init__.py").exists()}
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders <= capabilities | NOT_CAPABILITIES


def test_a_component_is_one_macro_with_the_name_of_its_file() -> None:
    def wrong(path: Path) -> list[str]:
        macros = re.findall(r"\{%-?\s*macro\s+(\w+)", text(path))
        return [] if macros == [path.stem] else [f"its macros are {macros}"]

    assert in_each(files(TEMPLATES / "components", ".html"), wrong) == []


def test_a_part_of_a_page_extends_nothing() -> None:
    parts = [path for path in PAGES if path.name.startswith("_") and path.parent.name != "errors"]
    assert [template(path) for path in parts if "{% extends" in text(path)] == []
    assert parts
