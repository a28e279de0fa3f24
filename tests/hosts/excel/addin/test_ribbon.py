"""The ribbon: one table, the tab made from it, the VBA behind it; and that every button is run by a test."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from xl_addin.buttons.button import Button, Group, Needs, by_group
from xl_addin.buttons.table import BUTTONS
from xl_addin.hosts.excel.ribbon.rules import faults
from xl_addin.hosts.excel.ribbon.vba import MODULE, callback, ribbon_module, tag
from xl_addin.hosts.excel.ribbon.xml import NAMESPACE, ribbon_xml

COMMANDS = [button.command for button in BUTTONS]
UI = "{" + NAMESPACE + "}"


def test_the_table_keeps_to_its_rules() -> None:
    assert list(faults()) == []


def test_every_button_is_run_by_a_test() -> None:
    tests = [path for path in Path(__file__).parents[3].rglob("test_*.py") if path.parent != Path(__file__).parent]
    text = "\n".join(
        path.read_text(encoding="utf-8") for path in tests if "buttons" in path.read_text(encoding="utf-8")
    )
    assert [command for command in COMMANDS if f'"{command}"' not in text] == []


def test_the_groups_stand_in_the_order_of_the_work() -> None:
    assert [group.label for group in by_group(BUTTONS)] == [
        "Take in",
        "Match",
        "Decide",
        "Produce",
        "Close month",
        "Review and audit",
        "Help",
    ]


def test_every_tip_says_what_is_written_and_how_it_is_undone() -> None:
    for button in BUTTONS:
        assert re.search(r"\n\nWrites: .+\nUndo: .+", button.details), button.command


ONE = BUTTONS[0]
BAD = [
    ([replace(ONE, command="Take in")], "a command is small letters"),
    ([replace(ONE, keytip="ABCD")], "one to three capitals"),
    ([replace(ONE, keytip="t")], "one to three capitals"),
    ([replace(ONE, image="ChainOfGold")], "not on the list"),
    ([replace(ONE, does="x" * 1100)], "too many for the ribbon"),
    ([replace(ONE, writes=" ")], "every text says something"),
    ([replace(ONE, does="Nimmt Auszüge auf.")], "in ASCII"),
    ([replace(ONE, does="this|that")], "parts what a button needs"),
    ([ONE, replace(BUTTONS[2], command=ONE.command)], "command take_in stands there twice"),
    ([ONE, replace(BUTTONS[2], label=ONE.label)], "label Take in files stands there twice"),
    ([ONE, replace(BUTTONS[2], keytip="T")], "key tip T stands there twice"),
    ([ONE, replace(BUTTONS[2], keytip="TA")], "the key tip T hides TA"),
]


@pytest.mark.parametrize(("buttons", "said"), BAD, ids=[said for _, said in BAD])
def test_a_table_that_breaks_a_rule_is_found(buttons: list[Button], said: str) -> None:
    assert any(said in fault for fault in faults(buttons))


def test_too_many_groups_are_found() -> None:
    assert "8 groups; at most 7" in list(faults([replace(ONE, group=Group(f"g{n}", "A")) for n in range(8)]))


# --- the tab ---


def test_the_tab_has_each_button_once_with_all_that_the_table_says() -> None:
    tree = etree.fromstring(ribbon_xml().encode())
    found = {str(one.get("id")): one for one in tree.iter(f"{UI}button")}
    assert list(found) == [f"idb_{command}" for command in COMMANDS]
    firsts = [members[0] for members in by_group(BUTTONS).values()]
    for button in BUTTONS:
        one = found[f"idb_{button.command}"]
        assert one.get("label") == button.label
        assert one.get("screentip") == button.tip
        assert one.get("tag") == f"{button.needs.value}|{button.details}"  # with its line ends
        assert one.get("size") == ("large" if button in firsts else "normal")
        assert one.get("onAction") == f"{MODULE}.{callback(button)}"


def test_a_text_with_marks_of_xml_stays_itself() -> None:
    odd = replace(ONE, group=Group("a", "A & B"), label='A "b" & <c>', does="1 < 2 & 3 > 2")
    tree = etree.fromstring(ribbon_xml([odd]).encode())
    (one,) = tree.iter(f"{UI}button")
    assert (one.get("label"), one.get("tag")) == (odd.label, tag(odd))


def test_only_what_must_answer_without_python_is_never_grey() -> None:
    assert [button.command for button in BUTTONS if button.needs is Needs.NOTHING] == [
        "refresh_cells",
        "help",
        "diagnostics",
    ]


# --- the VBA behind it ---


def test_each_button_calls_the_one_dispatcher_with_its_command() -> None:
    text = ribbon_module()
    found = re.findall(
        r'^Public Sub Press_(\w+)\(control As IRibbonControl\)\r\n    RunImportDesk "(\w+)"\r$', text, re.MULTILINE
    )
    assert found == [(command, command) for command in COMMANDS]
