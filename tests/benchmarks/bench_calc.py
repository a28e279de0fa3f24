"""What our functions cost in a real Calc, beside what Calc itself costs: ratios of one run.

    python -m tests.benchmarks.bench_calc                10,000 rows, 5 runs
    python -m tests.benchmarks.bench_calc --rows 2000 --runs 3

Yardsticks: a column of built-in arithmetic, and Python functions that work nothing out, registered in the same add-in
with the same arguments and giving answers of the same shape and kind (a sentence of 420 signs for each row, three cells
for each). "new" calculates values never seen before, "again" the same values once more, "edited" the same but for one
cell. Times are processor time of the office's process, threads that have ended too, where the system tells it (Linux);
so other work on the machine counts less. Figures are for comparing, never for passing or failing a test.
"""

from __future__ import annotations

import argparse
import itertools
import platform
import random
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.office.calc import Calc, prepare_profile
from udfs._registry import REGISTRY
from xl_addin.hosts.calc.functions import build_oxt

ROOT = Path(__file__).resolve().parents[2]

PROCESS_CLOCK = 2  # of another process, by its number: clock_getcpuclockid(3)
SEEDS = itertools.count()  # values never seen before, in every run
# Calc takes an array up as soon as its values change: it is cleared before and entered anew in the time measured.
READ, ALL_NEW = {"do": "read", "at": "J1"}, {"do": "calculate"}
FACTS = ["DISCOUNT", "Y", "N", "N"]
ALL = "ABCDEFG"
HEAD, HOOK = "def method_of(", "    return dated if takes_document else undated\n"
EMPTY = "    if name.startswith('EMPTY'):\n        return lambda self, *given: answers(name, given)\n"
# Nothing is worked out and nothing is kept but the answers themselves: they cost what handing them over costs.
ANSWERS = """
_answers = {}


def answers(name, given):
    tall = max([len(one) for one in given if type(one) is tuple], default=1)
    if (name, tall) not in _answers:
        row = {"WHY": lambda at: (f"{at} " + "w" * 414,), "ALL": lambda at: (1.0, "OK", f"{at} " + "w" * 414)}
        of = row.get(name.rpartition("_")[2], lambda at: (1.0,))
        _answers[name, tall] = tuple(of(at) for at in range(tall))
    return _answers[name, tall]


"""
LIKE = {
    "EMPTY_TOLERANCE": "TOLERANCE_OK",
    "EMPTY_OK": "WRITEOFF_OK",
    "EMPTY_WHY": "WRITEOFF_WHY",
    "EMPTY_ALL": "WRITEOFF_ALL",
}
THREE, SEVEN = "=EACH(A#,B#,C#)", "=EACH(@)"
ALL_THREE, ALL_SEVEN = "=EACH(A1:A#,B1:B#,C1:C#)", ":=EACH(@)"
# name; formula of a row #; formula of all rows to #; columns that the answers take. @ stands for all seven columns.
COLUMNS = (
    ("arithmetic ROUND(A*5%-B,2)+C", "=ROUND(A#*5%-B#,2)+C#", "", 1),
    ("arithmetic IF(ABS(B)<=A*5%)", "=IF(ABS(B#)<=A#*5%,TRUE,FALSE)", "", 1),
    *(
        (name, THREE.replace("EACH", name), ALL_THREE.replace("EACH", name), 1)
        for name in ("EMPTY_TOLERANCE", "TOLERANCE_OK")
    ),
    *((name, SEVEN.replace("EACH", name), ALL_SEVEN.replace("EACH", name), 1) for name in ("EMPTY_OK", "WRITEOFF_OK")),
    *(
        (name, SEVEN.replace("EACH", name), ALL_SEVEN.replace("EACH", name), 1)
        for name in ("EMPTY_WHY", "WRITEOFF_WHY")
    ),
    *((name, "", ALL_SEVEN.replace("EACH", name), 3) for name in ("EMPTY_ALL", "WRITEOFF_ALL")),
)
CELLS = "JKL"


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {asked.rows:,} rows")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        prepared = prepare_profile(extension(folder / "bench.oxt"), folder / "prepared")
        first_call(prepared, folder, asked.runs)
        shutil.copytree(prepared, folder / "profile")
        with Calc(folder / "profile") as calc:
            compare(calc, folder, asked.rows, asked.runs)


def extension(path: Path) -> Path:
    """Our extension with empty functions beside ours."""
    empties = {name: replace(REGISTRY[like], name=name) for name, like in LIKE.items()}
    parts = build_oxt.parts({**REGISTRY, **empties})
    component = parts["component.py"].decode()
    assert HOOK in component and HEAD in component  # noqa: PT018
    parts["component.py"] = component.replace(HOOK, EMPTY + HOOK).replace(HEAD, ANSWERS + HEAD).encode()
    build_oxt.archive(path, parts)
    return path


