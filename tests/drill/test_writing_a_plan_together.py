"""Eight people write one section of Maya's plan, 60 times each, over HTTP: nothing that was taken is lost (issue 4).

Staff save agreed words under a version, and keep half of them for later; the child, her mother and the school say
their own words, or keep them. What was acknowledged stands for ever: agreed words in one save of the history each,
own words once on the record with who said them, and a draft in the box in which it was typed.
"""

import json
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import sqlalchemy as sa

from portal.database import SYSTEM, db
from portal.models import Contribution, Person, Revision, SectionKind, WayBack, WayKind, WaySection
from tests.drill.saving import SAVES, Counted, form_in, pupil_of, save, totals
from tests.web.steps.sending import filled
from tools.running import RunningPortal

STAFF = ("okoro", "byrne", "khan", "rees", "patel")
FAMILY = ("leila", "maya", "hughes")
PEOPLE = (*STAFF, *FAMILY)
# What somebody does next, over and over.
BY_TURNS = {"staff": ("agree", "agree", "say", "keep"), "family": ("say", "keep")}


def section_of_mayas(running: RunningPortal) -> uuid.UUID:
    """What helps: the school reads this section in the demo."""
    maya = pupil_of(running, "maya")
    wanted = (
        sa.select(WaySection.id)
        .join(WayBack, WayBack.id == WaySection.way_id)
        .where(WaySection.pupil_id == maya, WaySection.kind == SectionKind.HELPS, WayBack.kind == WayKind.WAY_BACK)
    )
    db.start(running.database_url)
    with db.work(SYSTEM, reason="a drill looks for a section") as session:
        found = session.scalars(wanted).one()
    db.stop()
    return found


def keep(client: httpx.Client, address: str, mark: str, typed: dict[str, str], counted: Counted) -> None:
    """Keep it for later, and find it in the box again; until it is taken ("busy for a moment" is no answer)."""
    for _try in range(SAVES):
        form = form_in(client.get(address).text)
        if form and client.post(address, data={**filled(form), **typed, "keep": "yes"}).status_code == 302:
            counted.acknowledged.append(mark)
            break
    counted.lost_in_form += mark not in client.get(address).text


def writes(running: RunningPortal, slug: str, section: uuid.UUID) -> Counted:
    """One person: agreed words, own words, a draft, by turns, 60 times."""
    counted, turns = Counted(), BY_TURNS["staff" if slug in STAFF else "family"]
    edit, say = f"/way/section/{section}/edit", f"/way/section/{section}/say"
    with httpx.Client(base_url=running.url, timeout=120) as client:
        client.post(f"/demo/{slug}")
        for number in range(SAVES):
            what = turns[number % len(turns)]
            mark = f"{what}-{slug}-{number}"
            words = f"{mark} helps at the door."
            if what == "agree":
                save(client, edit, mark, {"agreed": words}, counted)
            elif what == "say":
                save(client, say, mark, {"words": words}, counted)
            elif slug in STAFF and number % 8 == 3:
                keep(client, edit, mark, {"agreed": words}, counted)
            else:
                keep(client, say, mark, {"words": words}, counted)
    return counted


def what_was_kept(running: RunningPortal, section: uuid.UUID) -> tuple[Counter[str], int, int]:
    """How often each mark stands on the record (with its own speaker), how many saves there are, and the version."""
    found = Counter[str]()
    db.start(running.database_url)
    with db.work(SYSTEM, reason="a drill counts what was kept") as session:
        saves = session.scalars(sa.select(Revision.fields).where(Revision.subject_id == section)).all()
        found.update(json.loads(fields)["agreed"].split(" ")[0] for fields in saves)
        said = sa.select(Contribution.words, Person.external_id).join(Person, Person.id == Contribution.person_id)
        for words, slug in session.execute(said.where(Contribution.about_id == section)):
            # What somebody said last is in their box when they open it again: a card that was tapped stands first.
            mark = words.splitlines()[-1].split(" ")[0]
            found.update([mark] if f"-{slug}-" in mark else [])
        version = session.get_one(WaySection, section).version
    db.stop()
    return found, len(saves), version


def test_no_word_that_was_taken_is_lost(running: RunningPortal, figure: Callable[[str], None]) -> None:
    section = section_of_mayas(running)
    before = what_was_kept(running, section)[2]
    with ThreadPoolExecutor(len(PEOPLE)) as people:
        counted = list(people.map(lambda slug: writes(running, slug, section), PEOPLE))
    together, (found, saves, version) = totals(counted), what_was_kept(running, section)
    kinds = Counter(mark.split("-")[0] for mark in together.acknowledged)
    lost = [mark for mark in together.acknowledged if not mark.startswith("keep") and found[mark] != 1]
    figure(
        f"{running.database_url.split(':', 1)[0]}, a section of a plan: {len(together.acknowledged)} acknowledged "
        f"({kinds['agree']} agreed words, {kinds['say']} own words, {kinds['keep']} drafts), lost {len(lost)}; "
        f"asked to put texts together {together.asked} times, words lost from a form {together.lost_in_form}"
    )
    assert len(together.acknowledged) == len(PEOPLE) * SAVES
    assert lost == []
    assert together.lost_in_form == 0
    assert version == before + kinds["agree"]
    assert saves == version


def at_a_machine(running: RunningPortal, machine: int, section: uuid.UUID) -> Counter[int]:
    """Mr Okoro, at one of four machines: keeps his words for later, and saves them, in turns."""
    answers = Counter[int]()
    with httpx.Client(base_url=running.url, timeout=120) as client:
        client.post("/demo/okoro")
        for number in range(SAVES):
            address = f"/way/section/{section}/{('say', 'edit')[number // 2 % 2]}"
            form = form_in(client.get(address).text)
            if form is None:
                answers[503] += 1
                continue
            words = f"m{machine}n{number} helps."
            typed = {"agreed": words} if address.endswith("edit") else {"words": words}
            later = {"keep": "yes"} if number % 2 else {}
            answers[client.post(address, data={**filled(form), **typed, **later}).status_code] += 1
    return answers


def test_one_person_at_four_machines_is_never_told_that_it_went_wrong(
    running: RunningPortal, figure: Callable[[str], None]
) -> None:
    """One draft for a person and a card: the machines change, send and drop the same one at the same moment."""
    section = section_of_mayas(running)
    with ThreadPoolExecutor(4) as machines:
        found = sum(machines.map(lambda machine: at_a_machine(running, machine, section), range(4)), Counter[int]())
    wrong = sum(count for status, count in found.items() if status not in {302, 409, 503})
    figure(f"{running.database_url.split(':', 1)[0]}, one person at four machines: {dict(found)}, went wrong {wrong}")
    assert wrong == 0
