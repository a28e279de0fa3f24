"""Names and texts as VBA and Excel's function wizard take them, and what a declaration must keep to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from udfs._registry import Function

HELP_LENGTH_MAX = 255
# Above this (argument count plus the length of their names) the function wizard shows nothing at all.
ARGUMENT_NAMES_MAX = 254
CATEGORY_LENGTH_MAX = 255
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,254}")
_CELL_ADDRESS = re.compile(r"[A-Z]{1,3}[0-9]{1,7}|R[0-9]*C[0-9]*|R[0-9]*|C[0-9]*|TRUE|FALSE", re.IGNORECASE)
# Identifiers that VBA keeps for itself (MS-VBAL 3.3.5.2), and `caller`, which xlwings fills in itself.
_VBA_WORDS = """
call case close const declare dim do else elseif end endif enum erase event exit for friend function get global gosub
goto if implements input let lock loop lset next on open option print private public put raiseevent redim resume return
rset seek select set static stop sub type unlock wend while with write any as byref byval each in new shared until
withevents optional paramarray preserve spc tab then to addressof and eqv imp is like mod not or typeof xor abs cbool
cbyte ccur cdate cdbl cdec cint clng clnglng clngptr csng cstr cvar cverr date debug doevents fix int len lenb me pset
scale sgn string array circle inputb lbound ubound boolean byte currency double integer long longlong longptr single
variant true false nothing empty null rem attribute decimal cdecl caller
"""
RESERVED = frozenset(_VBA_WORDS.split())
_PLAIN = str.maketrans(
    {
        "₹": "INR ",
        "–": "-",
        "—": "-",
        "−": "-",
        "’": "'",
        "‘": "'",
        "“": "'",
        "”": "'",
        "…": "...",
        "≤": "<=",
        "≥": ">=",
        "×": "x",
        "÷": "/",
        "·": "-",
        "§": "section ",
        "→": "->",
        "\u00a0": " ",
        "½": "1/2",
        "⇄": "<->",
        "✓": "yes",
        "✗": "no",
    }
)


def parameter_name(name: str) -> str:
    """The argument's name in VBA: with "_" after it where VBA keeps the word for itself."""
    return f"{name}_" if name.lower() in RESERVED else name


def plain(text: str) -> str:
    """The text in ASCII, for VBA source, which is written in the code page of the reader's machine."""
    return " ".join(text.translate(_PLAIN).split())


def boxed(text: str) -> str:
    """The text as VBA's boxes can show it: they know the signs of one code page and put other letters for the rest."""
    return text.replace("₹ ", "₹").translate(_PLAIN)


def faults(function: Function) -> Iterator[str]:
    """What Excel would not take, or would take and show wrongly, in a declaration."""
    name, names = function.name, [parameter_name(argument.name) for argument in function.arguments]
    if not _IDENTIFIER.fullmatch(name) or name != name.upper():
        yield f"{name}: a name has capitals, digits and _ and begins with a letter"
    if _CELL_ADDRESS.fullmatch(name) or name.lower() in RESERVED:
        yield f"{name}: Excel or VBA reads this as something else"
    if len(names) + sum(map(len, names)) > ARGUMENT_NAMES_MAX:
        yield f"{name}: {len(names)} arguments with names of {sum(map(len, names))}; {ARGUMENT_NAMES_MAX} in all"
    if len({known.lower() for known in names}) < len(names):
        yield f"{name}: two arguments have one name; VBA does not tell capitals apart"
    yield from (f"{name}: {known} is no VBA name" for known in names if not _IDENTIFIER.fullmatch(known))
    texts = {"help": function.help} | {argument.name: argument.help for argument in function.arguments}
    for what, text in texts.items():
        if not text.strip():
            yield f"{name}: {what} says nothing"
        if max(len(text), len(plain(text))) > HELP_LENGTH_MAX:
            yield f"{name}: {what} has {max(len(text), len(plain(text)))} characters; at most {HELP_LENGTH_MAX}"
        if not plain(text).isascii():
            odd = sorted(set(plain(text)) - set(map(chr, range(128))))
            yield f"{name}: {what} has {' '.join(odd)}, for which `plain` knows no ASCII"
