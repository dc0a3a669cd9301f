"""The roster: who is here, who is what to whom, and when they meet, read from another system's files."""

from portal.roster.importing import Outcome, import_folder
from portal.roster.problems import Problem
from portal.roster.report import lines

__all__ = ["Outcome", "Problem", "import_folder", "lines"]
