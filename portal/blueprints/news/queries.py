"""News: for whom it would be, what was sent, and who has opened it. To families only what was for them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.access.policy import WHOLE_SETTING, Role
from portal.access.viewer import Viewer
from portal.database import db
from portal.models import News, NewsFor, NewsWords, Person, Placement, Pupil, Relationship, RoleHolding, Site
from portal.pupils import Child
from portal.visibility import pupils_visible_to, relationship_is_open
from portal.visibility.conditions import is_of_today

PER_PAGE = 20
PEOPLE_PER_PAGE = 40


@dataclass(frozen=True)
class Whom:
    """The families somebody chose: those of a site, those of some pupils, or (neither) all of the writer's."""

    site_id: uuid.UUID | None = None
    pupil_ids: frozenset[uuid.UUID] | None = None


def _carers_of(whom: Whom, *, viewer: Viewer) -> sa.ColumnElement[bool]:
    """The condition on `Person` for who gets it: carers to whom messages about such a pupil go today.

    A carer whose access has ended, or who may have no contact, is none of them (domain.md §8.4).
    """
    today = clock.today()
    pupils = sa.select(Pupil.id).where(pupils_visible_to(viewer))
    if whom.site_id is not None:
        placed = sa.select(Placement.pupil_id).where(Placement.site_id == whom.site_id, is_of_today(Placement, today))
        pupils = pupils.where(Pupil.id.in_(placed))
    if whom.pupil_ids is not None:
        pupils = pupils.where(Pupil.id.in_(whom.pupil_ids))
    theirs = sa.select(Relationship.person_id).where(
        Relationship.gets_messages, relationship_is_open(today), Relationship.pupil_id.in_(pupils)
    )
    carers = sa.select(RoleHolding.person_id).where(
        RoleHolding.role == Role.CARER, sa.or_(RoleHolding.until_on.is_(None), RoleHolding.until_on >= today)
    )
    here = sa.and_(Person.setting_id == viewer.setting_id, Person.left_on.is_(None))
    return sa.and_(here, Person.id.in_(theirs), Person.id.in_(carers))


def list_whom(whom: Whom, *, viewer: Viewer) -> list[Person]:
    """Everybody who gets it."""
    rows = sa.select(Person).where(_carers_of(whom, viewer=viewer)).order_by(Person.id)
    return list(db.session.scalars(rows))


def count_whom(whom: Whom, *, viewer: Viewer) -> dict[str, int]:
    """How many get it, by the language they read."""
    rows = sa.select(Person.language, sa.func.count()).where(_carers_of(whom, viewer=viewer)).group_by(Person.language)
    return {row[0]: row[1] for row in db.session.execute(rows.order_by(Person.language))}


def list_sites(*, viewer: Viewer) -> list[Site]:
    """The buildings where a pupil of this member of staff is placed, by name."""
    pupils = sa.select(Pupil.id).where(pupils_visible_to(viewer))
    placed = sa.select(Placement.site_id).where(Placement.pupil_id.in_(pupils), is_of_today(Placement, clock.today()))
    rows = sa.select(Site).where(Site.setting_id == viewer.setting_id, Site.id.in_(placed))
    return list(db.session.scalars(rows.order_by(Site.name, Site.id)))


def list_pupils(*, viewer: Viewer) -> list[Child]:
    """The pupils whose families this member of staff may tick, by first name."""
    rows = (
        sa.select(Pupil)
        .join(Person, Person.id == Pupil.person_id)
        .where(pupils_visible_to(viewer), Person.left_on.is_(None))
    )
    return sorted(map(Child.of, db.session.scalars(rows)), key=lambda one: (one.first_name, str(one.pupil_id)))


@dataclass(frozen=True)
class OneNews:
    """News, and for a family how it stands with them. One `of` how many."""

    news: News
    mine: NewsFor | None = None
    opened: int = 0
    people: int = 0
    of: int = 1

    @property
    def is_new(self) -> bool:
        """True for what this person has not opened yet, while it stands."""
        return self.mine is not None and self.mine.opened_at is None and self.news.withdrawn_at is None


def _news(viewer: Viewer) -> sa.Select[News]:
    rows = sa.select(News).where(News.setting_id == viewer.setting_id)
    return rows.options(joinedload(News.by), selectinload(News.words)).order_by(News.sent_at.desc(), News.id)


