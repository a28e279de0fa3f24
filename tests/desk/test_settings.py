"""desk.toml: which file counts, what it may say, how a person sets it, and that commands follow it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.desk.month_fixture import SMALL
from tests.rulebook.test_bank_instruments import DIGEST, IMS_2027, NAME
from xl_addin.cli.main import app
from xl_addin.desk.intake.file_names import SourceKind
from xl_addin.desk.settings import FILE, KEYS, Setting, desk_file, in_force, options, read_desk_file
from xl_addin.desk.settings_record import change, record_path, use
from xl_addin.domain.errors import DeskError
from xl_addin.rulebook.registers import reason_family
from xl_addin.rulebook.registers_bank import use_bank_registers
from xl_addin.rulebook.registers_in_force import SHIPPED
from xl_addin.workbook.extracts.limits import Limits


@pytest.fixture(autouse=True)
def _shipped_after() -> Iterator[None]:
    yield
    use_bank_registers(None)


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- which file counts ---


def test_the_named_file_then_the_one_beside_then_the_users_own(tmp_path: Path) -> None:
    named, record = put(tmp_path / "named.toml", ""), put(tmp_path / "own" / FILE, 'bank = "own"\n')
    beside = put(tmp_path / "beside" / FILE, "")
    assert desk_file(named, beside.parent, record) == named
    assert desk_file(None, beside.parent, record) == beside
    assert desk_file(None, tmp_path / "elsewhere", record) == record
    assert desk_file(None, None, tmp_path / "none.toml") is None
    assert desk_file(None, None, None) is None


def test_a_record_may_send_on_to_a_shared_file(tmp_path: Path) -> None:
    shared, record = put(tmp_path / "share" / FILE, 'bank = "Our Bank"\n'), tmp_path / "own" / FILE
    use(record, shared)
    assert desk_file(None, None, record) == shared
    with pytest.raises(DeskError, match="record of a user only"):
        read_desk_file(record)  # named by hand it is no desk.toml


@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"APPDATA": "/roaming", "XDG_CONFIG_HOME": "/x"}, "/roaming/ImportDesk/desk.toml"),
        ({"XDG_CONFIG_HOME": "/x"}, "/x/import-desk/desk.toml"),
        ({}, f"{Path.home().as_posix()}/.config/import-desk/desk.toml"),
    ],
)
def test_where_the_record_lies(environment: dict[str, str], place: str) -> None:
    assert record_path(environment).as_posix() == place


# --- what it may say ---


def test_paths_begin_at_the_file_words_and_addresses_do_not(tmp_path: Path) -> None:
    file = put(tmp_path / FILE, 'bank = "Our Bank"\nledger = "l.sqlite"\npolicy = "rules/policy.toml"\ncentre = "MH"\n')
    found = in_force({}, file)
    assert found.text("bank") == "Our Bank"
    assert found.ledger == str(tmp_path / "l.sqlite")
    assert found.path("policy") == tmp_path / "rules" / "policy.toml"
    assert found.text("centre") == "MH"
    assert found.path("calendar") is None
    url = put(tmp_path / "url.toml", 'ledger = "postgresql://desk:secret@db/import"\n')
    assert in_force({}, url).ledger == "postgresql://desk:secret@db/import"


def test_an_option_wins_and_an_empty_one_says_nothing(tmp_path: Path) -> None:
    file = put(tmp_path / FILE, 'bank = "Our Bank"\nledger = "l.sqlite"\n')
    found = in_force(options(ledger="other.sqlite", bank="", policy=None), file)
    assert found.found["ledger"] == Setting("other.sqlite", "option --ledger")
    assert found.found["bank"] == Setting("Our Bank", f"{file}, line 1")


def test_every_row_tells_its_source_and_no_password(tmp_path: Path) -> None:
    file = put(tmp_path / FILE, '# ours\nledger = "postgresql://desk:secret@db/import"\n')
    rows = {name: (value, source) for name, value, source in in_force({}, file).rows()}
    assert list(rows) == list(KEYS)
    assert rows["ledger"] == ("postgresql://desk:…@db/import", f"{file}, line 2")
    assert rows["bank"] == ("not set", "-")


def test_what_a_desk_says_of_its_files(tmp_path: Path) -> None:
    file = put(
        tmp_path / FILE,
        'hidden_rows = "leave out"\nnot_expected = ["facts", "orm.xml"]\nrows_max = 500000\ntext_max = "9"\n',
    )
    terms = in_force({}, file).terms()
    assert terms.hidden_rows == "leave out"
    assert terms.not_expected == {SourceKind.FACTS, SourceKind.ORM_MESSAGE}
    assert (terms.limits.rows_max, terms.limits.text_max) == (500_000, 9)
    assert terms.limits.columns_max == Limits().columns_max
    shown = {name: value for name, value, _ in in_force({}, file).rows()}
    assert (shown["not_expected"], shown["rows_max"], shown["columns_max"]) == ("facts, orm.xml", "500000", "1000")


def test_an_option_may_say_the_same_of_the_files() -> None:
    terms = in_force(options(not_expected="rates", hidden_rows="include"), None).terms()
    assert (terms.hidden_rows, terms.not_expected) == ("include", {SourceKind.RATES})


def test_a_desk_declares_which_kinds_put_the_month_first(tmp_path: Path) -> None:
    assert in_force({}, put(tmp_path / FILE, 'month_first = ["orm", "rates"]\n')).terms().month_first == {
        SourceKind.ORM_LIST,
        SourceKind.RATES,
    }
    with pytest.raises(DeskError, match=r"orm\.xml, whose dates are day first by the layout"):
        in_force({}, put(tmp_path / FILE, 'month_first = ["orm.xml"]\n')).terms()


BAD = {
    "unknown key": ('ledgr = "x"\n', "line 1: 'ledgr' is no setting of a desk; did you mean ledger?"),
    "a size in words": (
        'rows_max = "many"\n',
        "line 1: rows_max must be a whole number from 1, such as rows_max = 300000.",
    ),
    "a size of nothing": ("file_mb_max = 0\n", "line 1: file_mb_max must be a whole number from 1"),
    "a list of a word": ('bank = ["a"]\n', "line 1: bank must be text in quotes"),
    "a word of hidden rows": ('hidden_rows = "keep"\n', "line 1: hidden_rows is 'keep'"),
    "a kind that is none in the order of dates": (
        'month_first = ["orms"]\n',
        "line 1: 'orms' names no kind of extract",
    ),
    "a kind that is none": ('not_expected = ["fact"]\n', "line 1: 'fact' names no kind of extract"),
    "a table": ("[bank]\nname = 'x'\n", "bank must be text in quotes"),
    "a number": ("\ncentre = 7\n", "line 2: centre must be text in quotes"),
    "nothing": ('bank = " "\n', "line 1: bank must be text in quotes"),
    "sent on": ('desk = "other.toml"\n', "line 1: 'desk' belongs into the record of a user only"),
    "no TOML": ("bank = Our Bank\n", "cannot be read: line 1 is not written as name"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_used_is_told_with_its_line(case: str, tmp_path: Path) -> None:
    text, told = BAD[case]
    with pytest.raises(DeskError) as caught:
        read_desk_file(put(tmp_path / FILE, text))
    assert told in caught.value.what
    assert caught.value.where == str(tmp_path / FILE)


def test_all_lines_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(DeskError) as caught:
        read_desk_file(put(tmp_path / FILE, "bnk = 'x'\ncentre = 1\n"))
    assert [line.partition(":")[0] for line in caught.value.what.splitlines()] == ["line 1", "line 2"]
    assert "bank, ledger, policy" in caught.value.todo


def test_a_named_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="No such file"):
        in_force({}, tmp_path / "gone.toml")


# --- how a person sets it ---


def test_set_keeps_the_other_lines_and_takes_out_what_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(tmp_path / "desk" / FILE, '# ours\nbank = "Old"\ncentre = "MH"\n')
    monkeypatch.chdir(tmp_path)
    change(file, ['bank=Our "Bank" \\ Co', "centre=", "ledger=desk/l.sqlite"])
    assert file.read_text("utf-8") == '# ours\nbank = "Our \\"Bank\\" \\\\ Co"\nledger = "l.sqlite"\n'
    assert in_force({}, file).text("bank") == 'Our "Bank" \\ Co'
    assert in_force({}, file).ledger == str(tmp_path / "desk" / "l.sqlite")


def test_what_cannot_be_used_is_not_written(tmp_path: Path) -> None:
    file = put(tmp_path / FILE, 'bank = "Ours"\n')
    for word, told in [
        ("policy=gone.toml", "policy file cannot be read"),
        ("instruments=gone", "bank's instruments was not found"),
        ("registers=gone", "bank's registers was not found"),
        ("bnk=x", "'bnk=x' is no setting"),
        ("bank", "'bank' is no setting"),
    ]:
        with pytest.raises(DeskError, match=told):
            change(file, [word])
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert file.read_text("utf-8") == 'bank = "Ours"\n'


# --- commands follow it ---


def desk(*words: object) -> tuple[int, str]:
    found = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=True)
    return found.exit_code, found.output + (str(found.exception) if isinstance(found.exception, DeskError) else "")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without a record yet; its place."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("APPDATA", raising=False)
    return record_path()


def test_without_a_ledger_a_command_says_how_to_name_one(own: Path) -> None:
    _, told = desk("history")
    assert "No ledger is named." in told
    assert "desk --set ledger=FILE" in told


def test_a_month_closes_with_what_the_desk_has_said(own: Path, tmp_path: Path) -> None:
    home = tmp_path / "desk"
    put(home / "instruments" / NAME, IMS_2027)
    words = SHIPPED["reason_words.csv"].read_text("utf-8") + "writeoff,SKONTO,DISCOUNT,the word of our branches\n"
    put(home / "registers" / "reason_words.csv", words)
    put(home / "holidays.csv", "centre,date,name\nMH,2026-11-24,invented\n")
    put(
        home / FILE,
        'bank = "Our Bank"\nledger = "l.sqlite"\ncalendar = "holidays.csv"\ncentre = "MH"\n'
        'registers = "registers"\ninstruments = "instruments"\n',
    )
    out = home / "2026-10"
    code, told = desk("close", SMALL, "--as-on", "2026-10-31", "--out", out)
    assert code == 0, told
    run = json.loads((out / "run.json").read_text("utf-8"))
    assert run["ledger"] == str(home / "l.sqlite")
    assert f"bank's {DIGEST} bank's registers " in json.dumps(run)
    with (out / "findings.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file))
    assert reason_family("skonto") == "DISCOUNT"
    code, told = desk("verify", "--out", out)
    assert (code, ", 0 broken." in told) == (0, True), told
    code, told = desk("history", "--desk", home / FILE)
    assert (code, "take" in told.lower()) == (0, True), told


def test_desk_shows_what_is_in_force_and_who_said_so(own: Path, tmp_path: Path) -> None:
    assert "Nothing is set. Begin with:" in desk("desk")[1]
    code, told = desk("desk", "--set", "bank=Our Bank", "--set", f"ledger={tmp_path / 'l.sqlite'}")
    assert code == 0, told
    assert f"bank         Our Bank   ({own}, line 2)" in told
    assert own.is_file()
    beside = put(tmp_path / "closing" / FILE, 'bank = "Another"\n')
    assert f"Another   ({beside}, line 1)" in desk("desk", "--out", tmp_path / "closing" / "2026-10")[1]
    assert "Another" in desk("desk", "--use", beside)[1]
    assert f"Another   ({beside}, line 1)" in desk("desk")[1]


def test_rules_show_tells_the_instrument_that_the_bank_has_loaded(tmp_path: Path) -> None:
    put(tmp_path / "instruments" / NAME, IMS_2027)
    file = put(tmp_path / FILE, 'instruments = "instruments"\n')
    code, told = desk("rules", "show", "ims.valid_to", "--on", "2027-06-01", "--desk", file)
    assert code == 0, told
    assert f"loaded by the bank, {DIGEST}" in " ".join(told.split())
    asked = ("rules", "ask", "ims_valid", "authorisation_year=2027", "boe_date=2027-01-01")
    assert "REFUSE" in desk(*asked)[1]
    assert desk(*asked, "--desk", file)[1].startswith("OK")
    assert f"bank's {DIGEST}" in desk("version", "--desk", file)[1]


BAND = """
[instrument]
id = "A.P. (DIR Series) Circular No. 09 of 2026-10-12"
issuer = "Reserve Bank of India"
title = "an invented circular: the limit for small values"
issued_on = 2026-10-12
in_force_from = 2026-10-15

