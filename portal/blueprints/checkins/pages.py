"""The pages of a young person who checks in: everything is read, then it is drawn."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy.exc import NoResultFound

from portal.audit import Event, looked
from portal.blueprints.checkins import presenters as shown
from portal.blueprints.checkins.forms import MoreForm, TapForm
from portal.blueprints.checkins.presenters import Card, Promise
from portal.blueprints.checkins.queries import own
from portal.blueprints.checkins.questions import ASKED, Question, card_of, questions_for
from portal.blueprints.checkins.words import QUESTIONS
from portal.heard import Reader
from portal.models import CheckIn, Presentation, Sharing
from portal.safeguarding import hours_now
from portal.safeguarding.national import national_lines
from portal.web.pages import page
from portal.web.said import fill

_WHERE = _l("Where don't you feel safe?")


def get_mine(check_in_id: uuid.UUID, *, lock: bool = False) -> CheckIn:
    """One of their own check-ins, with the line in the record that it was looked at."""
    check_in = own.get_check_in(check_in_id, viewer=current_user, lock=lock)
    looked(Event.CHECKINS_FORM_SHOWN, by=current_user, pupils=[check_in.pupil_id])
    return check_in


def get_promise(check_in: CheckIn) -> Promise:
    """Who may see it. NoResultFound where there is nobody at all."""
    promise = shown.promise_for(check_in, pupil_id=check_in.pupil_id, viewer=current_user)
    if promise is None:
        raise NoResultFound
    return promise


def most_of(check_in: CheckIn, question: Question) -> int:
    """How many answers may be chosen."""
    return shown.offers(question, check_in.presentation)


def show_question(form: TapForm, check_in: CheckIn, question: Question) -> ResponseReturnValue:
    """One of the questions with its place among them. One tap answers; "more than one" has boxes to tick."""
    if check_in.finished_at and not form.is_submitted() and question is not Question.SAFE:
        return redirect(url_for("checkins.done", check_in_id=check_in.id))
    hint = ""
    if question is Question.SAFE:
        hint = _told_if_not(check_in.pupil_id)
    return _tap(
        form,
        QUESTIONS[question],
        shown.cards_of(question, check_in.presentation),
        check_in=check_in,
        question=question,
        hint=hint,
        has_more=most_of(check_in, question) > 1,
    )


def show_one_more(form: TapForm, pupil_id: uuid.UUID) -> ResponseReturnValue:
    """The question whether they are safe, by itself."""
    hint = _told_if_not(pupil_id)
    return _tap(form, QUESTIONS[Question.SAFE], shown.cards_of(Question.SAFE, Presentation.MIDDLE), hint=hint)


def show_where(form: TapForm) -> ResponseReturnValue:
    """Where they do not feel safe."""
    return _tap(form, _WHERE, shown.where_cards(), hint=_("You don't have to say."))


def show_talk(form: TapForm, check_in: CheckIn, people: Iterable[Reader]) -> ResponseReturnValue:
    """Faces to choose from."""
    if check_in.finished_at and not form.is_submitted():
        return redirect(url_for("checkins.done", check_in_id=check_in.id))
    cards = shown.talk_cards(people)
    return _tap(form, QUESTIONS[Question.TALK], cards, check_in=check_in, question=Question.TALK)


def show_when(form: TapForm, check_in: CheckIn) -> ResponseReturnValue:
    """Today, or another day."""
    back = shown.url_of(check_in, Question.TALK)
    return _tap(form, _l("When would you like to talk?"), shown.when_cards(), check_in=check_in, back=back)


def show_home(form: TapForm, check_in: CheckIn, promise: Promise) -> ResponseReturnValue:
    """Those at home, each with a box to tick."""
    cards = shown.talk_cards(promise.home)[: len(promise.home)]
    back = url_for("checkins.who", check_in_id=check_in.id)
    return _tap(form, _l("Who at home?"), cards, check_in=check_in, back=back, many=True, can_skip=False)


def _told_if_not(pupil_id: uuid.UUID) -> str:
    tells = shown.tells_now(pupil_id, viewer=current_user)
    no, not_sure = shown.names_of(tells.no), shown.names_of(tells.not_sure)
    if tells.is_same:
        return fill(_("If you tap No or Not sure, we tell %(names)s."), names=no)
    return fill(
        _("If you tap No, we tell %(names)s. If you tap Not sure, we tell %(others)s."), names=no, others=not_sure
    )


def _tap(
    form: TapForm,
    title: object,
    cards: list[Card],
    *,
    check_in: CheckIn | None = None,
    question: Question | None = None,
    hint: str = "",
    back: str = "",
    has_more: bool = False,
    many: bool = False,
    can_skip: bool = True,
) -> ResponseReturnValue:
    order = questions_for(check_in.helper_from) if check_in else ()
    return page(
        "checkins/question.html",
        status=422 if form.errors else 200,
        form=form,
        title=title,
        cards=cards,
        hint=hint,
        at=order.index(question) + 1 if question in order else 0,
        of=len(order),
        back=back or (shown.before(check_in, question) if check_in and question in order else ""),
        stop=url_for("checkins.stopped", check_in_id=check_in.id) if check_in else "",
        chosen=form.values
        if form.is_submitted()
        else shown.chosen_of(check_in, question)
        if check_in and question
        else (),
        kind=check_in.presentation if check_in else Presentation.MIDDLE,
        faces=question is Question.TALK or many,
        many=many or (has_more and "many" in request.args),
        offers_many=has_more and "many" not in request.args,
        can_skip=can_skip,
        helped=card_of(check_in.how_said, check_in.helper_from) if check_in else "",
    )


def people_for(check_in: CheckIn) -> list[Reader]:
    """The adults they may choose to talk to."""
    audience = get_promise(check_in).audience
    return own.list_to_talk_to(check_in.pupil_id, audience, viewer=current_user)


def wish_of(check_in: CheckIn) -> tuple[str, uuid.UUID]:
    """Their wish in words, and who sees to it: the one they chose, where that one has pages here, else the first."""
    promise = get_promise(check_in)
    chosen = next((one for one in people_for(check_in) if one.person_id == check_in.talk_to_id), None)
    if chosen is None:
        return _("I would like to talk."), promise.keepers[0].person_id
    words = _("I would like to talk to %(name)s.", name=chosen.first_name)
    has_pages = chosen in promise.audience.always
    return words, (chosen if has_pages else promise.team[0]).person_id


def ways_of(check_in: CheckIn, promise: Promise) -> list[str]:
    """To whom it may go now. Words always have a reader: with them it is never "just me"."""
    said = own.list_said(check_in.id, viewer=current_user)
    ways = [Sharing.TEAM.value]
    if promise.home:
        ways.append(Sharing.TEAM_AND_HOME.value)
    if not said:
        ways.append(Sharing.JUST_ME.value)
    return [*ways, "not_first"] if promise.can_leave_out and not said else ways


def show_who(form: TapForm, check_in: CheckIn, promise: Promise, ways: list[str]) -> ResponseReturnValue:
    """Who gets this?"""
    if check_in.finished_at and not form.is_submitted():
        return redirect(url_for("checkins.done", check_in_id=check_in.id))
    status = 422 if form.errors else 200
    back = shown.url_of(check_in, Question.TALK)
    facts: dict[str, Any] = {"promise": promise, "ways": ways, "back": back}
    return page("checkins/who.html", status=status, form=form, check_in=check_in, **facts)


def show_more(form: MoreForm, check_in: CheckIn, promise: Promise) -> ResponseReturnValue:
    """Their words, a drawing, or their voice."""
    status = 422 if form.errors or form.names else 200
    facts: dict[str, Any] = {
        "promise": promise,
        "helped": card_of(check_in.how_said, check_in.helper_from),
        "hours": hours_now(by=current_user),
    }
    return page("checkins/more.html", status=status, form=form, check_in=check_in, **facts)


def show_done(check_in: CheckIn) -> ResponseReturnValue:
    """The last page."""
    promise = get_promise(check_in)
    comes = shown.what_comes(check_in, promise.audience, viewer=current_user)
    said = {one.topic for one in own.list_said(check_in.id, viewer=current_user)}
    facts: dict[str, Any] = {
        "promise": promise,
        "comes": comes,
        "has_words": not said.isdisjoint(("words", "")),
        "has_more": bool(said),
    }
    return page("checkins/done.html", check_in=check_in, **facts)


def show_paper() -> ResponseReturnValue:
    """Every question with its pictures."""
    asked = [one for one in Question if one is not Question.TALK]
    rows = [(QUESTIONS[one], shown.cards_of(one, Presentation.MIDDLE)) for one in asked]
    talk = (QUESTIONS[Question.TALK], shown.when_cards() + shown.talk_cards(())[-1:])
    return page("checkins/paper.html", rows=[*rows, (_WHERE, shown.where_cards()), talk])


def show_offline() -> ResponseReturnValue:
    """Every question in one page for nobody in particular: no name, no face; a script shows one at a time."""
    asked = [one for one in Question if one is not Question.TALK]
    steps = [("helped", _("Who helps you?"), shown.helped_cards())]
    steps += [(one.value, str(QUESTIONS[one]), shown.cards_of(one, Presentation.MIDDLE)) for one in asked]
    fewer = {one.value: offered.answers for one, offered in ASKED[Presentation.YOUNGER].items()}
    talk = ("talk", str(QUESTIONS[Question.TALK]), shown.when_cards() + shown.talk_cards(())[-1:])
    where = (_WHERE, shown.where_cards())
    facts: dict[str, Any] = {"steps": steps, "fewer": fewer, "where": where, "talk": talk}
    response = page("checkins/offline.html", lines=national_lines(), **facts)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Language")
    return response
