"""Messages between a family and the team: threads, the promise of a reply, who answers, who is asked when it is late.

`promising.py` says by when somebody hears and knows neither the database nor the web. Several rooms stand on it.
"""

from portal.messaging.answering import Answerer, Answering, find_answering
from portal.messaging.phrase_book import Phrase
from portal.messaging.promising import reply_due
from portal.messaging.sending import (
    ClosedError,
    NotYetError,
    Sent,
    close_thread,
    need_no_reply,
    open_thread,
    send,
    take_back,
)

__all__ = [
    "Answerer",
    "Answering",
    "ClosedError",
    "NotYetError",
    "Phrase",
    "Sent",
    "close_thread",
    "find_answering",
    "need_no_reply",
    "open_thread",
    "reply_due",
    "send",
    "take_back",
]
