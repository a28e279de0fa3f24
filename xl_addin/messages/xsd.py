"""The XML schema of a message, made of its table: for the server's own test before a file leaves, and for the bank.

XSD 1.0 cannot say when a conditional element is due, nor compare counts: `check` and the writer do. An element stands
in its place even where it is empty, as on the wire.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from xl_addin.messages.codes import OTHERS, codes_of
from xl_addin.messages.model import Field, Kind, Layout, Need
from xl_addin.messages.typed import form_of

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- generated from the tables of the messages; do not edit -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="unqualified">
"""
_DAY = "(0[1-9]|[12][0-9]|3[01])/(0[1-9]|1[0-2])/[0-9]{4}"
_SIGNS = {Kind.LETTERS: "[A-Za-z]", Kind.DIGITS: "[0-9]"}


def schema(layout: Layout) -> str:
    """The schema of an XML message or, given `layout.reply`, of its replies."""
    means = f"{layout.message}: {layout.means}" + (" (reply)" if layout.is_reply else "")
    before, behind = layout.around_invoices
    invoices = [*_element("invoice", _elements(layout.of_invoice), 'maxOccurs="unbounded"')]
    holder = _element("invoices", invoices) if layout.has_invoices else ()
    record = [*_elements(before), *holder, *_elements(behind)]
    many = 'minOccurs="0" maxOccurs="unbounded"'
    frame = [
        *_element("checkSum", _elements(layout.head)),
        *_element(layout.list, _element(layout.record, record, many)),
    ]
    lines = [f"  <!-- {escape(means)} -->", *_indented(_element("bank", frame))]
    return _HEAD + "\n".join(lines) + "\n</xs:schema>\n"


def _element(name: str, inner: Iterable[str], often: str = "") -> Iterator[str]:
    """An element that holds others, in their order."""
    yield f"<xs:element name={quoteattr(name)}{' ' + often if often else ''}><xs:complexType><xs:sequence>"
    yield from _indented(inner)
    yield "</xs:sequence></xs:complexType></xs:element>"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _elements(fields: Iterable[Field]) -> Iterator[str]:
    """A line for each element, with its simple type."""
    for field in fields:
        base, facets = _type(field)
        yield (
            f"<xs:element name={quoteattr(field.element)}><xs:simpleType><xs:restriction base={quoteattr(base)}>"
            f"{''.join(facets)}</xs:restriction></xs:simpleType></xs:element>"
        )


def _type(field: Field) -> tuple[str, list[str]]:
    """The base and the facets of an element."""
    is_due = field.need is Need.MUST
    if field.codes and OTHERS not in codes_of(field.codes):
        return "xs:string", [
            _facet("enumeration", code) for code in [*codes_of(field.codes), *([] if is_due else [""])]
        ]
    patterns = _patterns(field)
    if field.form == "positive" and is_due:
        return "xs:decimal", [*patterns, _facet("minExclusive", "0")]
    length = [_facet("minLength", "1")] if is_due else []
    if field.width and field.kind not in (Kind.AMOUNT, Kind.DATE):
        length.append(_facet("maxLength", str(field.width)))
    return "xs:string", [*patterns, *([_facet("pattern", "")] if patterns and not is_due else []), *length]


def _patterns(field: Field) -> list[str]:
    """The pattern of a text that is filled; none where any sign may stand."""
    if field.kind is Kind.DATE:
        return [_facet("pattern", _DAY)]
    if field.kind is Kind.AMOUNT:
        whole = f"{{1,{field.width - field.places}}}" if field.width else "+"
        return [_facet("pattern", rf"[0-9]{whole}\.[0-9]{{{field.places}}}")]
    form = form_of(field) if field.form else None
    if form is not None and form.pattern is not None:
        return [_facet("pattern", form.pattern.pattern)]
    if form is not None and form.may is not None and "\\" not in form.may.pattern:
        return [_facet("pattern", f"{form.may.pattern}+")]
    sign = _SIGNS.get(field.kind)
    return [_facet("pattern", f"{sign}+")] if sign else []


def _facet(name: str, value: str) -> str:
    return f"<xs:{name} value={quoteattr(value)}/>"
