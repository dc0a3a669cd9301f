"""Each state is reached by an adult, after the one before it; nothing is closed by one press."""

from itertools import pairwise

import pytest

from portal import clock
from portal.models import Concern
from portal.safeguarding.life import NEEDS_WORDS, Move, NotNowError, State, check, moves_of, somebody_knows, state_of

# What each move leaves on the row, in the order in which they can be made.
LEAVES = {
    Move.OPEN: "opened_at",
    Move.TAKE: "taken_at",
    Move.SEE_CHILD: "child_seen_at",
    Move.ACT: "action_at",
    Move.CONCLUDE: "outcome_at",
    Move.TELL_CHILD: "child_told_at",
}


def concern(*moves: Move) -> Concern:
    """A concern with which this has been done."""
    return Concern(**{LEAVES[move]: clock.now() for move in moves})


def test_a_concern_goes_through_every_state_in_its_order() -> None:
    moves = list(LEAVES)
    states = [state_of(concern(*moves[:number])) for number in range(len(moves) + 1)]
    assert states == [one for one in State if one is not State.SENT]


def test_sent_is_the_outboxs_word_and_nobody_knows_yet() -> None:
    assert state_of(concern(), is_sent=True) is State.SENT
    assert not somebody_knows(concern())
    assert somebody_knows(concern(Move.OPEN))
    assert somebody_knows(concern(Move.TAKE))


def test_nothing_but_looking_taking_and_adding_is_open_before_somebody_has_it() -> None:
    assert moves_of(concern()) == moves_of(concern(Move.OPEN)) == {Move.OPEN, Move.TAKE, Move.ADD}


@pytest.mark.parametrize(("before", "move"), list(pairwise([Move.TAKE, *list(LEAVES)[2:]])))
def test_a_move_needs_the_one_before_it(before: Move, move: Move) -> None:
    order = list(LEAVES)
    without = concern(*(one for one in order[: order.index(move)] if one is not before))
    if before in (Move.SEE_CHILD,) and move is Move.ACT:
        check(without, move, "words")  # what is done at once does not wait until the child has been seen
        return
    with pytest.raises(NotNowError):
        check(without, move, "words")


@pytest.mark.parametrize("move", sorted(NEEDS_WORDS))
def test_nothing_is_closed_by_one_press(move: Move) -> None:
    whole = concern(*LEAVES)
    for nothing in ("", "  \n"):
        with pytest.raises(ValueError, match="words"):
            check(whole, move, nothing)
    check(whole, move, "Ruth sat with her.")
