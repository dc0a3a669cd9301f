"""What stands in memory when the first test begins stays there until the run ends: nobody need look at it for rubbish.

Python looks through everything that lives, again and again, for what nobody needs any more. The modules and the
thousands of tests are most of it and never become rubbish; a sixth of a run went into looking at them.
"""

import gc
from collections.abc import Generator

import pytest

# How many more things must live than die before Python looks again; it looks at 700 by itself.
MORE = 100_000


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """While the tests are gathered nothing is looked at; from the first one on only what the tests leave."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(MORE)
        gc.enable()
