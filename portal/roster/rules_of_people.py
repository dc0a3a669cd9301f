"""Rules about people: who is who, and who is what to whom."""

from collections.abc import Iterator
from typing import Any

from portal.access.policy import Role
from portal.models import ParentalResponsibility, RelationshipKind
from portal.roster.book import Book
from portal.roster.kinds import PEOPLE
from portal.roster.marks import MAILBOX, hashed
from portal.roster.problems import Problem
from portal.roster.rows import Row

_SAYS = {"staff": "a member of staff", "pupils": "a pupil", "carers": "a carer"}


def same_person(book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
    """An id does not change from a pupil to an adult, or from a carer to staff without saying so."""
    known = book.known.person(row.id)
    if known and known[0] != row.kind.name:
        if row.kind.name == "staff" and known[0] == "carers" and Role.CARER in (whole["roles"] or ()):
            return
        hint = " If it is the same person, write carer among their roles in staff.csv." if "pupils" not in (
            known[0], row.kind.name
        ) else ""  # fmt: skip
        yield row.problem(
            "id", f"On the portal this id belongs to {_SAYS[known[0]]}. Give this row an id that is not used yet.{hint}"
        )


def no_pupil_role(_book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
    """Nobody on the staff is a pupil."""
    if Role.PUPIL in (whole["roles"] or ()):
        yield row.problem("roles", "Pupils stand in pupils.csv. Take the word pupil out.")


def council_signs_itself(_book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
    """The council's responsibility stands in the social worker's row only: anyone else's row would open everything."""
    is_council = whole["parental_responsibility"] is ParentalResponsibility.COUNCIL
    if is_council and whole["kind"] is not RelationshipKind.SOCIAL_WORKER:
        yield row.problem(
            "parental_responsibility",
            "When the council has parental responsibility, that stands in the row of the social worker. "
            "Write no here, and yes under is_education_parent when the child lives with them.",
        )


def same_pair(book: Book, row: Row, whole: dict[str, Any]) -> Iterator[Problem]:
    """An adult and a child are joined by one row: a new id would leave a restriction behind under the old one."""
    known = book.known.pairs.get((whole["person"], whole["pupil"]))
    if known and known.facts["external_id"] not in (None, row.id):
        yield row.problem(
            "id", f"The portal knows this adult and child by the id {known.facts['external_id']}. Use that id."
        )


def one_mailbox_each(book: Book) -> Iterator[Problem]:
    """Whoever reads a mailbox can sign in with it, so no two people of a setting share one (reliability.md T2)."""
    taken: dict[str, Row] = {}
    for row in (row for kind in PEOPLE for row in book.rows[kind].values()):
        address = row.values.get("email")
        if not address:
            continue
        owner = book.known.external.get(book.known.emails[address]) if address in book.known.emails else None
        reads_it_still = "" if owner == row.id else _barred_reader(book, row, address)
        if address in taken:
            where = f"{taken[address].file}, line {taken[address].line}"
        elif owner and owner != row.id and not _gives_up(book, owner, address):
            where = f"the portal, for the id {owner}"
        elif reads_it_still:
            yield row.problem(
                "email",
                f"This is or was the address of somebody (the id {reads_it_still}) who must have no contact with a "
                "pupil here, and who may still read it. Use another address, or leave the cell empty and print a code.",
            )
            continue
        else:
            taken[address] = row
            continue
        yield row.problem(
            "email",
            f"This address stands in {where}, already. Two people cannot share a mailbox: each could sign in as the "
            "other. Use an address of their own, or leave the cell empty and print a code for them.",
        )


def _barred_reader(book: Book, row: Row, address: str) -> str:
    """The id of an adult without contact who has or had this address; empty when there is none but this one.

    They give up nothing: in another's name they would come in by their own mailbox.
    """
    return min(book.barred_marks.get(hashed((MAILBOX, address)), set()) - {row.id}, default="")


def _gives_up(book: Book, owner: str, address: str) -> bool:
    """True when the files give the present owner of an address another one, or none."""
    rows = [book.rows[kind][owner] for kind in PEOPLE if owner in book.rows[kind]]
    return any("email" in row.values and row.values["email"] != address for row in rows)


def one_row_a_pair(book: Book) -> Iterator[Problem]:
    """An adult and a child stand in one row of a file."""
    taken: dict[tuple[str, str], Row] = {}
    for row in book.rows["relationships"].values():
        pair = (row.values.get("person") or "", row.values.get("pupil") or "")
        other = taken.setdefault(pair, row)
        if other is not row and all(pair):
            yield row.problem("person", f"Line {other.line} joins this adult and pupil already. Keep one of the two.")
