"""What our functions cost in a real Calc, beside what Calc itself costs: ratios of one run.

    python -m tests.benchmarks.bench_calc                10,000 rows, 5 runs
    python -m tests.benchmarks.bench_calc --rows 2000 --runs 3

Yardsticks: a column of built-in arithmetic, and Python functions that do nothing, registered in the same add-in with
the same arguments. "new" calculates values never seen before, "again" the same values once more. Times are the office's
processor time where the system tells it (Linux), so that other work on the machine does not count. Figures are for
comparing, never for passing or failing a test.
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
from openpyxl.worksheet.formula import ArrayFormula

from tests.office.calc import Calc, prepare_profile
from udfs._registry import REGISTRY
from xl_addin.hosts.calc.functions import build_oxt

ROOT = Path(__file__).resolve().parents[2]

SEEDS = itertools.count()  # values never seen before, in every run
# Calc takes an array up as soon as its values change: it is cleared before and entered anew in the time measured.
READ, ALL_NEW = {"do": "read", "at": "J1"}, {"do": "calculate"}
FACTS = ["DISCOUNT", "Y", "N", "N"]
ALL = "ABCDEFG"
HOOK = "    return dated if takes_document else undated\n"
EMPTY = "    if name.startswith('EMPTY'):\n        return lambda self, *given: ((1.0,),)\n"
# name; formula of a row #; formula of all rows to #. @ stands for all seven columns.
COLUMNS = (
    ("arithmetic ROUND(A*5%-B,2)+C", "=ROUND(A#*5%-B#,2)+C#", ""),
    ("arithmetic IF(ABS(B)<=A*5%)", "=IF(ABS(B#)<=A#*5%,TRUE,FALSE)", ""),
    ("empty, 3 arguments", "=EMPTY_TOLERANCE(A#,B#,C#)", "=EMPTY_TOLERANCE(A1:A#,B1:B#,C1:C#)"),
    ("TOLERANCE_OK, 3", "=TOLERANCE_OK(A#,B#,C#)", "=TOLERANCE_OK(A1:A#,B1:B#,C1:C#)"),
    ("empty, 7 arguments", "=EMPTY_WRITEOFF(@)", ":=EMPTY_WRITEOFF(@)"),
    ("WRITEOFF_OK, 7", "=WRITEOFF_OK(@)", ":=WRITEOFF_OK(@)"),
    ("WRITEOFF_WHY, 7", "=WRITEOFF_WHY(@)", ":=WRITEOFF_WHY(@)"),
)


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
    empties = {
        "EMPTY_TOLERANCE": replace(REGISTRY["TOLERANCE_OK"], name="EMPTY_TOLERANCE"),
        "EMPTY_WRITEOFF": replace(REGISTRY["WRITEOFF_OK"], name="EMPTY_WRITEOFF"),
    }
    parts = build_oxt.parts({**REGISTRY, **empties})
    component = parts["component.py"].decode()
    assert HOOK in component
    parts["component.py"] = component.replace(HOOK, EMPTY + HOOK).encode()
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
    print(f"{'':32}{'scalar new':>12}{'again':>8}{'array new':>12}{'again':>8}   ms, least of {runs}")
    found: dict[str, list[float]] = {}
    for name, scalar, array in COLUMNS:
        found[name] = [
            least for formula in (scalar, array) if formula for least in timed(calc, folder, formula, rows, runs)
        ]
        print(f"{name:32}" + "".join(f"{one:{w}.1f}" for one, w in zip(found[name], (12, 8, 12, 8), strict=False)))
    plain, empty = (
        found["arithmetic IF(ABS(B)<=A*5%)"],
        {3: found["empty, 3 arguments"], 7: found["empty, 7 arguments"]},
    )
    print(f"\n{'ratios':32}{'scalar/empty':>13}{'again':>8}{'array/arithmetic':>18}{'again':>8}{'array/empty':>13}")
    for name in ("empty, 3 arguments", "TOLERANCE_OK, 3", "empty, 7 arguments", "WRITEOFF_OK, 7", "WRITEOFF_WHY, 7"):
        own, host = found[name], empty[3 if "3" in name else 7]
        print(
            f"{name:32}{own[0] / host[0]:13.1f}{own[1] / host[1]:8.1f}"
            f"{own[2] / plain[0]:18.1f}{own[3] / plain[1]:8.1f}{own[2] / host[2]:13.1f}"
        )


def timed(calc: Calc, folder: Path, formula: str, rows: int, runs: int) -> tuple[float, float]:
    """Least milliseconds over new values and over the same values again."""
    calc.ask("open", path=str(book(folder / "bench.xlsx", formula, rows)))
    calc.ask("automatic", is_on=False)
    enter = {"do": "array_formula", "at": f"J1:J{rows}", "formula": entered(formula, rows)}
    first = [enter, READ] if ":" in formula else [ALL_NEW]
    new, again = [], []
    for _ in range(runs):
        if ":" in formula:
            calc.ask("clear", at=f"J1:J{rows}")
        calc.ask("put", at=f"A1:G{rows}", rows=values(rows, next(SEEDS)))
        new.append(milliseconds(calc, first))
        again.append(milliseconds(calc, [ALL_NEW]))
    calc.ask("close")
    return min(new), min(again)


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
    """Processor time of the office so far; None where the system does not tell."""
    assert calc.office is not None
    tasks = Path(f"/proc/{calc.office.pid}/task")
    try:
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e6
    except OSError:
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
    if is_array:
        sheet["J1"] = ArrayFormula(f"J1:J{rows}", text.replace("#", str(rows)))
    else:
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
