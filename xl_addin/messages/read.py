"""Reads a message: `for record in read(layout("BES"), OnDisk(path))` gives its records one by one, in file order.

The file is refused as a whole (DeskError, at the latest after its last record) where it is not what it says: so use
nothing of a file before its end was reached. An element that the layout does not know stands in the record's values
under its own name, for `check` to tell; what stands around the records is told to `told`, or refuses the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_addin.domain.content import Readable
from xl_addin.domain.errors import DeskError
from xl_addin.messages.model import Layout
from xl_addin.messages.read_pipe import read_pipe
from xl_addin.messages.read_xml import Told, read_xml, shown
from xl_addin.messages.record import Record, Stray


def read(layout: Layout, file: Readable, told: Told | None = None) -> Iterator[Record]:
    """The records of a file; without `told`, a file in which anything stands around them is refused."""
    reader = read_xml if layout.form == "xml" else read_pipe
    return reader(layout, file, told or _Refusing(file.name))


class _Refusing:
    """Refuses the file for the first thing that its layout has no place for."""

    def __init__(self, file: str) -> None:
        self._file = file

    def __call__(self, stray: Stray) -> None:
        what = repr(stray.text) if stray.between else f"<{shown(stray.attribute or stray.tag)}>"
        raise DeskError(
            f"{what} stands where the layout has no place for it.",
            f"File {self._file}, line {stray.line}.",
            "Load the file again from where it came. If it stays so, the layout of the message has changed: tell us.",
        )
