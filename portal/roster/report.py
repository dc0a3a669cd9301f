"""What an import says about itself: counts, ids and column names; of people's own facts, only what must be mended."""

from collections import Counter
from collections.abc import Iterator

from portal.roster.importing import Outcome
from portal.roster.kinds import KINDS
from portal.roster.plan import Plan

# So many ids of one file are named; the rest is counted.
NAMED = 20


def lines(outcome: Outcome) -> Iterator[str]:
    """The report, line by line."""
    yield from outcome.notices
    if outcome.problems:
        yield from map(str, outcome.problems)
        yield ""
        things = "1 thing has" if len(outcome.problems) == 1 else f"{len(outcome.problems):,} things have"
        yield f"{things} to be mended first. Nothing was written."
        return
    for plan in outcome.plans:
        yield from _setting(plan)
    if not any(plan.added or plan.changed for plan in outcome.plans):
        yield "The portal has all of this already. Nothing was written."
    elif outcome.is_applied:
        yield "All of it was written."
    else:
        yield "Nothing was written: this was a dry run. Add --apply to write it."


def _setting(plan: Plan) -> Iterator[str]:
    yield f"{plan.book.setting}"
    yield f"  {'':20}{'added':>9}{'changed':>9}{'unchanged':>11}{'not in the file':>17}"
    added = Counter(step.row.kind.name for step in plan.added)
    changed = Counter(step.row.kind.name for step in plan.changed)
    same = Counter(row.kind.name for row in plan.unchanged)
    for kind in KINDS:
        gone = plan.missing.get(kind.name)
        if gone is not None or added[kind.name] or changed[kind.name] or same[kind.name]:
            numbers = f"{added[kind.name]:>9,}{changed[kind.name]:>9,}{same[kind.name]:>11,}{len(gone or ()):>17,}"
            yield f"  {kind.file:20}{numbers}"
    yield from _details(plan)
    yield ""


def _details(plan: Plan) -> Iterator[str]:
    for kind in KINDS:
        steps = [step for step in plan.changed if step.row.kind is kind]
        yield from _some(f"  {kind.file} changes", [f"{step.row.id} ({', '.join(step.changed)})" for step in steps])
        yield from _some(f"  {kind.file} does not have", plan.missing.get(kind.name, []))
    if any(plan.missing.values()):
        yield "  What is not in a file stays as it is: nobody loses anything by being left out."
    for words in plan.look_at:
        yield f"  Look at this: {words}"
    for kept in plan.kept:
        yield f"  Kept as it is: {kept.file}, line {kept.line} ({kept.id}), {kept.column}: {kept.why}."


def _some(beginning: str, names: list[str]) -> Iterator[str]:
    if names:
        more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
        yield f"{beginning}: {', '.join(names[:NAMED])}{more}"
