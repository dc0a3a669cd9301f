"""The code keeps its own shape: who is asked on whose behalf, who commits, where raw SQL may stand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_rules.sources import (
    BLUEPRINTS,
    PORTAL,
    ROOT,
    called,
    code_of,
    files,
    in_each,
    keyword_only,
    lines_of,
    public_functions,
    short,
    tree,
)

MODULES = files(PORTAL, ".py")
# A file of that name, or a folder of that name with a file a subject.
QUERIES = [path for path in MODULES if path.name.endswith("queries.py") or path.parent.name == "queries"]
SERVICES = [path for path in MODULES if path.name.endswith("services.py") or path.parent.name == "services"]
ROUTES = [path for path in MODULES if path.name.endswith("routes.py") or path.parent.name == "routes"]

AT_ONCE = ("_", "gettext", "ngettext", "pgettext", "npgettext")
GIVES = ("get", "find", "list", "count")

# Services that act before anybody is signed in, or for nobody in particular: they take no `by`.
FOR_NOBODY_YET = ("portal/blueprints/account/", "portal/blueprints/demo/", "portal/blueprints/help/")

# What reaches past the ORM's net, and the only files that may: each says why.
PAST_THE_NET = {
    r"\bsa\.text\(|\bimport text\b": {"portal/database.py"},
    r"\.__table__": {
        "portal/database.py",
        "portal/visibility/conditions.py",
        "portal/visibility/groups_led.py",
        "portal/visibility/rules.py",
        "portal/visibility/rules_of_groups.py",
        "portal/visibility/rules_of_messages.py",
        "portal/visibility/rules_of_ways.py",
        "portal/visibility/rules_of_words.py",
    },
    r"\bfrom_statement\(|\bportal_net\b": {
        "portal/access/ending.py",
        # How somebody wants to hear is read by nobody but themself, and obeyed for everybody.
        "portal/outbox/noticing.py",
        "portal/returning/everybody.py",
        "portal/visibility/net.py",
    },
    r"\.connection\(|\bengine\.begin\(": {"portal/database.py"},
    r"\binsert_past_the_net\(": {"portal/database.py", "portal/audit/chain.py", "portal/audit/recording.py"},
    # Whoever reads a post of a parent group that worries them sees no child; the concern stands with one all the same.
    r"\bpast_the_viewer\(": {"portal/database.py", "portal/heard/in_groups.py"},
    r"\bSession\(": {"portal/database.py"},
    # texts.py: the line to a gateway, not to the database.
    r"\.connect\(|\.raw_connection\(": {"portal/database.py", "portal/outbox/texts.py"},
    r"\bexec_driver_sql\(": {"portal/database.py"},
    r"\bcreate_engine\(": {"portal/database.py"},
}


def test_every_query_is_asked_on_behalf_of_someone() -> None:
    def wrong(path: Path) -> Iterator[str]:
        for function in public_functions(path):
            if "viewer" not in keyword_only(function):
                yield f"{function.name}() has no `*, viewer`"
            if function.name.split("_")[0] not in GIVES:
                yield f"{function.name}() does not say what it gives"

    assert in_each(QUERIES, wrong) == []


def test_queries_change_nothing() -> None:
    changing = {"add", "add_all", "delete", "merge", "flush", "commit", "insert", "update"}
    assert (
        in_each(QUERIES, lambda path: [f"it calls {name}()" for name in called(tree(path)) if name in changing]) == []
    )


def test_every_service_says_who_did_it() -> None:
    asked = [path for path in SERVICES if not short(path).startswith(FOR_NOBODY_YET)]

    def wrong(path: Path) -> Iterator[str]:
        for function in public_functions(path):
            if "by" not in keyword_only(function):
                yield f"{function.name}() has no `*, by`"

    assert in_each(asked, wrong) == []


def test_nothing_in_a_capability_commits() -> None:
    """@writes and db.work do that."""
    ending = {"commit", "rollback", "begin"}
    inside = files(BLUEPRINTS, ".py")
    assert in_each(inside, lambda path: [f"it calls {name}()" for name in called(tree(path)) if name in ending]) == []


@pytest.mark.parametrize("pattern", PAST_THE_NET)
def test_nothing_reaches_past_the_net_but_where_it_is_made(pattern: str) -> None:
    found = {short(path) for path in MODULES if re.search(pattern, code_of(path))}
    assert found - PAST_THE_NET[pattern] == set(), f"{pattern} stands where it may not"


def test_what_people_say_is_kept_in_one_place_only() -> None:
    """Signs of harm are looked for there (portal/heard); a second way to keep words would be a way past it."""
    keeps = re.compile(r"\bContribution\(|insert\(Contribution\b")
    allowed = {"portal/heard/saying.py", "portal/models/contribution.py"}
    found = {short(path) for path in MODULES if keeps.search(code_of(path))}
    assert found - allowed == set()


def test_no_sentence_hides_inside_another_string() -> None:
    """What gathers the phrases looks into no f-string: readers of Polish and Arabic would meet English."""
    hidden = re.compile(r"""\bf["'][^"'\n]*\{\s*(_|_l|gettext|ngettext|pgettext)\(""")
    assert [short(path) for path in MODULES if hidden.search(path.read_text())] == []


def test_only_one_file_reads_the_time() -> None:
    asks = re.compile(r"\b(datetime\.(now|utcnow)|date\.today|time\.time|time\.localtime)\b")
    assert [short(path) for path in MODULES if asks.search(code_of(path))] == ["portal/clock.py"]


def test_a_view_is_short() -> None:
    """A view finds, asks, acts and goes, in 15 lines."""

    def wrong(path: Path) -> list[str]:
        return [f"{view.name}(), {lines} lines" for view in public_functions(path) if (lines := lines_of(view)) > 15]

    assert in_each(ROUTES, wrong) == []


def test_a_function_fits_on_a_screen() -> None:
    def wrong(path: Path) -> list[str]:
        functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
        return [f"{one.name}(), {lines} lines" for one in functions if (lines := lines_of(one)) > 50]

    assert in_each(MODULES, wrong) == []


def test_no_file_passes_300_lines() -> None:
    looked_at = [
        *files(PORTAL, ".py", ".css", ".js"),
        *files(ROOT / "tests", ".py"),
        *files(ROOT / "tools", ".py", ".sh"),
    ]
    long = {short(path): count for path in looked_at if (count := len(path.read_text().splitlines())) > 300}
    assert not long


def test_no_conftest_passes_60_lines() -> None:
    long = {short(p): n for p in files(ROOT / "tests", "conftest.py") if (n := len(p.read_text().splitlines())) > 60}
    assert not long


def test_home_looks_at_other_capabilities_only_through_their_summary() -> None:
    looks = re.compile(r"portal\.blueprints\.(?!home)(\w+)(?:\.(\w+))?")
    for path in files(BLUEPRINTS / "home", ".py"):
        for capability, module in looks.findall(code_of(path)):
            assert module == "summary", f"{short(path)} looks at {capability}.{module}"


def test_words_fixed_at_import_time_are_lazy() -> None:
    """A phrase that is translated when a file is imported is in nobody's language; lazy_gettext waits."""

    def wrong(path: Path) -> list[str]:
        return [f"it calls {name}() while imported" for name in _called_at_import(tree(path)) if name in AT_ONCE]

    assert in_each(MODULES, wrong) == []


def test_the_tests_hold_nothing_back() -> None:
    held = re.compile(r"pytest\.(mark\.)?(skip|xfail)|\btime\.sleep\(|assert Tru" + r"e\b|# ?(TODO|FIXME)")
    weak = [short(path) for path in files(ROOT / "tests", ".py") if held.search(path.read_text())]
    assert [path for path in weak if path != "tests/house_rules/test_the_code.py"] == []


def test_of_each_page_something_is_asked_on_both_databases() -> None:
    """What is only drawn is drawn on SQLite (tests/support/examples.py); its page's rows are asked for on both."""

    def wrong(path: Path) -> Iterator[str]:
        tests = [test for test in public_functions(path) if test.name.startswith("test_")]
        drawn = [test for test in tests if any(ast.unparse(one) == "drawn_once" for one in test.decorator_list)]
        if drawn and len(drawn) == len(tests):
            yield "every test of it is drawn once"
        if re.search(r"^pytestmark.*_once", code_of(path), re.M):
            yield "the whole file is drawn once"

    assert in_each(files(ROOT / "tests" / "web", ".py"), wrong) == []


def _called_at_import(module: ast.AST) -> list[str]:
    names: list[str] = []
    for node in ast.iter_child_nodes(module):
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names.append(node.func.id)
        names += _called_at_import(node)
    return names
