"""What every test may ask for. The fixtures themselves stand in tests/support/, one subject a file."""

pytest_plugins = [
    "tests.support.bytecode",
    "tests.support.collected",
    "tests.support.databases",
    "tests.support.engines",
    "tests.support.examples",
    "tests.support.hashing",
    "tests.support.mail",
    "tests.support.narrowed",
    "tests.support.planned",
    "tests.support.portal",
    "tests.support.sharing",
    "tests.support.texts",
    "tests.support.time",
]
