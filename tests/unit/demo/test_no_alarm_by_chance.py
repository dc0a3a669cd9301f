"""Nobody in the demo says something that raises a concern, but where that is what the demo shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from portal.signs import find_signs

FOLDER = Path(__file__).parents[3] / "portal" / "demo_setting"
# The setting's own pages are nobody's words: "in an emergency we ring 999 first" has to stand there.
NOBODYS = {"policies.yml"}
# What a member of staff wrote down about the one concern that went all its way.
MEANT = {("concerns.yml", "he was scared to go home")}


def sentences(written: Any) -> Iterator[str]:
    """Every text in a file that holds more than one word: the others are names and kinds."""
    if isinstance(written, dict):
        written = list(written.values())
    if isinstance(written, list):
        for each in written:
            yield from sentences(each)
    elif isinstance(written, str) and " " in written:
        yield written


def test_only_what_is_meant_to_is_on_the_list() -> None:
    files = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.yml")}
    said = [(name, words) for name in files.keys() - NOBODYS for words in sentences(files[name])]
    assert len(said) > 200
    found = {(name, words): [sign.phrase for sign in find_signs(words)] for name, words in said}
    by_chance = {
        key: signs for key, signs in found.items() if signs and not any(key[0] == n and w in key[1] for n, w in MEANT)
    }
    assert by_chance == {}
    assert all(any(signs and key[0] == n and w in key[1] for key, signs in found.items()) for n, w in MEANT)
