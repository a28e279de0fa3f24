"""The shape of the house: layers, sizes, and what no file may do. Every check is shown to fail on a bad file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES_MAX, FUNCTION_LINES_MAX = 250, 60
PACKAGES = ("xl_addin", "udfs")
# Files are written by the atomic writer, and the closing workbook (into a temporary file of it), on the disk's rules.
# A workbook that the person has open is saved by the program that holds it, which the live book asks to.
# The add-in's blank package is filled in a temporary folder, since pyOpenVBA works on files only.
# The acceptance kit has its own copies of workbooks opened and saved by the program that it tests.
MAY_WRITE_FILES = {
    "xl_addin/cli/output.py",  # what nobody reads goes to the null device
    *("xl_addin/desk/atomic.py", "xl_addin/disk/rights.py", "xl_addin/disk/lock.py", "xl_addin/disk/scratch.py"),
    *("xl_addin/documents/xlsx.py", "xl_addin/documents/docx.py"),  # their libraries save into memory
    "xl_addin/ledger/anchors.py",  # grows by a line an act, like the ledger beside it
    *("xl_addin/workbook/books/closing.py", "xl_addin/hosts/live/book.py"),
    *("xl_addin/hosts/excel/addin/project.py", "xl_addin/kit/open.py"),
}
MAKES_FROM_TESTS = "xl_addin/publish/make.py"
BELOW_DESK = tuple(f"xl_addin/{n}/" for n in ("domain", "rulebook", "engine", "workbook", "messages", "ledger"))
# XlsxWriter takes numbers as float, and a number cell of a book is one.
MAY_USE_FLOAT = tuple(f"xl_addin/workbook/{n}" for n in ("layout/", "proof/", "summary/", "books/closed_sheet.py"))
WRITING_METHODS = {"write_text", "write_bytes", "to_excel", "to_csv", "to_pickle", "save"}
CLOCKS = {f"{name}.{now}" for name in ("datetime", "date", "Timestamp") for now in ("now", "utcnow", "today")}
CLOCKS |= {"time.time"}
PAID_PARTS = {"xlwings.pro", "xlwings.server", "xlwings.reports"}
DANGEROUS_CALLS = {"eval", "exec", "yaml.load", "os.system", "pd.read_pickle", "pandas.read_pickle"}

Check = Callable[[str, ast.Module, str], Iterator[str]]


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a name or attribute chain; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ""


def calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def long_files(path: str, tree: ast.Module, text: str) -> Iterator[str]:
    count = len(text.splitlines())
    if path.startswith(PACKAGES) and count > FILE_LINES_MAX:
        yield f"{path}: {count} lines; at most {FILE_LINES_MAX}. Split it by question."


def long_functions(path: str, tree: ast.Module, text: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and path.startswith(PACKAGES):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > FUNCTION_LINES_MAX:
                yield f"{path}:{node.lineno}: {node.name} has {count} lines; at most {FUNCTION_LINES_MAX}."


def file_writes(path: str, tree: ast.Module, text: str) -> Iterator[str]:
    if not path.startswith(PACKAGES) or path in MAY_WRITE_FILES:
        return
    for call in calls(tree):
        method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        opens = method == "open" or dotted(call.func) == "open"
        if method in WRITING_METHODS or (opens and may_write(call, has_path_argument=method == "")):
            yield f"{path}:{call.lineno}: writes a file; only {' and '.join(sorted(MAY_WRITE_FILES))} may."


def may_write(call: ast.Call, has_path_argument: bool) -> bool:
    """Whether an open() may write: its mode says so, or is not a literal."""
    place = 1 if has_path_argument else 0
    modes = [keyword.value for keyword in call.keywords if keyword.arg == "mode"] or call.args[place : place + 1]
    if not modes:
        return False
    mode = modes[0]
    return not (isinstance(mode, ast.Constant) and not set(str(mode.value)) & set("wax+"))


def floats(path: str, tree: ast.Module, text: str) -> Iterator[str]:
    if path.startswith(BELOW_DESK) and not path.startswith(MAY_USE_FLOAT):
        for call in calls(tree):
            if dotted(call.func) == "float":
                yield f"{path}:{call.lineno}: float(); amounts are whole minor units or Decimal."


def clocks(path: str, tree: ast.Module, text: str) -> Iterator[str]:
    if path.startswith((*BELOW_DESK, "udfs/")):
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and ".".join(dotted(node).split(".")[-2:]) in CLOCKS:
                yield f"{path}:{node.lineno}: {dotted(node)}; the as-on day is an argument below the desk."


def paid_parts(path: str, tree: ast.Module, text: str) -> Iterator[str]:
    used = [*imported(tree)]
    used += [(node.lineno, dotted(node)) for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    for line, name in used:
        plain = name.replace("xw.", "xlwings.", 1) if name.startswith("xw.") else name
        if ".".join(plain.split(".")[:2]) in PAID_PARTS:
            yield f"{path}:{line}: {name} is under a commercial licence."


def dangerous(path: str, tree: ast.Module, text: str) -> Iterator[str]:
    for line, name in imported(tree):
        if name.split(".")[0] in {"pickle", "cPickle", "dill", "shelve", "marshal"}:
            yield f"{path}:{line}: {name} can run code that a file brings."
    for call in calls(tree):
        shell = any(
            keyword.arg == "shell" and not (isinstance(keyword.value, ast.Constant) and not keyword.value.value)
            for keyword in call.keywords
        )
        if dotted(call.func) in DANGEROUS_CALLS or shell:
            yield f"{path}:{call.lineno}: {'shell=True' if shell else dotted(call.func)} can run what a file brings."


def reads_tests(path: str, tree: ast.Module, text: str) -> Iterator[str]:
    """The product stands without its proof; only what makes the committed books asks the checkout for vectors."""
    if not path.startswith(PACKAGES) or path == MAKES_FROM_TESTS:
        return
    yield from (f"{path}:{line}: imports {name}." for line, name in imported(tree) if name.split(".")[0] == "tests")
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.match(r"tests(/\S*)?$", node.value):
            yield f"{path}:{node.lineno}: names the folder tests."


CHECKS: tuple[Check, ...] = (
    *(long_files, long_functions, file_writes, floats, clocks, paid_parts, dangerous, reads_tests),
)


def faults(check: Check, root: Path) -> list[str]:
    """What a check finds in the Python files below `root`."""
    found: list[str] = []
    for path in sorted([*root.glob("*.py"), *(p for top in (*PACKAGES, "tests") for p in root.glob(f"{top}/**/*.py"))]):
        text = path.read_text(encoding="utf-8")
        found += check(path.relative_to(root).as_posix(), parsed(text), text)
    return found


@cache
def parsed(text: str) -> ast.Module:
    """The tree of a source text; no check changes it."""
    return ast.parse(text)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_no_file_breaks_the_house_rule(check: Check) -> None:
    assert faults(check, ROOT) == []


RULE, DESK, CLOSING = "xl_addin/engine/rule.py", "xl_addin/desk/run.py", "xl_addin/workbook/books/closing.py"
BAD = [
    (long_files, RULE, "x = 1\n" * 251),
    (long_files, "udfs/many.py", "x = 1\n" * 251),
    (long_functions, RULE, "def f():\n" + "    x = 1\n" * 60),
    (long_functions, RULE, "class C:\n    async def f(self):\n" + "        x = 1\n" * 60),
    (file_writes, DESK, "open('a', 'w')"),
    (file_writes, DESK, "open('a', mode='ab')"),
    (file_writes, DESK, "open('a', mode)"),
    (file_writes, DESK, "path.open('x')"),
    (file_writes, DESK, "path.write_text('a')"),
    (file_writes, DESK, "frame.to_excel('a.xlsx')"),
    (file_writes, RULE, "book.save('a.xlsx')"),
    (floats, RULE, "x = float('1')"),
    (floats, "xl_addin/workbook/extracts/cells.py", "x = float('1')"),
    (clocks, RULE, "import datetime\nx = datetime.date.today()"),
    (clocks, RULE, "from datetime import datetime\nx = datetime.now()"),
    (clocks, "udfs/age.py", "from datetime import date\nday = date.today"),
    (paid_parts, "udfs/a.py", "import xlwings.pro"),
    (paid_parts, "udfs/a.py", "from xlwings import server"),
    (paid_parts, "tests/a.py", "from xlwings.reports import create_report"),
    (paid_parts, "desk.py", "import xlwings as xw\nxw.pro.reports"),
    (dangerous, DESK, "eval('1')"),
    (dangerous, DESK, "exec('1')"),
    (dangerous, DESK, "import pickle"),
    (dangerous, DESK, "from pickle import loads"),
    (dangerous, DESK, "import yaml\nyaml.load('a')"),
    (dangerous, "desk.py", "import subprocess\nsubprocess.run('ls', shell=True)"),
    (reads_tests, DESK, "from tests.law.duties import Duty"),
    (reads_tests, DESK, "folder = root / 'tests' / 'samples'"),
    (reads_tests, DESK, "folder = root / 'tests/samples'"),
]
GOOD = [
    (long_files, RULE, "x = 1\n" * 250),
    (long_files, "tests/table.py", "x = 1\n" * 251),
    (long_functions, RULE, "def f():\n" + "    x = 1\n" * 59),
    (file_writes, DESK, "open('a')\nopen('a', 'rb')\npath.open()\npath.open(encoding='utf-8')"),
    (file_writes, CLOSING, "book.save('a.xlsx')"),
    (file_writes, "xl_addin/desk/atomic.py", "path.open('xb')"),
    (floats, DESK, "x = float('1')"),
    (floats, "xl_addin/workbook/layout/cells.py", "x = float('1')"),
    (clocks, DESK, "from datetime import date\nx = date.today()"),
    (clocks, RULE, "from datetime import date\nx = date(2026, 10, 31)"),
    (paid_parts, "udfs/a.py", "import xlwings\nfrom xlwings import func"),
    (dangerous, DESK, "import subprocess\nsubprocess.run(['ls'], shell=False)"),
    (reads_tests, DESK, "x = 'tests in Excel'"),
    (reads_tests, "tests/a.py", "from tests.law.duties import Duty"),
    (reads_tests, MAKES_FROM_TESTS, "VECTORS = 'tests/udfs'"),
]


def seeded(root: Path, path: str, text: str) -> Path:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(("check", "path", "text"), BAD)
def test_a_file_that_breaks_a_rule_is_found(check: Check, path: str, text: str, tmp_path: Path) -> None:
    found = faults(check, seeded(tmp_path, path, text))
    assert found
    assert found[0].startswith(path)


@pytest.mark.parametrize(("check", "path", "text"), GOOD)
def test_a_file_that_keeps_the_rules_is_not_found(check: Check, path: str, text: str, tmp_path: Path) -> None:
    assert faults(check, seeded(tmp_path, path, text)) == []


# --- layers: the contracts of pyproject.toml ---


def layer_report(root: Path) -> subprocess.CompletedProcess[str]:
    """import-linter's verdict on the packages below `root` by this project's contracts."""
    command = ["-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache", "--config"]
    config = str(ROOT / "pyproject.toml")
    return subprocess.run(
        [sys.executable, *command, config], cwd=root, capture_output=True, text=True, check=False, timeout=120
    )


def test_every_layer_imports_only_what_stands_below_it() -> None:
    report = layer_report(ROOT)
    assert report.returncode == 0, report.stdout + report.stderr


def layers() -> set[str]:
    """The folders of every layer that the contract names, with those above them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    named = [name.split(".") for line in contracts[0]["layers"] for name in line.split(" | ")]
    return {"/".join(parts[: depth + 1]) for parts in named for depth in range(len(parts))}


