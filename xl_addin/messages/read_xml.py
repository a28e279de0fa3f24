"""Reads messages of XML: declared counts checked, DTD refused, every record as text with its line.

A record is handed on as it ends and then forgotten, so that a message of any size is held nowhere as a whole. What a
message's layout has no place for is handed on beside the records (`Stray`) or refuses the file.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any

from lxml import etree

from xl_addin.domain.content import Readable
from xl_addin.domain.errors import DeskError
from xl_addin.messages.encoding import check_encoding, first_wrong_byte
from xl_addin.messages.model import Layout
from xl_addin.messages.record import Counts, Record, Stray

_AGAIN = "Download the file again; do not edit it by hand."
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}"
# Names of a schema and of its types say nothing about what the file holds.
_OF_SCHEMA = tuple(f"{_SCHEMA}{name}" for name in ("schemaLocation", "noNamespaceSchemaLocation", "type"))
_ODD = etree.XPath("descendant-or-self::*[@*] | descendant-or-self::*[*]/text()[normalize-space()]")
# Whether there is any of them, in a record whose elements stand where they may: asked some times faster.
_ANY_TEXT = " or ".join(f"{holder}text()[normalize-space()]" for holder in ("", "*[*]/", "*/*[*]/"))
_IS_ODD = etree.XPath(f"descendant-or-self::*/@* or {_ANY_TEXT}")
_OWN_TEXTS = etree.XPath("text()[normalize-space()]")


Told = Callable[[Stray], object]


def read_xml(layout: Layout, file: Readable, told: Told) -> Iterator[Record]:
    """Each record in file order; `told` hears at the end what stands outside them without a place in the layout.

    Raises DeskError when the file as a whole cannot be trusted: what was taken until then is of no use.
    """
    check_encoding(file)
    root, counts = yield from _parsed(file, layout)
    container = root.find(layout.list)
    if root.tag != "bank" or container is None:
        raise DeskError(
            f"The file is no {layout.message} message: <bank>/<{layout.list}> was not found.",
            f"File {file.name}, first tag <{shown(root.tag)}>.",
            "Download the file again from IDPMS; do not rename files of another kind.",
        )
    for stray in _around(root, container, layout, file.name):
        told(stray)
    _check_counts(file.name, layout, root, counts)


def shown(tag: str) -> str:
    """A tag as a person reads it: one of a namespace with the namespace behind it."""
    space, _, local = tag.rpartition("}")
    return f"{local} of {space[1:]}" if space else tag


def _parsed(file: Readable, layout: Layout) -> Generator[Record, None, tuple[etree._Element, Counts]]:
    """The root without its records, and how many of them and of their invoices there were: each is read as it ends."""
    records, invoices, parsed = 0, 0, Any
    name, holder = file.name, "invoices" if layout.has_invoices else ""
    try:
        with file.open() as stream:
            # No entity is resolved, no network is asked, no DTD is loaded: extracts come from outside.
            parsed = etree.iterparse(
                stream, tag=layout.record, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
            )
            for _, node in parsed:
                _refuse_doctype(node, name)
                if _is_listed(node, layout):
                    record = _record(node, name, holder)
                    records, invoices = records + 1, invoices + len(record.invoices)
                    yield record
                    node.clear(keep_tail=True)
                    _forget_before(node)
    except etree.XMLSyntaxError as error:
        raise (first_wrong_byte(file) if "encod" in (error.msg or "") else None) or DeskError(
            f"The file is not complete, well-formed XML: {error.msg}.",
            f"File {name}, line {error.lineno}.",
            "Download the file again; it may have been cut off.",
        ) from None
    except OSError:
        # lxml says no more than "Error reading file" where the bytes are not of the encoding.
        raise (first_wrong_byte(file) or DeskError(*_unreadable(name))) from None
    _refuse_doctype(parsed.root, name)
    return parsed.root, Counts(records, invoices)


def _forget_before(node: etree._Element) -> None:
    """Lets go of the record before this one; a text behind it would go with it, and is to be told."""
    before, holder = node.getprevious(), node.getparent()
    if holder is not None and before is not None and before.tag == node.tag and not (before.tail or "").strip():
        holder.remove(before)


def _is_listed(node: etree._Element, layout: Layout) -> bool:
    """True for a record of the list at the top; what stands elsewhere is told as misplaced."""
    holder = node.getparent()
    top = holder.getparent() if holder is not None and holder.tag == layout.list else None
    return top is not None and top.getparent() is None


def _refuse_doctype(node: Any, file: str) -> None:
    if node.getroottree().docinfo.doctype:
        raise DeskError(
            "The file carries a document type declaration (DTD), which IDPMS files never do.",
            f"File {file}.",
            "Do not use this file; ask where it came from and download it again from IDPMS.",
        )


def _unreadable(file: str) -> tuple[str, str, str]:
    return "The file cannot be read as XML.", f"File {file}.", "Download the file again from IDPMS."


def _around(root: etree._Element, container: etree._Element, layout: Layout, file: str) -> Iterator[Stray]:
    """What stands around the records: beside the counts and the list, and in the list without being a record."""
    yield from _outside(root, file, {"checkSum": 1, layout.list: 1})
    yield from _outside(container, file, {layout.record: 0})
    counts = {one.element: 1 for one in layout.head}
    for check in root.iterchildren("checkSum"):
        yield from _outside(check, file, counts)


def _outside(node: etree._Element, file: str, places: dict[str, int]) -> Iterator[Stray]:
    """Children of `node` that have no place in it. One with children of its own may be a record: the file is refused.

    `places` are the tags that may stand there: 1 = once, 0 = any number of times.
    """
    met = set()
    for child in node.iterchildren(tag=etree.Element):
        tag = str(child.tag)
        if tag not in places and len(child):
            raise _misplaced(child, node, file, places)
        if tag not in places:
            yield Stray(_line(child), tag, child.text or "")
        elif places[tag] and tag in met:
            raise _twice(child, file)
        met.add(tag)
    yield from _loose(node)


def _misplaced(child: etree._Element, node: etree._Element, file: str, places: dict[str, int]) -> DeskError:
    may = " and ".join(f"<{tag}>" for tag in places if tag)
    return DeskError(
        f"<{shown(child.tag)}> stands in <{node.tag}>, where only {may} may stand: what it holds would not be read.",
        f"File {file}, line {_line(child)}.",
        "Download the file again from IDPMS. If it stays so, the layout of the message has changed: tell us.",
    )


def _twice(child: etree._Element, file: str) -> DeskError:
    return DeskError(
        f"<{shown(child.tag)}> stands twice, or holds further tags.", f"File {file}, line {_line(child)}.", _AGAIN
    )


def _loose(node: etree._Element) -> Iterator[Stray]:
    """Attributes and own texts of one element, without what stands further in."""
    yield from _attributes(node)
    texts: Any = _OWN_TEXTS(node)
    for text in texts:
        yield Stray(_line(node), str(node.tag), str(text).strip(), between=True)


def _record(node: etree._Element, file: str, holder: str) -> Record:
    """`holder` is the one tag of a record that holds further ones: its invoices; "" for a message without any."""
    invoices = tuple(_invoices(node, holder, file)) if holder else ()
    return Record(
        _cells(node, file, holder),
        tuple(texts for _, texts in invoices),
        _line(node),
        tuple(line for line, _ in invoices),
        tuple(_strays(node)) if _IS_ODD(node) else (),
    )


def _strays(node: etree._Element) -> Iterator[Stray]:
    """Attributes and loose texts anywhere in a record: its layout has neither."""
    odds: Any = _ODD(node)
    for odd in odds:
        if hasattr(odd, "is_tail"):
            holder = odd.getparent().getparent() if odd.is_tail else odd.getparent()
            yield Stray(_line(holder), str(holder.tag), str(odd).strip(), between=True)
        else:
            yield from _attributes(odd)


def _attributes(node: etree._Element) -> Iterator[Stray]:
    for name in node.keys():  # noqa: SIM118  # an element is no dict
        said_empty = name == f"{_SCHEMA}nil" and not node.text
        if name not in _OF_SCHEMA and not said_empty:
            yield Stray(_line(node), str(node.tag), str(node.get(name)), str(name))


def _cells(node: etree._Element, file: str, holder: str = "") -> dict[str, str]:
    """Texts by tag. A tag that stands twice, or holds further tags, has no one text: the record cannot be trusted."""
    cells: dict[str, str] = {}
    held = 0
    for child in node.iterchildren(tag=etree.Element):
        if child.tag == holder and not held:
            held += 1
            continue
        if child.tag in cells or len(child):
            raise _twice(child, file)
        cells[child.tag] = child.text or ""
    return cells


def _line(node: Any) -> int:
    return int(node.sourceline or 0)


def _invoices(node: etree._Element, holder: str, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    found = node.find(holder)
    if found is None:
        return
    for invoice in found.iterchildren(tag=etree.Element):
        if invoice.tag != "invoice":
            raise _misplaced(invoice, found, file, {"invoice": 0})
        yield _line(invoice), _cells(invoice, file)


def _check_counts(file: str, layout: Layout, root: etree._Element, counts: Counts) -> None:
    for one in layout.head:
        count: int = getattr(counts, one.field)
        declared = (root.findtext(f"checkSum/{one.element}") or "").strip()
        if declared != str(count):
            raise DeskError(
                f"The file says {one.element} = {declared or 'nothing'}, but holds {count}.",
                f"File {file}, checkSum at the top.",
                "The file is incomplete or was edited: download it again. Nothing of it was taken in.",
            )