[[provision]]
parameter = "small_value.limit_inr"
value = 1500000
effective_from = 2026-10-15
paragraph = "para 2"
confidence = "H"
"""


def test_a_circular_that_the_bank_loads_moves_the_limit_by_which_its_month_closes(own: Path, tmp_path: Path) -> None:
    """An imagined circular, without a release: what lay between the limits is allowed or asked, nothing else moves."""
    decided = []
    for name, text in (("before", ""), ("after", BAND)):
        home = tmp_path / name
        if text:
            put(home / "instruments" / "2026-10-12_small_value.toml", text)
        put(home / FILE, 'ledger = "l.sqlite"\n' + ('instruments = "instruments"\n' if text else ""))
        code, told = desk("close", SMALL, "--as-on", "2026-10-31", "--out", home / "2026-10")
        assert code == 0, told
        with (home / "2026-10" / "decisions.csv").open(encoding="utf-8-sig", newline="") as file:
            decided.append({tuple(list(row.values())[:6]): row for row in csv.DictReader(file)})
    before, after = decided
    moved = {key: row for key, row in after.items() if row["status"] != before[key]["status"]}
    assert {key[0] for key in moved} == {"SMALLVALUE"}
    for key, row in moved.items():
        assert before[key]["status"] == "REFUSE"
        assert row["status"] in ("OK", "CHECK")
        assert "limit INR 1500000" in row["why"]
        assert row["status"] == "CHECK" or "Circular No. 09 of 2026-10-12" in row["instrument"]
    assert {row["status"] for row in moved.values()} == {"OK", "CHECK"}  # with the declaration, and asking for it
