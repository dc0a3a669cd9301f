"""What stands in memory when the first test begins stays there until the run ends: nobody need look at it for rubbish.

Python looks through everything that lives, again and again, for what nobody needs any more. The modules and the
thousands of tests are most of it and never become rubbish; a sixth of a run went into looking at them.
"""

import gc

import pytest

# How many more things must live than die before Python looks again; it looks at 700 by itself.
MORE = 20_000
gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """From the first test on only what the tests leave is looked at."""
    gc.freeze()
    gc.set_threshold(MORE)
    gc.enable()
