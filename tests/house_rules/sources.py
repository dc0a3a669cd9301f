"""The files that the rules about the code read. Git is not asked: the folder may be a copy without it."""

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PORTAL = ROOT / "portal"
TEMPLATES = PORTAL / "templates"
BLUEPRINTS = PORTAL / "blueprints"
NOT_OURS = frozenset(("__pycache__", "node_modules", "vendor", "build", "demo-data", "shots"))


def files(folder: Path, *endings: str) -> list[Path]:
    """Every file of ours below a folder, sorted; hidden folders, caches and other people's files left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.name.endswith(endings or ("",))
        and not any(part in NOT_OURS or part.startswith(".") for part in path.relative_to(ROOT).parts[:-1])
    )


def short(path: Path) -> str:
    """The path as one reads it in the project."""
    return path.relative_to(ROOT).as_posix()


def in_each(paths: Iterable[Path], rule: Callable[[Path], Iterable[str]]) -> list[str]:
    """What a rule finds wrong in these files, all of it: "portal/a.py: what is wrong". At least one file is looked at.

    One test for a rule, not one for each file: thousands of tests would take longer to be set up than to be run.
    """
    looked_at = list(paths)
    assert looked_at, "There is no file to look at: it proves nothing."
    return [f"{short(path)}: {wrong}" for path in looked_at for wrong in rule(path)]


@cache
def tree(path: Path) -> ast.Module:
    """A Python file, parsed once for all rules. Nobody may change it."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def code_of(path: Path) -> str:
    """The file without its docstrings and comments, so that words about a thing are not taken for the thing."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(module):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(module)


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """The functions of a module that others may call."""
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def keyword_only(function: ast.FunctionDef) -> set[str]:
    """The names a caller must write out."""
    return {argument.arg for argument in function.args.kwonlyargs}


def called(node: ast.AST) -> Iterator[str]:
    """The names of everything that is called in it: `db.session.commit(…)` gives "commit"."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            yield each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", "")


def lines_of(function: ast.FunctionDef) -> int:
    """How many lines a function has below its signature and docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0  # type: ignore[operator]
