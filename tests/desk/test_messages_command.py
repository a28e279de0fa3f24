"""The command `messages`: it teaches, and tells of any file what it holds and what is wrong, in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xl_addin.cli.main import app
from xl_addin.desk.check_message import look_at
from xl_addin.domain.errors import DeskError
from xl_addin.messages.layouts import layouts

GOLDEN = Path(__file__).parents[1] / "messages" / "golden"
ON = date(2026, 11, 10)


def said(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["messages", *map(str, words)])
    return done.exit_code, done.output


def test_the_list_names_every_message() -> None:
    code, output = said("list")
    assert code == 0
    assert [line.split()[0] for line in output.splitlines() if line.startswith("  ")] == list(layouts())


@pytest.mark.parametrize("message", list(layouts()))
def test_a_message_is_shown_with_every_element(message: str) -> None:
    code, output = said("show", message.lower())
    assert code == 0
    assert all(f" {one.element} " in output for one in layouts()[message].fields)


def test_a_message_that_is_not_known_is_told_with_those_that_are_near() -> None:
    done = CliRunner().invoke(app, ["messages", "show", "BESS"])
    assert "Did you mean BES" in str(done.exception)


FILES = [(path.name, 1 if "fail" in path.name else 0) for path in sorted(GOLDEN.iterdir())]


@pytest.mark.parametrize(("name", "code"), FILES, ids=[name for name, _ in FILES])
def test_every_dummy_file_is_read(name: str, code: int) -> None:
    found, output = said("check", GOLDEN / name, "--on", ON.isoformat())
    assert found == code
    assert output.startswith(f"{name} is ")


def test_a_fault_is_told_with_its_line_element_and_remedy(tmp_path: Path) -> None:
    text = (GOLDEN / "0000001_RBI2210202601.bes.xml").read_text().replace("<ADCode>0000001", "<ADCode>1")
    (tmp_path / "x.bes.xml").write_text(text)
    code, output = said("check", tmp_path / "x.bes.xml", "--on", ON.isoformat())
    assert code == 1
    assert "x.bes.xml is BES" in output
    assert "1 record with 1 invoice, 0 without a fault" in output
    assert "MESSAGE_FIELD_FORM at x.bes.xml, row 8, ADCode: found '1', expected '7 digits'" in output


def test_an_invoice_that_was_refused_is_told_with_its_repair(tmp_path: Path) -> None:
    text = (GOLDEN / "0000001_RBI2210202601.failbesAck.xml").read_text()
    (tmp_path / "x.failbesAck.xml").write_text(text.replace("DUMMY_ERR_01,DUMMY_ERR_02", "EM_HDR_005"))
    found = look_at(tmp_path / "x.failbesAck.xml", ON)
    assert not found.is_clean
    assert "1 refused" in found.lines[0]
    assert found.lines[2].startswith("    EM_HDR_005: an element is not of the form that IDPMS expects (AD code).")


def test_a_file_of_any_name_may_be_said_to_be_a_message(tmp_path: Path) -> None:
    (tmp_path / "october.txt").write_bytes((GOLDEN / "0000001_RBI2210202601.obb.csv").read_bytes())
    with pytest.raises(DeskError, match="does not say which message"):
        look_at(tmp_path / "october.txt", ON)
    assert look_at(tmp_path / "october.txt", ON, "OBB").is_clean
    with pytest.raises(DeskError, match="No message is called 'OB'"):
        look_at(tmp_path / "october.txt", ON, "OB")


def test_a_reply_that_lost_its_word_is_read_as_one(tmp_path: Path) -> None:
    text = (GOLDEN / "0000001_RBI2210202601.failbesAck.xml").read_bytes()
    (tmp_path / "x.bes.xml").write_bytes(text)
    found = look_at(tmp_path / "x.bes.xml", ON)
    assert "x.bes.xml is a reply to BES" in found.lines[0]
    assert "1 refused" in found.lines[0]


def test_what_stands_around_the_records_is_told(tmp_path: Path) -> None:
    text = (GOLDEN / "0000001_RBI2210202601.orm.xml").read_text().replace("</checkSum>", "</checkSum><batch>7</batch>")
    (tmp_path / "x.orm.xml").write_text(text)
    found = look_at(tmp_path / "x.orm.xml", ON)
    assert found.lines[1:] == ("  Line 5: <batch> has no place in the layout.",)
    assert not found.is_clean
