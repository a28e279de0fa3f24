"""The VBA of the add-in: held to Excel's limits for the real one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from udfs._registry import REGISTRY, Argument
from xl_addin.hosts.excel.functions.names import ARGUMENT_NAMES_MAX, HELP_LENGTH_MAX, faults, parameter_name, plain
from xl_addin.hosts.excel.functions.vba import CALL, ENCODING, FUNCTIONS, HELP, literal, modules
from xl_addin.publish.specimen import DISCOUNTED, declared

LINE_LENGTH_MAX, CONTINUATIONS_MAX = 1023, 24
BUILT_IN = {
    line for line in (Path(__file__).parent / "built_in_names.txt").read_text("utf-8").splitlines() if line[0] != "#"
}


@pytest.mark.parametrize("name", [FUNCTIONS, CALL, HELP])
def test_a_module_is_text_that_the_vba_editor_imports(name: str) -> None:
    text = modules(REGISTRY)[name]
    assert text.startswith(f'Attribute VB_Name = "{name}"\r\n\' generated')
    assert text.encode(ENCODING).isascii()
    assert text.count("\n") == text.count("\r\n")
    assert max(map(len, text.split("\r\n"))) <= LINE_LENGTH_MAX
    runs = re.findall(r"(?:[^\r\n]* _\r\n)+", text)
    assert max((run.count("\r\n") for run in runs), default=0) <= CONTINUATIONS_MAX
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,30}", name)
    assert name.upper() not in REGISTRY


def test_the_modules_do_nothing_that_a_bank_would_ask_about() -> None:
    banned = r"ActiveWorkbook|ActiveSheet|\bShell\b|\bDeclare\b|CreateObject|GetObject|RunPython|Volatile|\.Evaluate"
    assert [name for name, text in modules(REGISTRY).items() if re.search(banned, text)] == []


def test_only_the_worksheet_functions_are_in_excels_list() -> None:
    found = modules(REGISTRY)
    assert re.findall(r"^Public (?:Function|Sub) (\w+)", found[FUNCTIONS], re.MULTILINE) == sorted(REGISTRY)
    assert "Option Private Module" in found[CALL]
    assert "Option Private Module" in found[HELP]


def test_each_function_hands_every_argument_on() -> None:
    text = modules(REGISTRY)[FUNCTIONS].replace(" _\r\n        ", " ")
    for name, function in REGISTRY.items():
        names = [parameter_name(argument.name) for argument in function.arguments]
        optional = ", ".join(f"Optional {one} As Variant" for one in names)
        assert f"Public Function {name}({optional}) As Variant\r\nAttribute {name}.VB_Description = " in text
        assert f'{name} = Answer("{name}", Array({", ".join(f"Given({one})" for one in names)}))' in text


def test_each_function_is_described_in_the_wizard() -> None:
    text = modules(REGISTRY)[HELP]
    for name, function in REGISTRY.items():
        assert f"    Describe_{name}\r\n" in text
        assert all(literal(argument.help) in text for argument in function.arguments)
        assert literal(function.help) in text


def test_no_function_looks_whether_the_wizard_is_open() -> None:
    """The sign for it is the same while a book is opened, and under a box: every cell would show 0."""
    found = modules(REGISTRY)
    assert [name for name, text in found.items() if re.search(r"CommandBars|InWizard", text)] == []
    assert "Exit Function" not in found[FUNCTIONS]


def test_the_declarations_keep_to_excels_limits() -> None:
    assert [fault for function in REGISTRY.values() for fault in faults(function)] == []


def test_no_function_has_the_name_of_a_built_in_one() -> None:
    assert BUILT_IN & set(REGISTRY) == set()
    assert {"SUM", "XLOOKUP", "WORKDAY.INTL"} <= BUILT_IN


LONG = "x" * (HELP_LENGTH_MAX + 1)
BAD = [
    (declared("AB12"), "reads this as something else"),
    (declared("R1C1"), "reads this as something else"),
    (declared("WITH"), "reads this as something else"),
    (declared("Mixed_Case"), "capitals"),
    (declared("1ST_DAY"), "capitals"),
    (declared("LONG_HELP", text=LONG), "help has 256 characters; at most 255"),
    (declared("NO_HELP", text=" "), "help says nothing"),
    (declared("RUPEES", text="₹" * 100), "help has 399 characters"),
    (declared("GREEK", text="α of the invoice"), "knows no ASCII"),
    (declared("LONG_ARGUMENT", Argument("a", "text", LONG)), "a has 256 characters"),
    (
        declared("TWICE", Argument("Amount", "text", "x"), Argument("amount", "text", "x")),
        "two arguments have one name",
    ),
    (declared("SPACED", Argument("in words", "text", "x")), "is no VBA name"),
    (declared("MANY", *(Argument(f"argument_{n:02}_of_many", "text", "x") for n in range(14))), "254 in all"),
]


@pytest.mark.parametrize(("function", "said"), BAD, ids=[bad[0].name for bad in BAD])
def test_a_declaration_that_excel_would_not_take_is_found(function: object, said: str) -> None:
    assert any(said in fault for fault in faults(function))  # type: ignore[arg-type]


def test_a_declaration_at_the_limits_is_taken() -> None:
    names = [Argument(f"argument_{n:02}_of_many", "text", "x" * HELP_LENGTH_MAX) for n in range(12)]
    assert sum(len(one.name) for one in names) + len(names) < ARGUMENT_NAMES_MAX
    assert list(faults(declared("AT_LIMIT", *names, text="x" * HELP_LENGTH_MAX))) == []
    assert list(faults(DISCOUNTED)) == []


def test_a_word_that_vba_keeps_for_itself_is_marked() -> None:
    assert [parameter_name(name) for name in ("currency", "Date", "caller", "amount")] == [
        "currency_",
        "Date_",
        "caller_",
        "amount",
    ]


def test_text_for_vba_is_ascii_and_on_one_line() -> None:
    assert plain("₹ 10 lakh – “as is” ≥ 5 %\nper § 4") == "INR 10 lakh - 'as is' >= 5 % per section 4"
    assert literal('say "so"') == '"say ""so"""'
