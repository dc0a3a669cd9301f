"""The planted faults still fit the code (`make faults` plants them; this is quick)."""

import pytest

from tests.house_rules.sources import ROOT
from tools.faults import Fault, all_faults


@pytest.mark.parametrize("fault", list(all_faults()), ids=lambda fault: fault.name)
def test_a_fault_breaks_lines_that_are_there_and_names_tests_that_are_there(fault: Fault) -> None:
    assert (ROOT / fault.file).read_text(encoding="utf-8").count(fault.old) == 1
    assert fault.old != fault.new
    assert [path for path in fault.tests.split() if not (ROOT / path.split("::")[0]).exists()] == []
    assert fault.safety.endswith("."), "say whose safety hangs on it, in a sentence"


def test_no_two_faults_have_one_name() -> None:
    names = [fault.name for fault in all_faults()]
    assert len(names) == len(set(names))
