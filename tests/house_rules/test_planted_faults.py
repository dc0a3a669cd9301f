"""The planted faults still fit the code (`make faults` plants them; this is quick)."""

from collections.abc import Iterator

from tests.house_rules.sources import ROOT
from tools.faults import Fault, all_faults


def test_a_fault_breaks_lines_that_are_there_and_names_tests_that_are_there() -> None:
    faults = list(all_faults())
    assert faults
    assert [f"{fault.name}: {wrong}" for fault in faults for wrong in _what_is_wrong_with(fault)] == []


def _what_is_wrong_with(fault: Fault) -> Iterator[str]:
    if (ROOT / fault.file).read_text(encoding="utf-8").count(fault.old) != 1:
        yield f"its lines do not stand once in {fault.file}"
    if fault.old == fault.new:
        yield "it breaks nothing"
    yield from (f"{path} is not there" for path in fault.tests.split() if not (ROOT / path.split("::")[0]).exists())
    if not fault.safety.endswith("."):
        yield "say whose safety hangs on it, in a sentence"


def test_no_two_faults_have_one_name() -> None:
    names = [fault.name for fault in all_faults()]
    assert len(names) == len(set(names))
