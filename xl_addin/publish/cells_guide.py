"""The functions that read the ledger, as the terminal tells of them: it needs no ledger and no heavy library."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from udfs._registry import Function
from xl_addin.hosts.ledger_cells import FUNCTIONS
from xl_addin.publish import guide
from xl_addin.publish.guide_text import WIDTH


def list_lines() -> Iterator[str]:
    """The functions with what they answer, below the list of the others."""
    yield "LEDGER"
    yield "  Of the desk's ledger, as it was at the last Refresh desk cells; in Excel and Calc alone."
    for one in FUNCTIONS.values():
        yield f"  {guide.signature(one)}"
        yield from wrap(one.help, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)


def explained_lines(function: Function) -> Iterator[str]:
    """One of them: the call, its arguments, an example."""
    yield guide.signature(function)
    yield from wrap(function.help, WIDTH, initial_indent="  ", subsequent_indent="  ")
    for argument in function.arguments:
        said = f"    {guide.shown_name(argument):<12} {guide.kind_of(argument)}. {argument.help}"
        yield from wrap(said, WIDTH, subsequent_indent=" " * 17)
    yield from ("", "  Example", f"    {function.example}")