def list_own_news(page: int, *, viewer: Viewer) -> list[OneNews]:
    """A page of the news that was for this person, the newest first."""
    rows = (
        _news(viewer)
        .add_columns(NewsFor, sa.func.count().over())
        .join(NewsFor, sa.and_(NewsFor.news_id == News.id, NewsFor.person_id == viewer.person_id))
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [OneNews(row[0], row[1], of=row[2]) for row in db.session.execute(rows)]


def list_unopened(most: int, *, viewer: Viewer) -> tuple[list[OneNews], bool]:
    """The newest that this person has not opened, and whether there is any news for them at all: one statement."""
    new = sa.and_(NewsFor.opened_at.is_(None), News.withdrawn_at.is_(None))
    rows = (
        sa.select(News, NewsFor)
        .join(NewsFor, sa.and_(NewsFor.news_id == News.id, NewsFor.person_id == viewer.person_id))
        .where(News.setting_id == viewer.setting_id)
        .order_by(sa.case((new, 0), else_=1), News.sent_at.desc(), News.id)
        .limit(most)
    )
    found = [OneNews(row[0], row[1]) for row in db.session.execute(rows)]
    return [one for one in found if one.is_new], bool(found)


def get_own_news(news_id: uuid.UUID, *, viewer: Viewer) -> OneNews:
    """News that was for this person. NoResultFound (shown as 404) for any other."""
    rows = (
        _news(viewer)
        .add_columns(NewsFor)
        .join(NewsFor, sa.and_(NewsFor.news_id == News.id, NewsFor.person_id == viewer.person_id))
        .where(News.id == news_id)
    )
    row = db.session.execute(rows).one()
    return OneNews(row[0], row[1])


def list_sent(page: int, *, viewer: Viewer) -> list[OneNews]:
    """A page of what was sent, the newest first; of how many people that this person looks after opened it."""

    def number(*conditions: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        rows = sa.select(sa.func.count(NewsFor.id)).where(NewsFor.news_id == News.id, *conditions)
        return rows.correlate(News).scalar_subquery()

    rows = (
        _news(viewer)
        .add_columns(number(NewsFor.opened_at.is_not(None)), number(), sa.func.count().over())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [OneNews(row[0], None, row[1], row[2], row[3]) for row in db.session.execute(rows)]


def get_sent(news_id: uuid.UUID, *, viewer: Viewer) -> News:
    """News of the setting, for staff. NoResultFound (shown as 404) for any other."""
    return db.session.scalars(_news(viewer).where(News.id == news_id)).one()


def find_to_take_back(news: News, *, viewer: Viewer) -> News | None:
    """The news, for whoever wrote it or sees the whole setting; None for anybody else."""
    return news if news.by_id == viewer.person_id or viewer.roles & WHOLE_SETTING else None


def get_to_take_back(news_id: uuid.UUID, *, viewer: Viewer) -> News:
    """News that this person wrote, or any for whoever sees the whole setting. NoResultFound (shown as 404) else."""
    news = db.session.scalars(_news(viewer).where(News.id == news_id)).one()
    if find_to_take_back(news, viewer=viewer) is None:
        raise NoResultFound
    return news


def find_sent_before(number: uuid.UUID, *, viewer: Viewer) -> News | None:
    """What this form made when it was sent before."""
    rows = sa.select(News).where(News.client_id == number, News.by_id == viewer.person_id)
    return db.session.scalars(rows).one_or_none()


@dataclass(frozen=True)
class Reached:
    """Of those who read one language: how many opened it, had it on paper, and neither."""

    language: str
    opened: int
    on_paper: int
    neither: int


def count_reached(news_id: uuid.UUID, *, viewer: Viewer) -> list[Reached]:
    """By language, as far as this member of staff looks after the people."""
    opened, paper = NewsFor.opened_at.is_not(None), NewsFor.on_paper_at.is_not(None)

    def number(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
        return sa.func.sum(sa.case((condition, 1), else_=0))

    rows = (
        sa.select(Person.language, number(opened), number(sa.and_(paper, ~opened)), number(sa.and_(~paper, ~opened)))
        .join(NewsFor, NewsFor.person_id == Person.id)
        .where(NewsFor.news_id == news_id, NewsFor.setting_id == viewer.setting_id)
        .group_by(Person.language)
        .order_by(Person.language)
    )
    return [Reached(*row) for row in db.session.execute(rows)]


def list_for(news_id: uuid.UUID, page: int, *, viewer: Viewer) -> Sequence[NewsFor]:
    """Whom it is for: first who has neither opened it nor had it on paper, by language and name."""
    state = sa.case((NewsFor.opened_at.is_not(None), 2), (NewsFor.on_paper_at.is_not(None), 1), else_=0)
    rows = (
        sa.select(NewsFor)
        .join(Person, Person.id == NewsFor.person_id)
        .options(joinedload(NewsFor.person, innerjoin=True))
        .where(NewsFor.news_id == news_id, NewsFor.setting_id == viewer.setting_id)
        .order_by(state, Person.language, Person.first_name, Person.last_name, Person.id)
        .limit(PEOPLE_PER_PAGE)
        .offset((page - 1) * PEOPLE_PER_PAGE)
    )
    return db.session.scalars(rows).all()


def get_for(news_id: uuid.UUID, person_id: uuid.UUID, *, viewer: Viewer) -> NewsFor:
    """That it is for this person, whom the member of staff looks after. NoResultFound (shown as 404) for any other."""
    rows = sa.select(NewsFor).where(
        NewsFor.news_id == news_id, NewsFor.person_id == person_id, NewsFor.setting_id == viewer.setting_id
    )
    return db.session.scalars(rows).one()


def get_words(news_id: uuid.UUID, of: str, *, viewer: Viewer) -> NewsWords:
    """The news in one language. NoResultFound (shown as 404) where nobody wrote it in that."""
    rows = sa.select(NewsWords).where(
        NewsWords.news_id == news_id, NewsWords.language == of, NewsWords.setting_id == viewer.setting_id
    )
    return db.session.scalars(rows).one()
