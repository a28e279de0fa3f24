"""The add-in as xlwings sees it: its own decorators, wrapper generator, Import Functions and call path."""

from __future__ import annotations

import ast
import inspect
from typing import Any

import pytest
import xlwings

from tests.hosts.excel.functions.xlwings_process import ROOT, STOCK, asked, dispatched, native, stock
from udfs._registry import CATEGORY, MISSING, CellError
from xl_addin.hosts.excel.functions import stock as functions
from xl_addin.hosts.excel.functions.names import parameter_name
from xl_addin.hosts.excel.functions.raw import TAG
from xl_addin.hosts.ledger_cells import EVERY

DAY = 46296.0  # 1-Oct-2026


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """All that these tests ask of the child, in one start."""
    requests = {
        "options": {"do": "options", "module": STOCK},
        "import": {"do": "import_functions", "module": STOCK},
        "unknown": dispatched("NO_SUCH_FUNCTION", [1.0]),
        "scalar": dispatched("REGIME", [DAY]),
        "column": dispatched("REGIME", [((DAY,), (DAY - 1,))]),
        "row": dispatched("REGIME", [((DAY, DAY - 1),)]),
        "one letter": dispatched("RULE_CONFIDENCE", ["small_value.limit_inr", DAY]),
        "error cell": dispatched("REGIME", [((DAY,), (CellError.REF,), (None,))]),
        "1904": dispatched("REGIME", [DAY - 1462], "1904|[Book1.xlsx]Sheet1!$A$1"),
        "no arguments": dispatched("RULES_VERSION", []),
        "too many": dispatched("REGIME", [DAY, DAY]),
        "left out": dispatched("REGIME", [MISSING]),
        "looks like a tag": dispatched("IEC_OK", [TAG + "#N/A"]),
        "a tag that is told": dispatched("IEC_WHY", [TAG + "#N/A"]),
        "no context": dispatched("REGIME", [DAY], ""),
        "stock": stock("REGIME", [DAY]),
        "stock error": stock("REGIME", [CellError.DIV0]),
    }
    return dict(zip(requests, asked(list(requests.values())), strict=True))


def test_the_version_and_the_open_part_of_xlwings() -> None:
    assert xlwings.__version__ == "0.37.8"
    assert xlwings.__pro__ is False


def test_what_xlwings_decorates_has_no_type_hints() -> None:
    shown = [value for name, value in vars(functions).items() if name in EVERY]
    assert shown
    assert [value.__name__ for value in shown if value.__annotations__] == []


def test_the_module_for_import_functions_shows_the_registry_and_nothing_else(told: dict[str, Any]) -> None:
    assert sorted(told["options"]) == sorted(EVERY)
    assert {name for name in dir(functions) if not name.startswith("_")} - {"annotations", "Callable", "Any"} - set(
        EVERY
    ) == {"Parameter", "Signature"}


def test_every_argument_and_every_answer_is_raw(told: dict[str, Any]) -> None:
    for known in told["options"].values():
        assert known["ret"]["options"] == {"convert": "raw"}
        assert [argument["options"] for argument in known["args"]] == [{"convert": "raw"}] * len(known["args"])
        assert (known["category"], known["call_in_wizard"]) == (CATEGORY, False)
        assert (known["volatile"], known["async_mode"], known["sub"]) == (False, None, False)


def test_arguments_keep_name_order_and_optionality(told: dict[str, Any]) -> None:
    for name, known in told["options"].items():
        declared = EVERY[name].arguments
        assert [one["name"] for one in known["args"]] == [parameter_name(one.name) for one in declared]
        assert ["optional" not in one for one in known["args"]] == [one.required for one in declared]


def test_import_functions_runs_to_its_end(told: dict[str, Any]) -> None:
    code, known = told["import"]["code"], told["import"]["help"]
    assert [line.split("(")[0] for line in code.splitlines() if line.startswith("Function ")] == [
        f"Function {name}" for name in sorted(EVERY)
    ]
    assert code.isascii()
    assert {one["macro"] for one in known} == {f"'Book1.xlsm'!{name}" for name in EVERY}
    by_name = {one["macro"].partition("!")[2]: one for one in known}
    for name, function in EVERY.items():
        assert by_name[name]["Description"] == function.help
        assert (by_name[name]["ArgumentDescriptions"] or []) == [argument.help for argument in function.arguments]
        assert by_name[name]["Category"] == CATEGORY


CALLS = [
    ("scalar", "REG2026"),
    ("column", [["REG2026"], ["MD2016"]]),
    ("row", [["REG2026", "MD2016"]]),
    ("one letter", "M"),
    ("error cell", [["REG2026"], [CellError.REF], [None]]),
    ("1904", "REG2026"),
    ("unknown", CellError.NAME),
    ("too many", CellError.VALUE),
    ("left out", CellError.VALUE),
    ("looks like a tag", CellError.VALUE),
    (
        "a tag that is told",
        r"IEC: #VALUE!; text holds '\ue000#N/A', which is no code. Type it as text of at most 255 characters. "
        'Example: "0388012345".',
    ),
    ("no context", "REG2026"),
    ("stock", "REG2026"),
    ("stock error", CellError.DIV0),
]


@pytest.mark.parametrize(("call", "expected"), CALLS)
def test_an_answer_comes_back_through_the_com_object(told: dict[str, Any], call: str, expected: Any) -> None:
    assert native(told[call]) == expected


def test_a_function_without_arguments_answers(told: dict[str, Any]) -> None:
    assert native(told["no arguments"]).startswith("20")


def test_case_91_a_fault_of_ours_is_an_error_value_and_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    from xl_addin.hosts.excel.functions.dispatch import answer

    assert answer("REGIME", 5, "1900|Sheet1!$B$2") == [[TAG + "#VALUE!"]]  # type: ignore[arg-type]
    assert "REGIME failed in Sheet1!$B$2" in caplog.text


def test_product_code_uses_the_open_part_of_xlwings_only() -> None:
    used = set()
    for path in (ROOT / "xl_addin").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in {"xw", "_xw"}:
                used.add(node.attr)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xlwings"):
                used.add(f"from {node.module}")
    # Decorators; the book of a pressed button; helpers of the engine for Calc.
    assert used <= {"func", "arg", "ret", "Book", "from xlwings"}


def test_the_stock_functions_say_what_is_different() -> None:
    assert "currency cell is cut" in (inspect.getdoc(functions) or "")
