"""From a folder to a roster: every file in it is found, opened and read."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from portal.roster.columns import Kind
from portal.roster.kinds import KINDS, kind_of
from portal.roster.problems import BadFileError, Problem
from portal.roster.rows import Contents, Row, read_rows
from portal.roster.text import MOST_MEGABYTES, read_text

Tick = Callable[[int], object]
# What shows how far the work has come: told what is being done and how much of it there is.
Progress = Callable[[str, int], AbstractContextManager[Tick]]


@contextmanager
def silently(_what: str, _how_much: int) -> Iterator[Tick]:
    """Show nothing."""
    yield lambda _done: None


@dataclass
class Roster:
    """What a folder holds."""

    contents: dict[str, Contents] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    # The kinds of files that are there and could not be read: what stands in them is not known.
    unread: set[str] = field(default_factory=set)

    def rows(self, kind: Kind) -> list[Row]:
        """The rows of one kind of file; none when the folder has no such file."""
        return self.contents[kind.name].rows if kind.name in self.contents else []


def read_folder(folder: Path, *, most_megabytes: int = MOST_MEGABYTES, progress: Progress = silently) -> Roster:
    """Read every file of a folder. What cannot be read is in `problems`; nothing is raised."""
    roster = Roster()
    try:
        paths = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        roster.problems.append(Problem(str(folder), 0, "", "", "There is no folder of this name. Check the spelling."))
        return roster
    except OSError as error:
        sentence = f"This folder cannot be opened ({error.strerror}). Check who may read it."
        roster.problems.append(Problem(str(folder), 0, "", "", sentence))
        return roster
    found = _files(paths, roster)
    if not found and not roster.problems:
        names = ", ".join(kind.file for kind in KINDS)
        sentence = f"No file in this folder has a name the portal knows. It looks for {names}."
        roster.problems.append(Problem(str(folder), 0, "", "", sentence))
    with progress("Reading the files", len(found)) as tick:
        for kind, path in found.items():
            _read_file(roster, kind, path, most_megabytes)
            tick(1)
    return roster


def _files(paths: list[Path], roster: Roster) -> dict[Kind, Path]:
    found: dict[Kind, Path] = {}
    for path in paths:
        kind = kind_of(path.name)
        if kind is None:
            if not path.name.startswith((".", "~$")):
                roster.notices.append(f"{path.name}: not a file the portal knows; it is left out.")
        elif kind in found:
            sentence = f"This and {found[kind].name} are the same kind of file. Put all rows into one of them."
            roster.problems.append(Problem(path.name, 0, "", "", sentence))
        else:
            found[kind] = path
    return {kind: found[kind] for kind in KINDS if kind in found}


def _read_file(roster: Roster, kind: Kind, path: Path, most_megabytes: int) -> None:
    try:
        words = read_text(path, most_megabytes=most_megabytes)
    except BadFileError as error:
        roster.problems.append(Problem(path.name, error.line, "", "", error.sentence))
        roster.unread.add(kind.name)
        return
    contents = read_rows(words, kind, path.name)
    roster.contents[kind.name] = contents
    if not contents.was_read:
        roster.unread.add(kind.name)
    roster.problems += contents.problems
    roster.notices += contents.notices
