"""What people are told of the functions: the model, the terminal, the page of the documentation."""

from __future__ import annotations

from datetime import date

import pytest
from typer.testing import CliRunner

from udfs._registry import REGISTRY, CellError
from xl_addin import rulebook
from xl_addin.cli.functions import functions_command
from xl_addin.domain.errors import DeskError
from xl_addin.publish import guide
from xl_addin.publish.guide_text import WIDTH, explained_lines, found, list_lines, shown

ENTRIES = [entry for family in guide.families(REGISTRY) for entry in family.entries]
RULES = rulebook.load()


def test_every_function_is_told_once() -> None:
    assert sorted(function.name for entry in ENTRIES for function in entry.functions) == sorted(REGISTRY)


def test_the_faces_of_a_decision_are_one_entry() -> None:
    entry = next(entry for entry in ENTRIES if entry.title == "WRITEOFF")
    faces = ["WRITEOFF_OK", "WRITEOFF_STATUS", "WRITEOFF_WHY", "WRITEOFF_ALL"]
    assert [function.name for function in entry.functions] == faces
    assert entry.question == "May the bank close a difference between invoice and payment?"
    assert entry.gives(entry.functions[0]) == "TRUE only if allowed now."


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_an_entry_says_something_of_everything(entry: guide.Entry) -> None:
    assert entry.question.strip()
    assert all(entry.gives(function).strip() for function in entry.functions)
    assert all(guide.kind_of(argument) and argument.help for argument in entry.first.arguments)


@pytest.mark.parametrize("function", REGISTRY.values(), ids=list(REGISTRY))
def test_an_example_shows_an_answer_and_no_error(function: guide.Function) -> None:
    cells = [cell for row in guide.example_result(function) for cell in row]
    assert [cell for cell in cells if cell is None or isinstance(cell, CellError)] == []


def test_a_rule_is_cited_with_paragraph_days_and_confidence() -> None:
    cited = guide.citations(REGISTRY["SMALLVALUE_OK"], RULES)
    assert cited[0] == guide.Citation(
        "A.P. (DIR Series) Circular No. 12 of 2025-10-01",
        ("para 3", "para 4"),
        "from 01-Oct-2025 to 30-Sep-2026",
        "H",
    )


@pytest.mark.parametrize("name", sorted(REGISTRY))
def test_a_function_is_explained_within_the_width_of_a_terminal(name: str) -> None:
    lines = list(explained_lines(name, REGISTRY, RULES))
    # A formula is one line, to be copied.
    assert [line for line in lines if len(line) > WIDTH and not line.startswith("    =")] == []
    assert any(line.startswith("    -> ") for line in lines)


def test_the_list_names_every_function() -> None:
    told = " ".join(list_lines(REGISTRY)).replace(",", " ").split()
    assert set(REGISTRY) <= set(told)


def test_a_function_is_found_in_any_case_and_by_its_stem() -> None:
    assert found("writeoff_why", REGISTRY)[0].name == "WRITEOFF_WHY"
    assert found("Writeoff", REGISTRY)[0].name == "WRITEOFF_OK"
    assert found("PAYMENT_DUE", REGISTRY)[0].name == "PAYMENT_DUE"


def test_a_name_that_is_none_is_answered_with_names_that_come_near() -> None:
    with pytest.raises(DeskError) as refused:
        found("WRITE_OFF", REGISTRY)
    assert "WRITEOFF_OK" in refused.value.todo


def test_a_cell_is_shown_as_a_sheet_shows_it() -> None:
    assert shown(46296.0, "date") == f"{date(2026, 10, 1):%d-%b-%Y}"
    assert [shown(cell, "") for cell in (True, 4812.5, None, CellError.NA, "OK")] == [
        "TRUE",
        "4812.5",
        "",
        "#N/A",
        "OK",
    ]


def test_the_command_lists_and_explains() -> None:
    import typer

    app = typer.Typer()
    app.command()(functions_command)
    assert "WRITEOFF_OK, WRITEOFF_STATUS" in CliRunner().invoke(app, []).output
    told = CliRunner().invoke(app, ["writeoff"])
    assert told.exit_code == 0
    assert "=WRITEOFF_WHY(" in told.output


def test_the_command_writes_the_files_for_excel(tmp_path: object) -> None:
    import typer

    app = typer.Typer()
    app.command()(functions_command)
    told = CliRunner().invoke(app, ["--export", str(tmp_path)])
    assert told.exit_code == 0
    assert told.output.count(".bas") == 3
