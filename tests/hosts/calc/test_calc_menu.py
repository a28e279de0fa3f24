"""The menu and the toolbar of Calc say what the one table of buttons says."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from xl_addin.buttons.button import by_group
from xl_addin.buttons.table import BUTTONS
from xl_addin.hosts.calc import pressed
from xl_addin.hosts.calc.functions import component, describe, menu

OOR = "{http://openoffice.org/2001/registry}"


def node(text: str, *names: str) -> ElementTree.Element:
    """A node below the root, by its names."""
    found = ElementTree.fromstring(text)  # noqa: S314 - our own file
    for name in names:
        found = next(one for one in found.findall("node") if one.get(f"{OOR}name") == name)
    return found


def prop(one: ElementTree.Element, name: str) -> str:
    """A value of a node."""
    return str(next(p.findtext("value") for p in one.findall("prop") if p.get(f"{OOR}name") == name))


def test_the_menu_has_a_submenu_for_each_group_and_every_button_in_its_order() -> None:
    top = node(menu.addons(), "AddonUI", "OfficeMenuBar", menu.MENU)
    assert (prop(top, "Title"), prop(top, "Context")) == ("Import Desk", menu.CALC)
    shown = [
        (prop(group, "Title"), [(prop(one, "Title"), prop(one, "URL")) for one in group.findall("node/node")])
        for group in top.findall("node/node")
    ]
    wanted = by_group(BUTTONS)
    assert shown == [(g.label, [(b.label, f"vnd.import-desk:{b.command}") for b in wanted[g]]) for g in wanted]
    assert sum(len(entries) for _, entries in shown) == len(BUTTONS)
    assert "vnd.import-desk:today" in [url for _, entries in shown for _, url in entries]


def test_entries_are_named_so_that_libreoffice_keeps_their_order() -> None:
    top = node(menu.addons(), "AddonUI", "OfficeMenuBar", menu.MENU)
    for submenu in top.iter("node"):
        names = [str(one.get(f"{OOR}name")) for one in submenu.findall("node") if prop_of(one)]
        assert names == sorted(names)


def prop_of(one: ElementTree.Element) -> bool:
    return bool(one.findall("prop"))


def test_the_toolbar_has_the_common_act_of_each_group_and_a_name() -> None:
    bar = node(menu.addons(), "AddonUI", "OfficeToolBar", menu.TOOLBAR)
    wanted = [members[0].label for members in by_group(BUTTONS).values()]
    assert [prop(one, "Title") for one in bar.findall("node")] == wanted
    state = node(menu.window(), "UIElements", "States", f"private:resource/toolbar/addon_{menu.TOOLBAR}")
    assert prop(state, "UIName") == "Import Desk"


def test_every_button_has_its_tip() -> None:
    told = node(menu.commands(), "UserInterface", "Commands")
    assert [(prop(one, "Label"), prop(one, "TooltipLabel")) for one in told] == [(b.label, b.tip) for b in BUTTONS]


def test_the_parts_that_are_registered_go_by_the_component_s_own_names() -> None:
    handler = node(menu.protocol(), "HandlerSet", component.BUTTONS)
    assert prop(handler, "Protocols") == "vnd.import-desk:*"
    assert {"Addons.xcu", "CalcCommands.xcu", "CalcWindowState.xcu", "ProtocolHandler.xcu"} < set(describe.MEDIA_TYPES)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("x" * 1000, "x" * 1000),
        ("a\n" + "b" * 900 + "\n" + "c" * 900, "a\n" + "b" * 900 + "\n… All of it stands on Start."),
    ],
    ids=["short", "just as much as a box shows", "whole lines of a long one"],
)
def test_a_box_shows_whole_lines(text: str, shown: str) -> None:
    assert pressed.shortened(text) == shown


def test_a_fault_is_noted_without_its_text() -> None:
    try:
        raise ValueError("customer's name")
    except ValueError as error:
        told = pressed._places(error)
    assert told.startswith("ValueError < test_calc_menu.py:")
    assert "customer" not in told
