"""The registers of findings and status words: what a row gives, and what a register must not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_addin.domain import findings, statuses
from xl_addin.domain.findings import Finding, Place, Severity, finding, register
from xl_addin.domain.statuses import sign, tone
from xl_addin.engine.finding_codes import registered


def test_severity_expectation_and_remedy_come_from_the_row() -> None:
    assert finding("AMOUNT_ZERO", "orm.csv", "0", Place("List", 7, "Amount")) == Finding(
        "AMOUNT_ZERO",
        Severity.BLOCK,
        "orm.csv",
        "0",
        "an amount above zero",
        "Correct it in the source.",
        "List",
        7,
        "Amount",
    )


def test_figures_fill_the_places_of_the_texts_and_are_not_read_as_places_themselves() -> None:
    found = finding("OPENING_NOT_LAST_CLOSING", "ledger", "ORM USD", closed="{1} items")
    assert found.expected == "last closing: {1} items"
    assert finding("BAD_DATE", "f", "x", expected="a date", advice="Mend it.").action == "Mend it."


def test_a_special_case_differs_in_what_its_row_says_and_in_nothing_else() -> None:
    usual = finding("COLUMN_MISSING", "book", "x", header="Remarks")
    of_the_key = finding("COLUMN_MISSING", "book", "x", when="key", header="Remarks")
    assert (usual.severity, of_the_key.severity) == (Severity.WARN, Severity.BLOCK)
    assert (usual.expected, usual.action) == (of_the_key.expected, of_the_key.action)


@pytest.mark.parametrize(
    ("code", "figures"),
    [("NO_SUCH_CODE", {}), ("COLUMN_MISSING", {"when": "nowhere"}), ("RATE_CHANGED", {})],
    ids=["an unknown code", "an unknown special case", "a figure that was not given"],
)
def test_a_mistake_of_the_program_fails_at_once(code: str, figures: dict[str, str]) -> None:
    with pytest.raises(KeyError):
        finding(code, "source", "found", **figures)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('meaning = "M."\nremedy = "R."', "severity"),
        ('severity = "LOUD"\nmeaning = "M."\nremedy = "R."', "LOUD"),
        ('severity = "WARN"\nremedy = "R."', "meaning"),
        ('severity = "WARN"\nmeaning = "M."\nremedy = "R."\nhint = "H."', "hint"),
        ('severity = "WARN"\nmeaning = "no sentence"\nremedy = "R."', "sentences"),
        ('severity = "WARN"\nmeaning = "M."\nremedy = "A { left open."', "expected '}'"),
    ],
)
def test_a_register_that_contradicts_itself_is_refused_with_the_row(
    row: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "REGISTER", tmp_path / "findings.toml")
    (tmp_path / "findings.toml").write_text(f"[CODE]\n{row}\n")
    with pytest.raises(ValueError, match=said) as refused:
        register.__wrapped__()
    assert "findings.toml, CODE" in str(refused.value)


@pytest.mark.parametrize(("row", "said"), [('label = "x"', "missing"), ('tone = "loud"', "loud")])
def test_a_status_word_that_lacks_something_is_refused(
    row: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statuses, "REGISTER", tmp_path / "statuses.toml")
    whole = 'about = "decision"\nlabel = "l"\nmeaning = "M."\nnext = ""\n' if "tone" in row else ""
    (tmp_path / "statuses.toml").write_text(f"[WORD]\n{whole}{row}\n")
    with pytest.raises(ValueError, match=said):
        statuses.statuses.__wrapped__()


def test_a_word_without_a_symbol_has_a_dot_and_no_word_has_nothing() -> None:
    assert (sign("OK"), tone("OK")) == ("✓", "good")
    assert (sign("LEGACY"), tone("LEGACY")) == ("•", "note")
    assert (sign("SOMETHING"), tone("SOMETHING")) == ("•", "note")
    assert (sign(""), tone("")) == ("", "")


def test_a_decision_with_a_code_of_no_register_is_a_mistake_of_the_program() -> None:
    assert registered(("OVER_5_PERCENT", "DUE_DILIGENCE", "SECURITY_REQUIRED")) == (
        "OVER_5_PERCENT",
        "DUE_DILIGENCE",  # a condition, told by its word
        "SECURITY_REQUIRED",  # a status that is its own finding
    )
    with pytest.raises(AssertionError, match="OVER_SIX"):
        registered(("OVER_5_PERCENT", "OVER_SIX"))
