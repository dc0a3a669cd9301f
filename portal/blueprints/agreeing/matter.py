"""What somebody is asked to agree to, and the hashes of its words that a page carries."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from portal.models import PartTime, WayBack
from portal.returning.agreed import agreed_words, hashes_of, part_time_words

# Letters of a hash that a page carries: enough to tell two texts of one section apart.
CARRIED = 16


@dataclass(frozen=True)
class Matter:
    """What somebody is asked to agree to: the plan, or a part-time timetable of it."""

    way: WayBack
    part_time: PartTime | None = None

    @property
    def pupil_id(self) -> uuid.UUID:
        """Whom it is about."""
        return self.way.pupil_id

    @property
    def about_id(self) -> uuid.UUID:
        """Beside which row the words of an answer stand."""
        return self.part_time.id if self.part_time else self.way.id

    @property
    def part_time_id(self) -> uuid.UUID | None:
        """The part-time timetable; None for the plan itself."""
        return self.part_time.id if self.part_time else None

    def hashes(self) -> dict[str, str]:
        """A hash by part, of its words as they stand in the database now."""
        return hashes_of(part_time_words(self.part_time.id) if self.part_time else agreed_words(self.way.id))


def carried(hashes: Mapping[str, str]) -> str:
    """The hashes of the words that a page shows, as its form carries them."""
    return " ".join(f"{key}:{value[:CARRIED]}" for key, value in sorted(hashes.items()))


def changed_from(shown: str, now: Mapping[str, str]) -> frozenset[str]:
    """The parts that read differently now from what a form carries, with those that came or went."""
    was = dict(one.split(":", 1) for one in shown.split() if ":" in one)
    return frozenset(key for key in was.keys() | now.keys() if was.get(key) != now.get(key, "")[:CARRIED])
