"""Registers around goods: words known and unknown, goods of the monitoring systems, kinds of port."""

from __future__ import annotations

import csv

import pytest

from xl_addin.rulebook import load
from xl_addin.rulebook.registers_goods import import_word, monitored_goods, monitoring_schemes, port_kind
from xl_addin.rulebook.registers_in_force import HOME

RULES = load()
WORD_LISTS = {
    "item": ("ims.items",),
    "purpose": (
        "ims.research_purposes",
        "ims.part_purposes",
        "ims.return_purposes",
        "ims.supply_purposes",
        "ims.clarified_purposes",
        "ims.not_exempt",
        "ims.free_modes",
    ),
    "mode": ("ims.free_modes", "ims.single_piece_modes", "monitoring.nfmims.free_modes"),
}


@pytest.mark.parametrize(
    ("kind", "word", "law_word"),
    [
        ("item", " notebook ", "LAPTOP"),
        ("item", "All-in-one", "ALL_IN_ONE_PC"),
        ("item", "DESKTOP", ""),
        ("item", "QUANTUM BOX", None),
        ("item", "R&D", None),
        ("purpose", "R&D", "R_AND_D"),
        ("purpose", "R & D", "R_AND_D"),
        ("purpose", "SEZ", None),
        ("purpose", "GOVERNMENT", None),
        ("purpose", "CAPITAL_GOOD", None),
        ("purpose", "TRADE", ""),
        ("mode", "courier", "COURIER"),
        ("mode", "", None),
    ],
)
def test_a_desk_word_has_its_law_word(kind: str, word: str, law_word: str | None) -> None:
    assert import_word(kind, word) == law_word


@pytest.mark.parametrize("kind", sorted(WORD_LISTS))
def test_every_word_of_the_law_is_a_word_of_the_desk_and_leads_nowhere_else(kind: str) -> None:
    words = {word for name in WORD_LISTS[kind] for rule in RULES.history(name) for word in rule.value}
    assert {word: import_word(kind, word) for word in words} == {word: word for word in words}


def test_the_register_leads_to_no_word_that_the_law_lacks() -> None:
    with (HOME / "import_words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for kind, names in WORD_LISTS.items():
        known = {word for name in names for rule in RULES.history(name) for word in rule.value}
        led = {row["law_word"] for row in rows if row["kind"] == kind and row["law_word"]}
        assert led - known <= ({"SEA", "LAND", "RAIL"} if kind == "mode" else set())
    assert len({(row["kind"], row["word"]) for row in rows}) == len(rows)


def test_every_system_has_its_goods_and_its_rules() -> None:
    assert monitoring_schemes() == ("SIMS", "NFMIMS", "PIMS", "CHIMS", "CIMS")
    for scheme in monitoring_schemes():
        assert monitored_goods(scheme)
        for part in ("duty", "earliest_days", "latest_days", "valid_days", "fee_method"):
            assert RULES.history(f"monitoring.{scheme.lower()}.{part}")
    assert monitored_goods("XIMS") == ()


def test_the_longest_code_comes_first() -> None:
    assert [(one.hs, one.whole) for one in monitored_goods("CIMS")] == [
        ("27011100", True),
        ("27011200", True),
        ("27011910", True),
        ("27011920", True),
        ("27011990", True),
        ("27", False),
    ]
    assert [(one.hs, one.whole, one.goods) for one in monitored_goods("NFMIMS")] == [
        ("74", False, "copper: 46 listed lines"),
        ("76", False, "aluminium: 43 listed lines"),
    ]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("INNSA1", "sea"),
        ("INXXX2", "rail"),
        ("indel4 ", "air"),
        ("INXXX5", "foreign post office"),
        ("INTKD6", "inland depot, freight station or special economic zone"),
        ("INPTPB", "land"),
        ("INXXX3", ""),
        ("", ""),
    ],
)
def test_the_last_character_of_a_port_code_tells_its_kind(code: str, kind: str) -> None:
    assert port_kind(code) == kind


def test_every_known_port_agrees_with_its_last_character() -> None:
    words = {"Sea": "sea", "Air": "air", "Land": "land", "ICD": "inland depot", "SEZ": "special economic zone"}
    with (HOME / "ports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert words[row["kind"]] in port_kind(row["port_code"]), row
