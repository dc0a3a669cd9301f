"""The acts of who answers. Each is refused when the question is not as it stood on the page."""

from collections.abc import Callable

from portal.access.viewer import Viewer
from portal.asking import Move, NotNowError
from portal.asking.life import check
from portal.blueprints.asks.queries import find_sent_reply, list_replies
from portal.blueprints.asks.services import ChangedMeanwhileError, Words, keep_reply
from portal.blueprints.asks.staff_forms import ActForm, HearForm
from portal.models import Ask, Reply

Act = Callable[[Ask], None]


class OwnNoError(NotNowError):
    """They said themself that it is not OK: nobody else says for them that it is."""


def act_on(row: Ask, form: ActForm, act: Act, *, by: Viewer) -> None:
    """Do what the form says. The same form sent twice is done once.

    ChangedMeanwhileError when somebody else was quicker; NotNowError when this is not open to it now.
    """
    assert row.person_id != by.person_id, "nobody answers their own question"
    if form.version.data != str(row.version):
        if form.stands_in(row) or _was_heard(row, form, by):
            return
        raise ChangedMeanwhileError
    act(row)


def hear(row: Ask, form: HearForm, *, by: Viewer) -> None:
    """What who asked said by phone or in person to "Is that OK?", kept as theirs.

    OwnNoError when it is an "OK" over a "not OK" that they sent themself; NotNowError when they were not told, when
    it is closed, or to whom the question itself is not shown.
    """
    check(row, Move.REPLY)
    if not row.contribution:
        raise NotNowError("Whoever does not read their words does not write them down.")
    if form.reply is Reply.OK and _said_no_themself(row, by):
        raise OwnNoError
    said = Words(form.number, form.words.data, form.how_said)
    speaker = row.person_id, row.contribution.voice
    keep_reply(row, form.answer.data, form.reply, said=said, by=by, speaker=speaker)


def _was_heard(row: Ask, form: ActForm, by: Viewer) -> bool:
    return isinstance(form, HearForm) and find_sent_reply(row.id, form.number, viewer=by) is not None


def _said_no_themself(row: Ask, by: Viewer) -> bool:
    """True when the last they sent to this answer themself was "not OK". "I want to talk" is what talking answers."""
    newest = next((one for one in list_replies(row.id, viewer=by) if not one.entered_by_id), None)
    if newest is None or row.decided_at is None or newest.said_at < row.decided_at:
        return False
    return newest.topic == Reply.NOT_OK
