"""Reads ORM and BoE master files: declared counts checked, DTD refused, every record as text with its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from xl_addin.domain.errors import DeskError
from xl_addin.messages.fields import Layout


@dataclass(frozen=True, slots=True)
class WireRecord:
    """One record as text by wire tag; `line` is where it starts in the file. Invoices carry their own lines."""

    line: int
    cells: dict[str, str]
    invoices: tuple[tuple[int, dict[str, str]], ...] = ()


def read_xml(path: Path, layout: Layout) -> tuple[WireRecord, ...]:
    """All records of the file in file order. Raises DeskError when the file as a whole cannot be trusted."""
    root = _root(path)
    container = root.find(layout.record_list)
    if root.tag != "bank" or container is None:
        raise DeskError(
            f"The file is not a {layout.message} message: <bank>/<{layout.record_list}> was not found.",
            f"File {path.name}, first tag <{root.tag}>.",
            "Download the file again from IDPMS; do not rename files of another kind.",
        )
    records = tuple(_record(node, path.name) for node in container.iterchildren(layout.record))
    _check_counts(path, layout, root, records)
    return records


def _root(path: Path) -> etree._Element:
    # No entity is resolved, no network is asked, no DTD is loaded: extracts come from outside.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        tree: Any = etree.parse(path, parser)
    except etree.XMLSyntaxError as error:
        raise DeskError(
            f"The file is not complete, well-formed XML: {error.msg}.",
            f"File {path.name}, line {error.lineno}.",
            "Download the file again; it may have been cut off.",
        ) from None
    if tree.docinfo.doctype:
        raise DeskError(
            "The file carries a document type declaration (DTD), which IDPMS files never do.",
            f"File {path.name}.",
            "Do not use this file; ask where it came from and download it again from IDPMS.",
        )
    root: etree._Element = tree.getroot()
    return root


def _record(node: etree._Element, file: str) -> WireRecord:
    return WireRecord(_line(node), _cells(node, file), tuple(_invoices(node, file)))


def _cells(node: etree._Element, file: str) -> dict[str, str]:
    """Texts by tag. A tag that stands twice, or holds further tags, has no one text: the record cannot be trusted."""
    cells: dict[str, str] = {}
    for child in node.iterchildren(tag=etree.Element):
        if child.tag == "invoices":
            continue
        if child.tag in cells or len(child):
            raise DeskError(
                f"<{child.tag}> stands twice in a record, or holds further tags.",
                f"File {file}, line {_line(child)}.",
                "Download the file again; do not edit it by hand.",
            )
        cells[child.tag] = child.text or ""
    return cells


def _line(node: Any) -> int:
    return int(node.sourceline or 0)


def _invoices(node: etree._Element, file: str) -> Iterator[tuple[int, dict[str, str]]]:
    holder = node.find("invoices")
    for invoice in holder.iterchildren("invoice") if holder is not None else ():
        yield _line(invoice), _cells(invoice, file)


def _check_counts(path: Path, layout: Layout, root: etree._Element, records: tuple[WireRecord, ...]) -> None:
    found = {layout.record_count: len(records)}
    if layout.invoice_count:
        found[layout.invoice_count] = sum(len(record.invoices) for record in records)
    for tag, count in found.items():
        declared = (root.findtext(f"checkSum/{tag}") or "").strip()
        if declared != str(count):
            raise DeskError(
                f"The file says {tag} = {declared or 'nothing'}, but holds {count}.",
                f"File {path.name}, checkSum at the top.",
                "The file is incomplete or was edited: download it again. Nothing of it was taken in.",
            )
