"""News of the demo setting: read from portal/demo_setting/news.yml, with days about this week."""

import uuid
from datetime import time
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from portal.blueprints.news.queries import Whom, list_whom
from portal.demo.speaking import Cast, day, moment
from portal.models import News, NewsFor, NewsWords

FILE = Path(__file__).parent.parent / "demo_setting" / "news.yml"
# Ids follow from the place in the file, so that filling a second time adds nothing.
NAMESPACE = uuid.UUID("d1f0a6c2-3b0e-4a52-8f0c-9f6a2f1c7e55")


def fill(session: Session, setting_id: uuid.UUID) -> None:
    """Put the news of the file into this setting; from who is not there, nothing."""
    cast, written = Cast(session, setting_id), yaml.safe_load(FILE.read_text(encoding="utf-8"))
    for number, one in enumerate(written["news"]):
        if one["by"] in cast.people:
            _fill(cast, uuid.uuid5(NAMESPACE, f"{setting_id} {number}"), one)


def _fill(cast: Cast, news_id: uuid.UUID, written: dict[str, Any]) -> None:
    if cast.session.get(News, news_id) is not None:
        return
    by = cast.viewer(written["by"])
    sent_at = moment(day(written["day"]), time.fromisoformat(written["at"]))
    here = {"setting_id": cast.setting_id}
    cast.session.add(News(id=news_id, by_id=by.person_id, client_id=news_id, sent_at=sent_at, **here))
    cast.session.flush()
    cast.session.add_all(
        NewsWords(news_id=news_id, language=of, title=title, words=written["words"][of], **here)
        for of, title in written["title"].items()
    )
    some = frozenset(cast.pupils[slug] for slug in written["pupils"]) if "pupils" in written else None
    for person in list_whom(Whom(pupil_ids=some), viewer=by):
        opened, paper = (person.external_id in written.get(key, ()) for key in ("opened", "paper"))
        times = {"opened_at": sent_at if opened else None, "on_paper_at": sent_at if paper else None}
        cast.session.add(NewsFor(news_id=news_id, person_id=person.id, **times, **here))
    cast.session.flush()
