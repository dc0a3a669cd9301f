"""News: a family reads it; staff write it, see who has opened it, and print it."""

import uuid
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from portal import clock
from portal.access.guard import requires, writes
from portal.access.policy import Permission
from portal.audit import Event, looked
from portal.blueprints.news import bp
from portal.blueprints.news import queries as rows
from portal.blueprints.news.forms import NewsForm
from portal.blueprints.news.services import NobodyError, give_on_paper, open_news, send_news, take_back
from portal.heard import names_of_pupils
from portal.web import notices
from portal.web.pages import page
from portal.web.press import PressForm
from portal.web.words import in_language

SENT = notices.sentence("news.sent", _l("The news is sent. Here you see who has opened it."))
ON_PAPER = notices.sentence("news.on_paper", _l("It is noted that they have it on paper."))
TAKEN_BACK = notices.sentence("news.taken_back", _l("You took it back. Families see that there was news."))
READ = notices.sentence("news.read", _l("Thank you. It is marked as read."))
NOBODY = _l("None of these families gets news here. Choose others")


def _at() -> int:
    return min(max(1, request.args.get("page", 1, type=int)), 100_000)


def _writes() -> bool:
    return Permission.NEWS_WRITE in current_user.permissions


@bp.get("/")
@requires(Permission.NEWS_READ)
def news_list() -> ResponseReturnValue:
    """For a family the news that was for them; for staff what was sent."""
    looked(Event.NEWS_LIST_SHOWN, by=current_user, pupils=[])
    at, ask = _at(), rows.list_sent if _writes() else rows.list_own_news
    found = ask(at, viewer=current_user)
    pages = -(-found[0].of // rows.PER_PAGE) if found else at
    template = "news/sent_list.html" if _writes() else "news/news_list.html"
    return page(template, found=found, at=at, pages=pages)


@bp.get("/<uuid:news_id>")
@requires(Permission.NEWS_READ)
def news_show(news_id: uuid.UUID) -> ResponseReturnValue:
    """One piece of news. Reading it is said by a press; for staff it stands with who has opened it."""
    if _writes():
        return _sent_show(news_id)
    one = rows.get_own_news(news_id, viewer=current_user)
    looked(Event.NEWS_SHOWN, by=current_user, pupils=[], news=news_id)
    return page("news/news_show.html", one=one)


def _sent_show(news_id: uuid.UUID) -> ResponseReturnValue:
    news, at = rows.get_sent(news_id, viewer=current_user), _at()
    looked(Event.NEWS_SHOWN, by=current_user, pupils=[], news=news_id)
    reached = rows.count_reached(news_id, viewer=current_user)
    people = rows.list_for(news_id, at, viewer=current_user)
    pages = max(1, -(-sum(one.opened + one.on_paper + one.neither for one in reached) // rows.PEOPLE_PER_PAGE))
    facts: dict[str, Any] = {
        "reached": reached,
        "people": people,
        "may_take_back": rows.find_to_take_back(news, viewer=current_user),
    }
    return page("news/sent_show.html", news=news, at=at, pages=pages, **facts)


@bp.post("/<uuid:news_id>/open")
@requires(Permission.NEWS_READ)
@writes
def news_open(news_id: uuid.UUID) -> ResponseReturnValue:
    """I open it: from a list it leads to the news, on its page it says that it is read."""
    one = rows.get_own_news(news_id, viewer=current_user)
    assert one.mine is not None
    open_news(one.mine, by=current_user)
    if "open" not in request.form:
        notices.say_next(READ)
    return redirect(url_for("news.news_show", news_id=news_id))


@bp.route("/write", methods=["GET", "POST"])
@requires(Permission.NEWS_WRITE)
@writes
def news_write() -> ResponseReturnValue:
    """Write, look who gets it and in which language, send. Nothing is sent before the second press."""
    pupils = rows.list_pupils(viewer=current_user)
    looked(Event.NEWS_FORM_SHOWN, by=current_user, pupils=[child.pupil_id for child in pupils])
    form = NewsForm(rows.list_sites(viewer=current_user), pupils)
    step = request.form.get("step", "")
    if form.validate_on_submit() and not _names_somebody(form) and step != "change":
        return _send(form) if step == "send" else _check(form)
    return _show_form(form)


def _names_somebody(form: NewsForm) -> bool:
    return form.asks_about(names_of_pupils(form.all_words, viewer=current_user))


def _check(form: NewsForm) -> ResponseReturnValue:
    counts = rows.count_whom(form.chosen, viewer=current_user)
    if not counts:
        form.whom.errors = [NOBODY]
        return _show_form(form)
    return page("news/news_check.html", form=form, counts=counts)


def _send(form: NewsForm) -> ResponseReturnValue:
    try:
        news = send_news(form.texts, form.chosen, form.number, by=current_user)
    except NobodyError:
        form.whom.errors = [NOBODY]
        return _show_form(form)
    notices.say_next(SENT)
    return redirect(url_for("news.news_show", news_id=news.id))


def _show_form(form: NewsForm) -> ResponseReturnValue:
    counts = rows.count_whom(rows.Whom(), viewer=current_user)
    status = 422 if form.errors or (form.names and not form.names_ok.data) else 200
    return page("news/news_write.html", status=status, form=form, counts=counts)


@bp.get("/<uuid:news_id>/print/<of>")
@requires(Permission.NEWS_WRITE)
def news_print(news_id: uuid.UUID, of: str) -> ResponseReturnValue:
    """A sheet in one language, for whoever has no phone."""
    news, words = rows.get_sent(news_id, viewer=current_user), rows.get_words(news_id, of, viewer=current_user)
    looked(Event.NEWS_SHOWN, by=current_user, pupils=[], news=news_id)
    with in_language(of):
        return page("news/news_print.html", news=news, words=words, today=clock.today())


@bp.post("/<uuid:news_id>/paper/<uuid:person_id>")
@requires(Permission.NEWS_WRITE)
@writes
def news_paper(news_id: uuid.UUID, person_id: uuid.UUID) -> ResponseReturnValue:
    """They have it on paper."""
    give_on_paper(rows.get_for(news_id, person_id, viewer=current_user), by=current_user)
    notices.say_next(ON_PAPER)
    return redirect(url_for("news.news_show", news_id=news_id))


@bp.route("/<uuid:news_id>/take-back", methods=["GET", "POST"])
@requires(Permission.NEWS_WRITE)
@writes
def news_take_back(news_id: uuid.UUID) -> ResponseReturnValue:
    """Take it back: asked once, and done by a second press."""
    news = rows.get_to_take_back(news_id, viewer=current_user)
    looked(Event.NEWS_SHOWN, by=current_user, pupils=[], news=news_id)
    form = PressForm()
    if form.validate_on_submit():
        take_back(news, by=current_user)
        notices.say_next(TAKEN_BACK)
        return redirect(url_for("news.news_show", news_id=news_id))
    return page("news/news_take_back.html", form=form, news=news)