def first_call(prepared: Path, folder: Path, runs: int) -> None:
    """The first formula after LibreOffice has started: our packages and the rules are loaded for it."""
    seconds = []
    for run in range(runs):
        profile = folder / f"first{run}"
        shutil.copytree(prepared, profile)
        with Calc(profile) as calc:
            calc.ask("open", path="")
            started = time.perf_counter()
            calc.ask("formulas", at="A1", rows=[['=WRITEOFF_OK(1000;40;46000;"DISCOUNT";"Y";"N";"N")']])
            assert calc.ask("read", at="A1") == [[1]]
            seconds.append(time.perf_counter() - started)
    print(f"first call after load: {min(seconds) * 1000:.0f} ms, least of {runs}\n")


def compare(calc: Calc, folder: Path, rows: int, runs: int) -> None:
    """Milliseconds of every column, least of the runs, and its ratios to the yardsticks."""
    heads = ("scalar new", "again", "array new", "again", "edited")
    print(f"{'':32}" + "".join(f"{head:>12}" for head in heads) + f"   ms, least of {runs}")
    found: dict[str, list[float]] = {}
    for name, scalar, array, wide in COLUMNS:
        singly = timed(calc, folder, scalar, rows, runs)[:2] if scalar else [float("nan")] * 2
        found[name] = [*singly, *(timed(calc, folder, array, rows, runs, wide) if array else [])]
        print(f"{name:32}" + "".join(f"{one:12.1f}" for one in found[name]))
    print(f"\n{'times an empty one of its shape':32}" + "".join(f"{head:>12}" for head in heads))
    for empty, like in LIKE.items():
        print(
            f"{like:32}" + "".join(f"{own / host:12.1f}" for own, host in zip(found[like], found[empty], strict=True))
        )
    separate = [sum(found[one][at] for one in ("WRITEOFF_OK", "WRITEOFF_OK", "WRITEOFF_WHY")) for at in (2, 3, 4)]
    ratios = [own / three for own, three in zip(found["WRITEOFF_ALL"][2:], separate, strict=True)]
    print(f"{'WRITEOFF_ALL / three calls':32}{'':24}" + "".join(f"{one:12.2f}" for one in ratios))


def timed(calc: Calc, folder: Path, formula: str, rows: int, runs: int, wide: int = 1) -> list[float]:
    """Least milliseconds over new values, over the same values again, and over the same with one cell edited."""
    calc.ask("open", path=str(book(folder / "bench.xlsx", formula, rows)))
    calc.ask("automatic", is_on=False)
    area = f"J1:{CELLS[wide - 1]}{rows}"
    enter = {"do": "array_formula", "at": area, "formula": entered(formula, rows)}
    first = [enter, READ] if ":" in formula else [ALL_NEW]
    taken = []
    for _ in range(runs):
        if ":" in formula:
            calc.ask("clear", at=area)
        calc.ask("put", at=f"A1:G{rows}", rows=values(rows, next(SEEDS)))
        new, again = milliseconds(calc, first), milliseconds(calc, [ALL_NEW])
        calc.ask("put", at="A5", rows=[[1_000_000.0 + next(SEEDS)]])
        taken.append((new, again, milliseconds(calc, [ALL_NEW])))
    calc.ask("close")
    return [min(one) for one in zip(*taken, strict=True)]


def milliseconds(calc: Calc, requests: list[dict[str, Any]]) -> float:
    """How long the requests keep the office busy."""
    before, started = processor_ms(calc), time.perf_counter()
    for request in requests:
        calc.ask(**request)
    seconds, after = time.perf_counter() - started, processor_ms(calc)
    return seconds * 1000 if before is None or after is None else after - before


def entered(formula: str, rows: int) -> str:
    """An array formula as it is typed over the interface of LibreOffice."""
    every = ";".join(f"{column}1:{column}#" for column in ALL)
    return formula.removeprefix(":").replace("@", every).replace(",", ";").replace("#", str(rows))


def processor_ms(calc: Calc) -> float | None:
    """Processor time of the office so far, of threads that have ended too; None where the system does not tell."""
    assert calc.office is not None
    try:
        return time.clock_gettime((~calc.office.pid << 3) | PROCESS_CLOCK) * 1000
    except (AttributeError, OSError):
        return None


def book(path: Path, formula: str, rows: int) -> Path:
    """A workbook with the values in A to G and the formula beside each row, or one array formula beside all."""
    made = Workbook()
    sheet = made.active
    for row in values(rows, next(SEEDS)):
        sheet.append(row)
    is_array = ":" in formula
    every = ",".join(f"{column}1:{column}#" if is_array else f"{column}#" for column in ALL)
    text = formula.removeprefix(":").replace("@", every)
    if not is_array:
        for row in range(1, rows + 1):
            sheet.cell(row, 10, text.replace("#", str(row)))
    made.save(path)
    return path


def values(rows: int, seed: int) -> list[list[Any]]:
    """Invoice value, difference (up to 8 %), day and facts of each row, new ones for each seed."""
    chance = random.Random(seed)  # noqa: S311 - figures, not secrets
    found = []
    for _ in range(rows):
        value = round(chance.uniform(1_000, 1_000_000), 2)
        found.append([value, round(value * chance.uniform(0, 0.08), 2), 46_000 - chance.randrange(300), *FACTS])
    return found


if __name__ == "__main__":
    main()
