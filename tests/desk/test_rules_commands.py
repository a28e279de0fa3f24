"""The law speaks: rules list, show, history, ask, diff, annex, policy-template, as a person meets them."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from tests.desk.month_fixture import law, read_csv
from xl_addin import rulebook
from xl_addin.cli.rules import rules_app
from xl_addin.desk.law import diff as rules_diff
from xl_addin.desk.law.annex import former_law, write_annex
from xl_addin.desk.law.asked import ask_in_words
from xl_addin.desk.law.ledger_diff import DAYS, LAW, LedgerDiff, ledger_diff, matrix
from xl_addin.desk.law.text import answer_lines, facts_lines
from xl_addin.domain.errors import DeskError
from xl_addin.engine.law import Law
from xl_addin.engine.questions import ASK, facts_of, purpose
from xl_addin.ledger import open_ledger
from xl_addin.rulebook.policy import NO_BOUND, Policy
from xl_addin.rulebook.policy_fields import FIELDS
from xl_addin.rulebook.policy_file import load_policy

RULES = rulebook.load()
EVE, FIRST = date(2026, 9, 30), date(2026, 10, 1)


def run(*words: object) -> str:
    """What a rules command prints; its error, if there was one, is raised."""
    done = CliRunner().invoke(rules_app, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


# ---- show, history, list


def test_show_teaches_value_unit_meaning_source_days_and_confidence() -> None:
    shown = run("show", "writeoff.limit_pct", "--on", "2026-09-30")
    for part in (
        "= 5 percent of invoice value",
        "largest difference",
        "No. 65 of 2016-04-28",
        "MD C.8(x)",
        "28-Apr-2016 until 30-Sep-2026, both days included",
        "H: the primary text was read",
        "action_date",
    ):
        assert part in shown
    assert "to be verified by the bank's compliance desk" in run("show", "writeoff.method", "--on", "2026-10-01")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("writeoff.limit_pc", "writeoff.limit_pct"), ("writeof.method", "writeoff.method"), ("payment.x", "payment.m")],
)
def test_a_mistyped_parameter_offers_names_that_are_near(typed: str, offered: str) -> None:
    with pytest.raises(DeskError, match=f"no parameter '{typed}'") as refused:
        run("show", typed, "--on", "2026-09-30")
    assert offered in refused.value.todo


def test_history_shows_every_value_oldest_first() -> None:
    told = run("history", "payment.method")
    assert told.index("months_from_shipment") < told.index("contract")


def test_list_stands_by_family_and_names_every_parameter() -> None:
    lines = run("list").splitlines()
    families = [line for line in lines if line and not line.startswith(" ")]
    assert families == sorted(set(families))
    assert {one.name for one in RULES.parameters()} <= {line.split()[0] for line in lines if line.strip()}


def names_listed(wanted: str) -> set[str]:
    known = {one.name for one in RULES.parameters()}
    return {line.split()[0] for line in run("list", wanted).splitlines() if line.strip()} & known


@pytest.mark.parametrize("wanted", ["ims", "small_value", " IMS "])
def test_one_family_is_listed_alone(wanted: str) -> None:
    family = wanted.strip().lower()
    assert names_listed(wanted) == {one.name for one in RULES.parameters() if one.name.startswith(f"{family}.")}


def test_a_subject_is_listed_with_all_its_families() -> None:
    found = names_listed("parties")
    assert found == {one.name for one in RULES.parameters() if one.subject == "parties"}
    assert {name.partition(".")[0] for name in found} == {"setoff", "direct_docs", "third_party", "settlement_currency"}


def test_a_word_is_looked_for_in_names_and_meanings() -> None:
    found = names_listed("registered letter")
    assert found == {one.name for one in RULES.parameters() if "registered letter" in one.meaning}
    assert names_listed("limit_pct") == {"writeoff.limit_pct"}


def test_a_word_that_no_parameter_has_offers_the_families() -> None:
    with pytest.raises(DeskError, match="No parameter has 'elephant'") as told:
        run("list", "elephant")
    assert "writeoff" in told.value.todo


# ---- ask


def test_ask_alone_lists_the_questions_and_a_question_its_facts() -> None:
    listed = run("ask")
    assert all(name in listed for name in ASK)
    shown = run("ask", "write_off")
    for name, kind in facts_of("write_off").items():
        assert any(line.split()[:2] == [name, kind] for line in shown.splitlines())
    assert purpose("write_off").split(",")[0] in shown


def test_a_question_is_answered_with_status_findings_and_the_sentence() -> None:
    told = run(
        "ask",
        "write_off",
        "invoice_value=1,00,000",
        "difference=-5000.01",
        "action_date=2026-09-30",
        "reason=DISCOUNT",
        "satisfied=y",
        "suit_pending=no",
        "adverse_notice=N",
    )
    assert told.startswith("REFER_RBI   (only OK means: allowed now)")
    assert "OVER_5_PERCENT" in told
    assert "MD C.8(x)" in told


def test_a_date_that_is_answered_is_shown() -> None:
    told = run("ask", "payment_due", "shipment_date=2026-03-31", "action_date=2026-09-01")
    assert told.startswith("OK\n")
    assert "30-Sep-2026" in told


def test_a_fact_left_out_is_named_by_the_answer() -> None:
    assert "satisfied is not given" in run("ask", "failed_advance", "action_date=2026-10-01", "reason=OTHER")
    assert "regime: CHECK; action_date is not given" in run("ask", "regime", "action_date=")


def test_tables_of_amounts_are_written_name_and_value() -> None:
    asked = ask_in_words(
        "cap_usd", ["remittances=2024-25:1000000,2025-26:3000000", "action_date=2026-05-01"], Law(RULES, Policy())
    )
    assert asked.value == Decimal(200000)


WRITTEN = {
    "date": "2026-05-01",
    "dates": "2026-10-02, 2026-10-20",
    "amount": "100",
    "count": "3",
    "flag": "yes",
    "answers": "X:yes,Y:",
    "amounts": "2024-25:5",
    "word": "WORD",
}


@pytest.mark.parametrize("question", sorted(ASK))
def test_every_question_can_be_asked_in_words(question: str) -> None:
    words = [f"{name}={WRITTEN[kind]}" for name, kind in facts_of(question).items()]
    for asked in (words, words[:1]):
        with suppress(DeskError):  # a fact that it cannot do without, or a day without law
            assert answer_lines(ask_in_words(question, asked, Law(RULES, Policy())))
    assert len(list(facts_lines(question))) >= len(words)


def test_the_banks_policy_counts_when_it_is_given(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("writeoff_cap_pct = 2\n", "utf-8")
    words = ("ask", "numeric_pretest", "invoice_value=100", "difference=3", "action_date=2026-10-01")
    assert run(*words).startswith("BANK_POLICY")
    assert run(*words, "--policy", policy).startswith("ESCALATE")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ask", "write_of", "a=1"), "Did you mean write_off"),
        (("ask", "write_off", "invoice_valu=1"), "Did you mean invoice_value"),
        (("ask", "write_off", "action_date=1/10/2026"), "may be 01-Oct-2026 or 10-Jan-2026"),
        (("ask", "write_off", "difference=1.000,5"), "digits with at most one decimal point"),
        (("ask", "write_off", "satisfied=perhaps"), "expected Y or N"),
        (("ask", "write_off", "DISCOUNT"), "fact=value"),
        (("ask", "write_off", "difference=5", "difference=6"), "each fact once: two are given"),
        (("ask", "cap_usd", "remittances=1000"), "name:value pairs"),
        (("diff", "2026-10-01", "2026-09-30"), "does not lie after"),
        (("diff", "2026-10-01", "2026-10-01"), "does not lie after"),
        (("diff", "2026-09-30", "2026-10-01", "--family", "writeof"), "no family 'writeof'"),
        (("diff", "2015-12-31", "2026-10-01"), "begins on 01-Jan-2016"),
        (("annex", "--out", "annex.pdf"), "must end with .xlsx"),
        (("policy-template", "--out", "policy.txt"), "must end with .toml"),
    ],
)
def test_what_cannot_be_asked_is_told_with_a_remedy(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(DeskError) as refused:
        run(*words)
    assert said in str(refused.value)
    assert refused.value.todo


def test_all_words_that_cannot_be_used_are_told_at_once() -> None:
    with pytest.raises(DeskError) as refused:
        run("ask", "write_off", "satisfied=perhaps", "difference=x", "colour=red")
    assert len(refused.value.what.splitlines()) == 3


# ---- diff


def kinds(first: date, second: date, family: str = "") -> dict[str, str]:
    """Parameter and kind of every change."""
    return {one.parameter.name: one.kind for one in rules_diff.changes(RULES, first, second, family)}


def test_the_switch_changes_starts_ends_and_restates() -> None:
    found = kinds(EVE, FIRST)
    assert found["payment.method"] == "changed"
    assert found["writeoff.failed_advance"] == "started"
    assert found["writeoff.limit_pct"] == "ended"
    assert found["small_value.limit_inr"] == "other source"
    assert "iec.not_updated" not in found


def test_nothing_changes_on_the_day_after_and_a_family_is_kept_alone() -> None:
    assert kinds(FIRST, date(2026, 10, 2)) == {}
    assert {name.split(".")[0] for name in kinds(EVE, FIRST, "writeoff")} == {"writeoff"}


def test_what_came_and_went_in_between_is_told() -> None:
    found = rules_diff.changes(RULES, date(2016, 1, 1), FIRST, "extension")
    step = next(one for one in found if one.parameter.name == "extension.step_months")
    assert (step.kind, len(step.between)) == ("only in between", 1)
    told = "\n".join(rules_diff.law_lines([step], date(2016, 1, 1), FIRST))
    assert "in between" in told
    assert "6 months at a time" in told


def test_every_line_fits_a_terminal_of_100_columns(desk_out: Path) -> None:
    told = run("diff", "2026-09-30", "2026-10-01", "--ledger", desk_out / "ledger.sqlite")
    assert [line for line in told.splitlines() if len(line) > 100] == []
    assert "the law has no number of months" in " ".join(told.split())


def compared(out: Path, first: date, second: date, family: str = "") -> LedgerDiff:
    """The open items of a closed month, decided as of two days."""
    ledger = open_ledger(str(out / "ledger.sqlite"), create=False)
    try:
        return ledger_diff(ledger, law(), first, second, family)
    finally:
        ledger.close()


def test_each_regime_speaks_its_own_words_about_the_same_items(desk_out: Path) -> None:
    found = compared(desk_out, EVE, FIRST)
    before = {one.before.decision.status for one in found.moved}
    after = {one.after.decision.status for one in found.moved}
    assert "REFER_RBI" in before
    assert "REFER_RBI" not in after
    assert before.isdisjoint({"ESCALATE", "BANK_POLICY", "SHOW_BOTH"})
    assert {"BANK_POLICY", "SHOW_BOTH", "BREACH_BEFORE_SWITCH"} <= after
    for one in found.moved:
        assert (one.before.orm_number, one.before.boe_number) == (one.after.orm_number, one.after.boe_number)
        assert one.before.amount_minor == one.after.amount_minor


def test_the_matrix_adds_up_to_the_answers_that_moved(desk_out: Path) -> None:
    found = compared(desk_out, EVE, FIRST)
    cells = matrix(found.moved)
    assert sum(len(cell.moved) for cell in cells) == len(found.moved)
    sums: Counter[str] = Counter()
    for cell in cells:
        sums.update(cell.amounts)
    expected: Counter[str] = Counter()
    for one in found.moved:
        if one.before.currency:
            expected[one.before.currency] += one.before.amount_minor
    assert sums == expected


def test_items_that_came_later_are_left_out(desk_out: Path) -> None:
    found = compared(desk_out, EVE, FIRST)
    assert found.left_out > 0
    assert all(one.before.boe_date is None or one.before.boe_date <= EVE for one in found.moved)


def test_between_two_days_of_one_law_only_time_moves_an_answer(desk_out: Path) -> None:
    found = compared(desk_out, date(2026, 8, 1), EVE)
    assert {one.because for one in found.moved} == {DAYS}
    assert {one.because for one in compared(desk_out, EVE, FIRST, "writeoff").moved} == {LAW}


def test_the_comparison_is_written_as_workbook_and_csv(desk_out: Path, tmp_path: Path) -> None:
    run("diff", "2026-09-30", "2026-10-01", "--ledger", desk_out / "ledger.sqlite", "--out", tmp_path)
    found = compared(desk_out, EVE, FIRST)
    rows = read_csv(tmp_path / "rules-diff-2026-09-30-2026-10-01.csv")
    assert len(rows) == len(found.moved)
    assert [row["status_after"] for row in rows] == [one.after.decision.status for one in found.moved]
    book = openpyxl.load_workbook(tmp_path / "rules-diff-2026-09-30-2026-10-01.xlsx", read_only=True)
    assert book.sheetnames == ["Law", "Matrix", "Items"]
    assert sum(1 for _ in book["Items"].iter_rows(min_row=6)) == len(rows)


def test_without_a_ledger_only_the_law_is_written(tmp_path: Path) -> None:
    run("diff", "2026-09-30", "2026-10-01", "--out", tmp_path, "--family", "writeoff")
    assert [path.name for path in tmp_path.iterdir()] == ["rules-diff-2026-09-30-2026-10-01.xlsx"]


def test_an_empty_ledger_is_told(tmp_path: Path) -> None:
    open_ledger(str(tmp_path / "new.sqlite")).close()
    with pytest.raises(DeskError, match="ledger is empty"):
        run("diff", "2026-09-30", "2026-10-01", "--ledger", tmp_path / "new.sqlite")


# ---- annex and policy file


def annex(tmp_path: Path, policy: Policy) -> dict[str, tuple[object, ...]]:
    """Rows of the annex by parameter."""
    write_annex(tmp_path / "annex.xlsx", law(policy), date(2026, 11, 22), "Namuna Bank")
    sheet = openpyxl.load_workbook(tmp_path / "annex.xlsx")["Policy annex"]
    assert "under Reg 19, as of 22-Nov-2026" in str(sheet["A2"].value)
    return {str(row[0]): row[1:] for row in sheet.iter_rows(min_row=6, values_only=True)}


def test_the_annex_names_every_parameter_and_leaves_room_to_sign(tmp_path: Path) -> None:
    rows = annex(tmp_path, Policy())
    assert set(FIELDS) <= set(rows)
    assert rows["writeoff_cap_pct"][1] == NO_BOUND
    assert rows["writeoff_cap_pct"][2] == "5 percent of invoice value, inclusive"
    assert "until 30-Sep-2026" in str(rows["writeoff_cap_pct"][3])
    assert rows["writeoff_cap_pct"][4] == "ESCALATE"
    assert rows["holiday_list"][2] == "none"
    assert any(name.startswith("Checked by\n(compliance desk)") for name in rows)


def test_the_annex_prints_the_banks_own_value(tmp_path: Path) -> None:
    rows = annex(tmp_path, Policy(writeoff_cap_pct=Decimal("2.50"), registered_letter=True))
    assert (rows["writeoff_cap_pct"][1], rows["registered_letter"][1]) == ("2.50", "yes")


def test_what_the_bank_may_set_was_once_law_and_is_so_no_more() -> None:
    for name, one in FIELDS.items():
        assert one.effect, name
        found = former_law(RULES, name)
        assert len(found) == len(one.former), name
        for provision in found:
            assert RULES.find(provision.parameter, FIRST) is None, name
            assert RULES.find(provision.parameter, EVE) is provision, name


def test_the_template_sets_nothing_and_is_accepted(tmp_path: Path) -> None:
    run("policy-template", "--out", tmp_path / "policy.toml")
    assert load_policy(tmp_path / "policy.toml") == Policy()
    text = (tmp_path / "policy.toml").read_text("utf-8")
    assert all(f"\n# {name} =" in text for name in FIELDS)
    with pytest.raises(DeskError, match="there already"):
        run("policy-template", "--out", tmp_path / "policy.toml")


def test_a_line_of_the_template_takes_a_value_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    run("policy-template", "--out", path)
    path.write_text(path.read_text("utf-8").replace("# writeoff_cap_pct =    #", "writeoff_cap_pct = 2.5 #"), "utf-8")
    assert load_policy(path) == Policy(writeoff_cap_pct=Decimal("2.5"))


def test_every_fault_of_a_policy_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('# ours\nwriteoff_cap = 5\n\n  ext_step_months = 6.5\nquarter_basis = "lunar"\n', "utf-8")
    with pytest.raises(DeskError) as refused:
        load_policy(path)
    lines = refused.value.what.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["line 2", "line 4", "line 5"]
    assert "did you mean writeoff_cap_pct" in lines[0]


def test_a_list_of_days_is_asked_with_commas() -> None:
    asked = ("entry_due", "received_date=2026-10-01", "action_date=2026-10-01")
    # 1-Oct-2026 is a Thursday; 2 and 5 are out: 3 (1st Saturday), 6, 7, 8, 9
    assert "09-Oct-2026" in run("ask", *asked, "holidays=2026-10-02, 2026-10-05")
    with pytest.raises(DeskError, match="found '5'; expected a date"):
        run("ask", *asked, "holidays=2026-10-02,5")