@pytest.mark.parametrize(
    ("path", "text", "broken"),
    [
        ("xl_addin/domain/__init__.py", "", ""),
        ("xl_addin/domain/__init__.py", "import xl_addin.engine", "each layer imports only what stands below it"),
        ("xl_addin/messages/__init__.py", "import xl_addin.ledger", "each layer imports only what stands below it"),
        ("xl_addin/ledger/__init__.py", "import xl_addin.messages", "the ledger and the papers know no message"),
        ("xl_addin/buttons/__init__.py", "import xl_addin.hosts.live", "each layer imports only what stands below it"),
        ("xl_addin/hosts/calc/__init__.py", "import xl_addin.hosts.excel", "each layer imports only what stands below"),
        ("xl_addin/hosts/excel/__init__.py", "import xl_addin.hosts.calc", "each layer imports only what stands below"),
        ("xl_addin/rulebook/__init__.py", "import pandas", "rules and nouns know no third party"),
        ("xl_addin/engine/__init__.py", "import sqlalchemy", "the engine knows neither files nor sheets"),
        ("xl_addin/desk/__init__.py", "import xlwings", "only the shells of the hosts know xlwings"),
        ("udfs/__init__.py", "import xl_addin.ledger", "worksheet functions know no files"),
    ],
)
def test_an_import_against_the_layers_is_found(path: str, text: str, broken: str, tmp_path: Path) -> None:
    for folder in layers():
        seeded(tmp_path, f"{folder}/__init__.py", "")
    seeded(tmp_path, path, text)
    report = layer_report(tmp_path)
    assert (report.returncode != 0) == bool(broken), report.stdout + report.stderr
    verdicts = [line for line in report.stdout.splitlines() if line.endswith("BROKEN")]
    assert [broken in line for line in verdicts] == ([True] if broken else []), report.stdout


def test_case_116_nothing_below_the_desk_knows_a_clock_so_no_answer_depends_on_today() -> None:
    assert faults(clocks, ROOT) == []
