"""The texts of Excel's add-in, made of two functions and two buttons, so that a person can read them over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from udfs._registry import Argument, Function
from xl_addin.buttons.button import Button, Group, Needs
from xl_addin.buttons.card import Card
from xl_addin.buttons.work import Work
from xl_addin.hosts.excel.addin.vba import workbook_code
from xl_addin.hosts.excel.functions.intellisense import xml
from xl_addin.hosts.excel.functions.vba import modules
from xl_addin.hosts.excel.ribbon.vba import ribbon_module
from xl_addin.hosts.excel.ribbon.xml import ribbon_xml
from xl_addin.hosts.excel.server.vba import transport_module


def declared(
    name: str, *arguments: Argument, text: str = "What is owed after a discount, in the invoice's currency."
) -> Function:
    """A function that is never called."""

    def body(*_: Any) -> None:
        raise AssertionError("only its declaration counts")

    return Function(name, text, arguments, "amount", body, body, "tiny", f"={name}()", ())


DISCOUNTED = declared(
    "DISCOUNTED_AMOUNT",
    Argument("invoice_value", "amount", 'Invoice value, e.g. 1,00,000.00; not "about".'),
    Argument("currency", "currency", "Three letters: USD – not “dollar”."),
    Argument("pct", "number", "Discount in percent, e.g. 5.", required=False),
)
VERSION = declared("TINY_VERSION", text="Version of the rules.")
REGISTRY = {function.name: function for function in (VERSION, DISCOUNTED)}


def _never_pressed(work: Work) -> Card:
    raise AssertionError("only its row counts")


TAKE = Button(
    command="take_in",
    group=Group("take", "Take in"),
    label="Take in files",
    tip="Take in the month's extracts",
    does="Reads the extracts of a folder.",
    writes="the ledger.",
    undo="with Undo last action.",
    run=_never_pressed,
    image="GetExternalDataFromText",
    keytip="T",
)
ASK = replace(TAKE, command="help", group=Group("help", "Help"), label="Help", image="Help", keytip="G")
BUTTONS = (TAKE, replace(ASK, needs=Needs.NOTHING))


def specimen() -> dict[str, str]:
    """Text of each file by its name, with the line ends of this repository."""
    found = {f"{name}.bas": text for name, text in modules(REGISTRY).items()} | {
        "ImportDesk.intellisense.xml": xml(REGISTRY),
        "ribbon.xml": ribbon_xml(BUTTONS),
        "ImportDeskRibbon.bas": ribbon_module(BUTTONS),
        "ImportDeskTransport.bas": transport_module(),
        "ThisWorkbook.cls": workbook_code(),
    }
    return {name: text.replace("\r\n", "\n") for name, text in found.items()}
