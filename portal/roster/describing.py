"""docs/roster.md, made from the columns themselves: `tools/roster_page.py` writes it, a test sees it is not stale."""

from portal.roster.columns import Blank, Column, Kind
from portal.roster.kinds import KINDS

_HEAD = """# The roster

<!-- Made from the columns in portal/roster by tools/roster_page.py. Change them there, then run it again. -->

`portal import FOLDER` reads a folder of CSV files and says what it would do. `portal import FOLDER --apply` does it:
all of it, or nothing. A folder need not hold every file; what is not in it stays as it is.

**A run without `--apply`** keeps nobody waiting, but for one thing: when staff or placements change, it tries out
whether somebody is still told of each concern, and throws that away. While it does ("Trying it out"), on SQLite whoever
saves something waits, and on PostgreSQL whoever changes the same people or placements, or who a concern goes to.

**Ids** are the other system's own. They are how a second import knows what it has seen: it changes only what changed.

**Spreadsheets.** Save as "CSV UTF-8". Commas, semicolons and tabs, Windows line ends, a byte order mark, a first line
`sep=;`, empty rows and empty columns at the end are all fine. Column names may be written in capitals or with spaces.
A column nobody knows is named once and left out. A column that is left out says nothing; an empty cell says what its
column says below. Dates are `2026-11-03` or `03/11/2026` (the day first), times `9:30` or `09:30:00`.

**What is wrong is said** with file, line, column, value and how to mend it: all of it, not only the first. Then nothing
is written, and the command ends with 1. A file of more than 50 MB is not opened (`--most-megabytes` changes that).

**What an import never does**, and says so under "Kept as it is":

- make contact looser, or change contact at all once staff decided about it on the portal;
- change parental responsibility that staff checked on the portal, or turn a no into a yes, also not in two imports: an
  empty cell takes no "no" away, and opens nothing either;
- give an adult again what staff took away when they checked that, under "What this adult is given";
- take away or change a court order;
- take back or put off an end: `until_on`, `left_on`, `ended_on`, the end of a role;
- bring forward the day on which a relationship begins;
- give an adult anything more whose contact is none, limited or unknown, or take the address of one without contact out;
- take a role away from somebody, or delete anything. Who is not in a file keeps what they have.

A restricted adult does not come back another way either. An adult and a child are joined by one row, no two people
share an e-mail address, and whoever has the name, the address or the phone number of somebody who may do less with the
same pupil is only let in by two of the staff. An adult without contact gets no role among the staff, and stands in no
session or placement of that pupil; nor when the same file says both. What somebody was known by before an import
changed it counts as well: the record remembers it (not the words, only what is made of them with `PORTAL_PEPPER`), and
nobody is given an address that an adult without contact ever had.
When contact becomes stricter, or a row that gave access gives none any more, that adult is signed out everywhere.

**Another address, or none any more**, for somebody who can sign in: a letter goes to the old address. It names nobody
and gives the number to ring. Links and codes that went there open nothing from then on, and whoever came in by one is
out. A dry run sends nothing.

**The demo** (`portal/demo_setting`) is such a folder. There, and only there, a date may be written relative to the day
it is built: `today`, `today-3d`, `monday` (of this week), `friday+1w`, `schoolday` (today, or Monday when today is a
Saturday or Sunday), `schoolday+2` (two school days later); `{schoolday}` in an id becomes the name of that weekday.
`portal import` takes none: it says "A day may be written this way in the demo only", and writes nothing.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(_kind(kind) for kind in KINDS)])


def _kind(kind: Kind) -> str:
    rows = "\n".join(_column(column) for column in kind.columns)
    head = "| column | needed | what | empty means | for example |\n|---|---|---|---|---|"
    return f"## {kind.file}\n\n{kind.about}\n\n{head}\n{rows}\n"


def _column(column: Column) -> str:
    needed = "yes" if column.is_required else ""
    example = f"`{column.example}`" if column.example else ""
    return f"| `{column.name}` | {needed} | {column.about} | {_empty(column)} | {example} |"


def _empty(column: Column) -> str:
    if column.is_required:
        return ""
    if column.blank is Blank.TODAY:
        return Blank.TODAY.value
    if isinstance(column.blank, bool):
        return "yes" if column.blank else "no"
    return str(column.blank or "")
