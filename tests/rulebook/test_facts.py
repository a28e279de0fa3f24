"""The register of facts: what is refused at load, and how values are kept as text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from xl_addin.engine.questions import ASK, facts_of
from xl_addin.rulebook import RulebookError
from xl_addin.rulebook.facts import fact, facts, question, taken_from

ROW = '[suit]\nabout = "IMPORTER"\nkind = "flag"\nheader = "Suit pending"\n'
REFUSED = {
    "unknown key 'meaning'": ROW + 'meaning = "x"\n',
    "header must be a text": '[suit]\nabout = "IMPORTER"\nkind = "flag"\n',
    "asks must be a text": ROW + 'asks = ""\n',
    "help must be a text": ROW + "help = 3\n",
    "about 'SHIP' is not one of": ROW.replace("IMPORTER", "SHIP"),
    "kind 'yesno' is not one of": ROW.replace("flag", "yesno"),
    "extract 'orms' is not one of": ROW + 'extract = "orms"\n',
    "upto 'payment_date' is not one of boe_date": ROW + 'upto = "payment_date"\n',
    "is no list of words for the kind flag": ROW + 'words = "memo_status"\n',
    "words 'reason_words:export' is no list": ROW.replace("flag", "word") + 'words = "reason_words:export"\n',
    "cannot be read as TOML": "[suit",
}
# kind of fact -> (value, as the ledger keeps it)
KEPT = [
    ("shipment_date", date(2026, 10, 31), "2026-10-31"),
    ("suit_pending", True, "Y"),
    ("suit_pending", False, "N"),
    ("deal_rate", Decimal("83.10"), "83.10"),
    ("entry_inr", Decimal("1E+3"), "1000"),
    ("quantity", 12, "12"),
    ("remarks", "seen on 3-Nov", "seen on 3-Nov"),
    ("remarks", None, ""),
]
NO_VALUES = [("shipment_date", "31/10/2026"), ("suit_pending", "TRUE"), ("deal_rate", "8O"), ("quantity", "1.5")]


@pytest.mark.parametrize(("told", "text"), REFUSED.items(), ids=REFUSED)
def test_a_row_that_cannot_be_used_stops_the_program(told: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(RulebookError, match=r"facts\.toml") as refused:
        facts(path)
    assert told in str(refused.value)


def test_a_name_that_the_register_lacks_is_refused() -> None:
    with pytest.raises(RulebookError, match="no fact 'shipment_day'"):
        fact("shipment_day")
    assert question("shipment_day") == ""


@pytest.mark.parametrize(("name", "value", "text"), KEPT)
def test_a_value_goes_into_text_and_comes_back(name: str, value: object, text: str) -> None:
    assert fact(name).text(value) == text
    assert fact(name).value(text) == value


@pytest.mark.parametrize(("name", "text"), NO_VALUES)
def test_a_text_that_is_none_of_its_kind_is_refused(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=text.replace("/", ".")):
        fact(name).value(text)


def test_a_closed_list_comes_from_its_register() -> None:
    assert fact("memo_status").choices == ("Drafted", "Sent", "Approved", "Returned", "Refused")
    assert fact("extension_reason").choices[0] == "DISPUTE_QUANTITY"
    assert "DISPUTE_QUANTITY" not in fact("reason").choices
    assert fact("suit_pending").choices == ("Y", "N")
    assert fact("remarks").choices == ()


def test_the_facts_file_keeps_its_spelling() -> None:
    spelt = {one.name: one.column for one in taken_from("facts")}
    assert spelt["shipment_date"] == "shipment_date"
    assert spelt["documents"] == "documents_received"
    assert spelt["hs"] == "hs_code"


def test_every_fact_of_a_question_stands_in_the_register() -> None:
    assert {name for question_ in ASK for name in facts_of(question_)} <= set(facts())
