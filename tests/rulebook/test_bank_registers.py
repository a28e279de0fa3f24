"""A bank's own registers: each stands in for the shipped one of its name, or is refused with every line at fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.rulebook.registers import known_port, parse_flag, reason_family
from xl_addin.rulebook.registers_bank import CLOSED, COMPLETE, KEYS, use_bank_registers
from xl_addin.rulebook.registers_codes import closure_reason
from xl_addin.rulebook.registers_countries import fatf_measure
from xl_addin.rulebook.registers_evidence import desk_duty
from xl_addin.rulebook.registers_in_force import SHIPPED, registers_kept


@pytest.fixture(autouse=True)
def _shipped_after() -> Iterator[None]:
    yield
    use_bank_registers(None)


def put(folder: Path, name: str, *, more: str = "", of: dict[str, str] | None = None) -> Path:
    """A copy of a shipped register with more lines, or other words."""
    text = SHIPPED[name].read_text(encoding="utf-8")
    for old, new in (of or {}).items():
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text + more, encoding="utf-8")
    return folder


def test_words_of_the_bank_count_and_the_other_registers_stay_as_shipped(tmp_path: Path) -> None:
    put(tmp_path, "reason_words.csv", more="writeoff,SKONTO,DISCOUNT,the word of our branches\n")
    assert reason_family("skonto") is None
    with registers_kept():
        use_bank_registers(tmp_path)
        assert reason_family("skonto") == "DISCOUNT"
        assert reason_family("Freight Insurance") == "FREIGHT"
        assert parse_flag("yes") is True
    assert reason_family("skonto") is None


def test_a_shorter_list_of_the_bank_is_the_list(tmp_path: Path) -> None:
    (tmp_path / "flag_words.csv").write_text("word,flag\nHAAN,TRUE\nNAHIN,FALSE\n", encoding="utf-8")
    (tmp_path / "ports.csv").write_text("port_code,port_name,kind,state\nINXXX1,ours,Sea,MH\n", encoding="utf-8")
    use_bank_registers(tmp_path)
    assert parse_flag("nahin") is False
    with pytest.raises(ValueRefused):
        parse_flag("Y")
    assert known_port("INXXX1")
    assert not known_port("INNSA1")


def test_every_kind_of_register_is_read_from_the_banks_file(tmp_path: Path) -> None:
    put(tmp_path, "fatf_countries.csv", more="ZZ,nowhere,COUNTERMEASURES,2026-10-01,\n")
    put(tmp_path, "closure_reasons.csv", of={"BOE,DESTRUCTION,1,destruction of goods": "BOE,DESTRUCTION,1,burnt"})
    put(tmp_path, "evidence_duties.csv", of={"another port is another entry": "another port is not ours"})
    use_bank_registers(tmp_path)
    assert fatf_measure("ZZ", date(2026, 9, 30)) is None
    assert fatf_measure("ZZ", date(2026, 10, 1)) == "COUNTERMEASURES"
    found = closure_reason("DESTRUCTION", "BOE")
    assert found is not None
    assert found.remark == "burnt"
    assert "not ours" in desk_duty("EDI_PORT")


def test_the_mark_follows_the_content(tmp_path: Path) -> None:
    assert use_bank_registers(None) == ""
    assert use_bank_registers(tmp_path) == ""
    first = use_bank_registers(put(tmp_path, "ports.csv"))
    assert len(first) == 8
    assert use_bank_registers(put(tmp_path, "ports.csv", more="INXXX1,ours,Sea,MH\n")) != first


UNFIT = {
    "no register": ("port.csv", "port_code\nINXXX1\n", r"port.csv is no register; did you mean ports.csv\?"),
    "no column": ("ports.csv", "code,port_name\nINXXX1,x\n", "ports.csv has no column 'port_code'"),
    "a short row": ("ports.csv", "port_code,port_name,kind,state\nINXXX1\n", "line 2: the row has not as many cells"),
    "a long row": ("ports.csv", "port_code,port_name,kind,state\nA,b,c,d,e\n", "line 2: the row has not as many cells"),
    "a family that no rule knows": (
        "reason_words.csv",
        "kind,word,family,meaning\nwriteoff,SKONTO,RABATT,x\n",
        "line 2: family 'RABATT' is not one of",
    ),
    "a flag that is none": ("flag_words.csv", "word,flag\nY,JA\n", "line 2: flag 'JA' is not one of FALSE, TRUE"),
    "a word twice": ("flag_words.csv", "word,flag\nY,TRUE\nY,FALSE\n", "line 3: Y stands in line 2 already"),
    "a question left out": ("evidence_duties.csv", "key,duty\nEDI_PORT,x\n", "is missing; the program asks for it"),
    "a day that is none": (
        "fatf_countries.csv",
        "country,name,measure,from_date,to_date\nIR,Iran,COUNTERMEASURES,soon,\n",
        "'soon' is not a date",
    ),
    "a code gone that a reason names": (
        "closure_codes.csv",
        "side,code,meaning,needs,source,paragraph,confidence,note\nBOE,1,x,,s,p,M,\n",
        "names a code that is not listed",
    ),
}


@pytest.mark.parametrize("case", UNFIT)
def test_an_unfit_register_is_refused_and_the_shipped_one_stays(case: str, tmp_path: Path) -> None:
    name, text, told = UNFIT[case]
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DeskError, match=told):
        use_bank_registers(tmp_path)
    assert parse_flag("Y") is True
    assert known_port("INNSA1")
    assert closure_reason("DESTRUCTION", "BOE") is not None


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "flag_words.csv").write_text("word,flag\nY,JA\nN,NEIN\n", encoding="utf-8")
    (tmp_path / "port.csv").write_text("x\n", encoding="utf-8")
    with pytest.raises(DeskError) as caught:
        use_bank_registers(tmp_path)
    assert len(caught.value.what.splitlines()) == 3


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="was not found"):
        use_bank_registers(tmp_path / "gone")


def test_every_shipped_register_is_fit_itself(tmp_path: Path) -> None:
    for name in SHIPPED:
        put(tmp_path, name)
    assert use_bank_registers(tmp_path)
    assert {*CLOSED, *COMPLETE, *KEYS} <= set(SHIPPED)


@pytest.mark.parametrize("name", ["reason_words.CSV", "reason_words.csv.txt", "reason_words.xlsx"])
def test_a_register_that_would_not_be_read_is_told_instead_of_left_out(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("kind,word,family\n", "utf-8")
    with pytest.raises(DeskError, match="would not be read"):
        use_bank_registers(tmp_path)
