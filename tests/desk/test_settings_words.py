"""Every sentence about a desk.toml word for word, and what each setting that has no sentence of its own does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from xl_addin.desk.intake.file_names import WORDS, SourceKind
from xl_addin.desk.intake.terms import WAIVER
from xl_addin.desk.settings import FILE, KEYS, PATHS, Setting, Settings, desk_file, in_force, options, read_desk_file
from xl_addin.desk.started import typed
from xl_addin.disk.places import allow, allowed
from xl_addin.disk.rights import share_with
from xl_addin.domain.errors import DeskError
from xl_addin.domain.waiver import Waiver
from xl_addin.messages.layouts import use_bank_messages
from xl_addin.workbook.extracts import limits

MAY_SAY = f"Correct each line. What a desk.toml may say: {', '.join(KEYS)}."
SET = "or once for all commands: "


@pytest.fixture(autouse=True)
def _as_shipped() -> Iterator[None]:
    yield
    share_with("")
    allow("")
    use_bank_messages(None)


def put(folder: Path, text: str) -> Path:
    path = folder / FILE
    path.write_text(text, encoding="utf-8")
    return path


def parts(error: pytest.ExceptionInfo[DeskError]) -> tuple[str, str, str]:
    return error.value.what, error.value.where, error.value.todo


def said(name: str, value: str) -> Settings:
    """Settings that say one thing."""
    return Settings({name: Setting(value, "the file, line 7")})


# --- what a desk.toml may not say ---

KINDS = ", ".join(WORDS)
TOLD = [
    ('ledgr = "x"', "line 1: 'ledgr' is no setting of a desk; did you mean ledger?"),
    ('zzz = "x"', "line 1: 'zzz' is no setting of a desk."),
    ('\n"zzz" = "x"', "line 2: 'zzz' is no setting of a desk."),
    (
        "centre = 1\nzzz = 2",
        "line 1: centre must be text in quotes, such as centre = \"…\".\nline 2: 'zzz' is no setting of a desk.",
    ),
    ("[bank]\nname = 'x'", 'bank must be text in quotes, such as bank = "…".'),
    ("not_expected = []", 'line 1: not_expected must be text in quotes, such as not_expected = "…".'),
    ('month_first = ["orm", 1]', 'line 1: month_first must be text in quotes, such as month_first = "…".'),
    ('waived = ["a", " "]', 'line 1: waived must be text in quotes, such as waived = "…".'),
    ('hidden_rows = "keep"', "line 1: hidden_rows is 'keep'; it may be 'include' or 'leave out'."),
    ('boe_closure = "later"', "line 1: boe_closure is 'later'; it may be 'at zero' or 'never'."),
    ('not_expected = ["orm", "fact"]', f"line 1: 'fact' names no kind of extract; the kinds are {KINDS}."),
    ('month_first = "orms"', f"line 1: 'orms' names no kind of extract; the kinds are {KINDS}."),
    ("rows_max = 0", "line 1: rows_max must be a whole number from 1, such as rows_max = 300000."),
    ("rows_max = 1000000000", "line 1: rows_max must be a whole number from 1, such as rows_max = 300000."),
    ("text_max = -1", "line 1: text_max must be a whole number from 1, such as text_max = 32767."),
    ("text_max = 1.5", "line 1: text_max must be a whole number from 1, such as text_max = 32767."),
    (
        'desk = "other.toml"',
        "line 1: 'desk' belongs into the record of a user only; a desk.toml does not send on to another.",
    ),
]


@pytest.mark.parametrize(("text", "what"), TOLD, ids=[text.replace("\n", " ") for text, _ in TOLD])
def test_a_line_that_cannot_be_used_is_told_word_for_word(tmp_path: Path, text: str, what: str) -> None:
    path = put(tmp_path, text)
    with pytest.raises(DeskError) as told:
        read_desk_file(path)
    assert parts(told) == (what, str(path), MAY_SAY)


def test_a_file_that_is_not_there_or_is_no_toml_is_told_word_for_word(tmp_path: Path) -> None:
    gone = tmp_path / "gone.toml"
    with pytest.raises(DeskError) as told:
        read_desk_file(gone)
    todo = "Check the path, or the line."
    assert parts(told) == ("The desk's settings cannot be read: No such file or directory.", str(gone), todo)
    path = put(tmp_path, "bank")
    with pytest.raises(DeskError) as told:
        read_desk_file(path)
    assert told.value.what.startswith("The desk's settings cannot be read: a line is not written as name = ")
    assert told.value.what.endswith(".")
    assert parts(told)[1:] == (str(path), todo)


# --- what is not set ---


def test_what_is_not_named_is_told_word_for_word() -> None:
    none = Settings({})
    with pytest.raises(DeskError) as told:
        _ = none.ledger
    assert parts(told) == (
        "No ledger is named.",
        "Neither --ledger nor a desk.toml names one.",
        f"Name it with --ledger FILE, {SET}{typed('desk --set ledger=FILE')}",
    )
    with pytest.raises(DeskError) as told:
        _ = none.outgoing
    assert parts(told) == (
        "No folder for the files of IDPMS is named.",
        "Neither --outgoing nor a desk.toml names one.",
        f"Name it with --outgoing FOLDER, {SET}{typed('desk --set outgoing=FOLDER')}",
    )
    assert none.text("bank") == ""
    assert none.path("policy") is None


def test_what_is_named_is_given() -> None:
    assert said("outgoing", "out").outgoing == Path("out")
    assert said("ledger", "l.sqlite").ledger == "l.sqlite"
    assert said("policy", "p.toml").path("policy") == Path("p.toml")


@pytest.mark.parametrize(("word", "closes"), [("", True), ("at zero", True), ("never", False)])
def test_a_bill_of_entry_is_closed_unless_the_bank_says_never(word: str, closes: bool) -> None:
    found = said("boe_closure", word) if word else Settings({})
    assert found.closes_boes is closes


def test_every_setting_has_a_row_with_what_is_shipped() -> None:
    shipped = {name: str(getattr(limits.DEFAULT, name)) for name in limits.NAMES}
    assert list(Settings({}).rows()) == [(name, shipped.get(name, "not set"), "-") for name in KEYS]
    assert ("bank", "Ours", "the file, line 7") in list(said("bank", "Ours").rows())


# --- what a setting does ---


def test_an_option_says_where_it_was_said() -> None:
    assert options(not_expected="orm", hidden_rows="", ledger=None, rows_max=5) == {
        "not_expected": Setting("orm", "option --not-expected"),
        "rows_max": Setting("5", "option --rows-max"),
    }


def test_the_last_of_a_size_is_taken(tmp_path: Path) -> None:
    found = in_force({}, put(tmp_path, "rows_max = 1\ntext_max = '999999999'\n")).terms().limits
    assert (found.rows_max, found.text_max) == (1, 999_999_999)


def test_words_of_a_list_are_joined_and_lines_keep_their_commas(tmp_path: Path) -> None:
    again = WAIVER.replace("/3=", "=")
    text = f'waived = ["{WAIVER}", "{again}"]\nnot_expected = ["orm", "rates"]\nmonth_first = "Orm , rates"\n'
    found = in_force({}, put(tmp_path, text))
    assert found.text("waived") == f"{WAIVER}\n{again}"
    assert found.text("not_expected") == "orm, rates"
    terms = found.terms()
    why = "reversed on 2-Nov-2026, seen by A. Rao"
    assert terms.waived == (Waiver("2026-10", "orm.csv", 3, why), Waiver("2026-10", "orm.csv", 0, why))
    assert terms.not_expected == terms.month_first == {SourceKind.ORM_LIST, SourceKind.RATES}


def test_a_jump_of_rates_is_the_bank_s_own(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("rate_jump_pct = 3\n", "utf-8")
    assert in_force({}, put(tmp_path, 'policy = "own.toml"\n')).terms().rate_jump_pct == 3
    assert Settings({}).terms().rate_jump_pct == 10


def test_a_password_is_asked_as_the_desk_says() -> None:
    assert Settings({}).terms(str.upper).password is str.upper
    assert Settings({}).terms().password is None


def test_a_word_of_hidden_rows_on_the_command_line_is_told_with_its_place() -> None:
    with pytest.raises(DeskError) as told:
        said("hidden_rows", "keep").terms()
    assert parts(told) == ("hidden_rows is 'keep'.", "the file, line 7", "Say include or leave out.")


def test_a_centre_without_a_list_of_holidays_is_refused() -> None:
    with pytest.raises(DeskError, match="The centre 'MH' is given without a holiday list"):
        said("centre", "MH").policy()


def test_the_policy_is_the_bank_s_with_a_list_of_holidays_and_without_one(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("writeoff_cap_pct = 4\n", "utf-8")
    (tmp_path / "days.csv").write_text("centre,date,name\nMH,2026-11-24,invented\n", "utf-8")
    plain = in_force({}, put(tmp_path, 'policy = "own.toml"\n'))
    assert plain.policy().writeoff_cap_pct == 4
    assert plain.law().policy == plain.policy()
    dated = in_force({}, put(tmp_path, 'policy = "own.toml"\ncalendar = "days.csv"\ncentre = "MH"\n')).policy()
    assert dated.writeoff_cap_pct == 4
    assert dated != plain.policy()


def test_a_group_a_reason_for_a_share_and_tables_of_messages_are_in_force_at_once(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="no group 'no_such_group'"):
        in_force(options(group="no_such_group"), None)
    in_force(options(ledger_on_share="signed by IT"), None)
    assert allowed() == "signed by IT"
    in_force({}, None)
    assert allowed() == ""
    with pytest.raises(DeskError, match="folder of the bank's message tables was not found"):
        in_force({}, put(tmp_path, 'messages = "gone"\n'))


@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_path_begins_at_the_folder_of_its_file_and_an_address_does_not(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, f'{name} = "a/b"\n')
    assert read_desk_file(path)[name] == Setting(str(tmp_path / "a" / "b"), f"{path}, line 1")
    assert read_desk_file(path, tmp_path / "x")[name].value == str(tmp_path / "x" / "a" / "b")
    address = put(tmp_path, f'"{name}"="db://a/b"\n')
    assert read_desk_file(address)[name] == Setting("db://a/b", f"{address}, line 1")


def test_a_word_that_is_no_path_stays_and_a_line_written_otherwise_has_no_number(tmp_path: Path) -> None:
    path = put(tmp_path, 'bank = "a/b"\n"centr\\u0065" = "MH"\n')
    assert read_desk_file(path) == {"bank": Setting("a/b", f"{path}, line 1"), "centre": Setting("MH", str(path))}


def test_a_folder_without_a_file_of_its_own_and_a_record_that_sends_nowhere(tmp_path: Path) -> None:
    assert desk_file(None, tmp_path, None) is None
    (tmp_path / "beside").mkdir()
    record = put(tmp_path, 'desk = "beside/desk.toml"\n')
    assert desk_file(None, tmp_path / "beside", record) == tmp_path / "beside" / "desk.toml"
    record = put(tmp_path, "desk = 7\n")
    assert desk_file(None, tmp_path / "beside", record) == record


@pytest.mark.parametrize("word", [*WORDS, *(word.upper() for word in WORDS)])
def test_each_kind_that_the_sentence_lists_may_be_named(tmp_path: Path, word: str) -> None:
    (wanted,) = [kind for one, kind in WORDS.items() if one.upper() == word.upper()]
    assert in_force({}, put(tmp_path, f'not_expected = ["{word}"]\n')).terms().not_expected == {wanted}
