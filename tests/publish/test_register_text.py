"""The registers of findings and status words as the terminal and the documentation print them."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from xl_addin.cli.main import app
from xl_addin.domain.errors import DeskError
from xl_addin.domain.findings import without_places
from xl_addin.publish.register_text import WIDTH, explained_lines, list_lines


def said(name: str) -> str:
    return " ".join(" ".join(explained_lines(name)).split())


def test_every_line_fits_a_terminal() -> None:
    assert [line for line in list_lines() if len(line) > WIDTH] == []


def test_the_gravest_findings_stand_first_and_status_words_last() -> None:
    lines = list(list_lines())
    heads = [line.split(":")[0] for line in lines if line and not line.startswith(" ")]
    assert heads[:5] == ["BLOCK", "WARN", "INFO", "DECISION", "Status words"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("rate_zero", "BLOCK: The item was not taken in", id="in any case"),
        pytest.param("RATE_CHANGED", "Expected: …, as taken in before", id="a place that the finding fills"),
        pytest.param("BAD_DATE", "Remedy: Do as the finding itself advises.", id="advice that the finding brings"),
        pytest.param("BAD_TEXT", "Special case: left blank Severity: WARN", id="a special case"),
        pytest.param("REFER_RBI", "Decided by: RBI Regional Office, through the Compliance Head", id="a status word"),
        pytest.param("NO_ORM", "Status of: IDPMS", id="a code that is a status word as well"),
        pytest.param("DUE_DILIGENCE", "answered with no: Is due diligence done", id="a condition"),
    ],
)
def test_a_code_is_explained(name: str, words: str) -> None:
    assert words in said(name)


@pytest.mark.parametrize(("name", "todo"), [("OVER5PERCENT", "OVER_5_PERCENT"), ("XYZZYX", "findings")])
def test_a_code_that_nothing_has_is_told_with_what_comes_near(name: str, todo: str) -> None:
    with pytest.raises(DeskError) as refused:
        list(explained_lines(name))
    assert todo in refused.value.todo


def test_places_are_shown_as_dots() -> None:
    assert without_places("a column {header!r} of {count} rows") == "a column … of … rows"
    assert without_places("Left blank. {advice}") == "Left blank. Do as the finding itself advises."


def test_the_command_lists_and_explains() -> None:
    listed = CliRunner().invoke(app, ["findings"])
    assert (listed.exit_code, "OVER_5_PERCENT" in listed.output) == (0, True)
    assert "The difference is over the share" in CliRunner().invoke(app, ["findings", "OVER_5_PERCENT"]).output
