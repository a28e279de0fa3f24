"""Number formats of an OpenDocument spreadsheet, spelt as Excel spells them, by the names of the cell styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_NAME, _DATA, _PARENT = f"{_STYLE}name", f"{_STYLE}data-style-name", f"{_STYLE}parent-style-name"
# Conditions that the order of sections says by itself; any other is written out.
_BY_ORDER = ("value()>=0", "value()>0", "value()<0", "value()=0")
_LONG = f"{_NUMBER}style"


def forms_of(parts: Iterable[Sequence[Any]]) -> dict[str, str]:
    """The format of every cell style, its parent's where it has none; parts see the number styles before theirs."""
    found: dict[str, str] = {}
    parents: dict[str, str] = {}
    data: dict[str, Any] = {}
    for styles in parts:
        data |= {one.get(_NAME, ""): one for one in styles if one.tag.startswith(_NUMBER)}
        for style in styles:
            if style.tag != f"{_STYLE}style" or style.get(f"{_STYLE}family") != "table-cell":
                continue
            name, form = style.get(_NAME, ""), data.get(style.get(_DATA, ""))
            if form is not None:
                found[name] = _sections(form, data)
            else:
                parents[name] = style.get(_PARENT, "")
    return found | {name: _inherited(name, found, parents) for name in parents if name not in found}


def _inherited(name: str, found: Mapping[str, str], parents: Mapping[str, str]) -> str:
    for _ in parents:  # no chain is longer
        if name in found or name not in parents:
            break
        name = parents[name]
    return found.get(name, "")


def _sections(style: Any, data: Mapping[str, Any]) -> str:
    """The sections of a format: those that a condition chooses, then the style's own."""
    parts: list[str] = []
    for one in style.iterchildren(f"{_STYLE}map"):
        chosen, condition = data.get(one.get(f"{_STYLE}apply-style-name", "")), one.get(f"{_STYLE}condition", "")
        if chosen is not None:
            told = condition.replace(" ", "")
            parts.append(("" if told in _BY_ORDER else f"[{told.removeprefix('value()')}]") + _form(chosen))
    return ";".join([*parts, _form(style)])


def _form(style: Any) -> str:
    form = "".join(_PARTS[node.tag](node) for node in style if node.tag in _PARTS)
    return "" if form == "0" and style.tag != f"{_NUMBER}number-style" else form


def _number(node: Any) -> str:
    least, blanks = _count(node, "min-integer-digits", 1), int(node.get(f"{_LOEXT}max-blank-integer-digits", "0"))
    digits = "?" * min(blanks, least) + "0" * (least - blanks) or "#"
    for inner in node.iterchildren(f"{_NUMBER}embedded-text"):
        at = max(0, len(digits) - _count(inner, "position"))
        digits = digits[:at] + (_quoted(inner) or (inner.text or "")) + digits[at:]
    return ("#,##" if node.get(f"{_NUMBER}grouping") == "true" else "") + digits + _decimals(node)


def _decimals(node: Any) -> str:
    places = _count(node, "decimal-places")
    return "." + "0" * places if places else ""


def _scientific(node: Any) -> str:
    return "0" * _count(node, "min-integer-digits", 1) + _decimals(node) + "E+00"


def _fraction(node: Any) -> str:
    return "# ?/?"


def _currency(node: Any) -> str:
    return f"[${node.text}]" if node.text else ""


def _text(node: Any) -> str:
    return "%" if node.text == "%" else _quoted(node)


def _quoted(node: Any) -> str:
    """Words as words; blanks beside a number say nothing."""
    said = (node.text or "").replace('"', "")
    return f'"{said}"' if said.strip() else ""


def _letters(letter: str, short: int, long: int) -> Callable[[Any], str]:
    return lambda node: letter * (long if node.get(_LONG) == "long" else short)


def _month(node: Any) -> str:
    short, long = (3, 4) if node.get(f"{_NUMBER}textual") == "true" else (1, 2)
    return "m" * (long if node.get(_LONG) == "long" else short)


def _count(node: Any, name: str, default: int = 0) -> int:
    return int(node.get(f"{_NUMBER}{name}", default))


_PARTS: dict[str, Callable[[Any], str]] = {
    f"{_NUMBER}{name}": made
    for name, made in {
        "number": _number,
        "scientific-number": _scientific,
        "fraction": _fraction,
        "currency-symbol": _currency,
        "text": _text,
        "text-content": lambda _: "@",
        "day": _letters("d", 1, 2),
        "day-of-week": _letters("d", 3, 4),
        "month": _month,
        "year": _letters("y", 2, 4),
        "hours": _letters("h", 1, 2),
        "minutes": _letters("m", 1, 2),
        "seconds": _letters("s", 1, 2),
        "am-pm": lambda _: "AM/PM",
    }.items()
}
