"""A small registry for tests of what is generated from one."""

from __future__ import annotations

from typing import Any

from udfs._registry import Argument, Function


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
