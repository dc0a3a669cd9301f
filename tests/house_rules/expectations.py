"""What must be so: reads expected_access.yml, which people keep by hand, and says what each cell must mean."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.house_rules.matrix import Cell

FILE = Path(__file__).with_name("expected_access.yml")


@dataclass(frozen=True)
class Expectations:
    """The groups of people and, for each endpoint, who it is open to."""

    groups: dict[str, list[str]]
    rules: dict[str, dict[str, Any]]

    def people(self, names: list[str]) -> set[str]:
        """The people behind names of groups and of people."""
        found: set[str] = set()
        for name in names:
            found |= self.people(self.groups[name]) if name in self.groups else {name}
        return found

    def rule_for(self, cell: Cell) -> dict[str, Any] | None:
        """The rule of "METHOD endpoint", else of the endpoint; None when nobody has written one."""
        return self.rules.get(f"{cell.method} {cell.endpoint}") or self.rules.get(cell.endpoint)

    def meaning(self, cell: Cell) -> str:
        """What the cell must mean: open, door, closed or hidden."""
        rule = self.rule_for(cell) or {}
        if rule.get("public"):
            return "hidden" if cell.kind == "none" and rule.get("needs_row") else "open"
        if cell.person == "visitor":
            return "door"
        if cell.person not in self.people(rule.get("kind_of_page_for", [])):
            return "closed"
        if cell.kind in {"maya", "rohan"} and cell.kind in rule:
            return "open" if cell.person in self.people(rule[cell.kind]) else "hidden"
        return "hidden" if cell.kind == "none" and not rule.get("without_row") else "open"

    def fits(self, cell: Cell, wanted: str) -> bool:
        """True when the answer means what was decided. Some forms end at the door when all went well (signing out)."""
        ended_at_the_door = cell.meaning == "door" and wanted == "open"
        public = (self.rule_for(cell) or {}).get("public")
        return cell.meaning == wanted or (ended_at_the_door and bool(public or cell.method == "POST"))


@cache
def load() -> Expectations:
    """The file as it stands."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Expectations(content["groups"], content["rules"])
