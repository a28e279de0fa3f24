"""A worksheet that streams long tables to the file instead of keeping a Python object per cell.

XlsxWriter keeps about 300 bytes per cell and refuses tables in its own streaming mode; a closing book has millions of
cells in tables. `worksheet_class` is XlsxWriter's door for such a class; it stands on `_write_rows`, `tables` and the
dimensions of the pinned version, and the tests read every block back with another reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import add
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

_ROWS_PER_WRITE, _BYTES_PER_WRITE = 2000, 1 << 20


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ready for the file. Each cell is the XML after its reference: ` s="4"><v>12</v></c>` or ` s="4"/>`."""

    first_row: int  # zero-based
    columns: Sequence[Sequence[str]]
    heights: Sequence[float] | None = None  # points

    @property
    def last_row(self) -> int:
        """Zero-based, inclusive."""
        return self.first_row + len(self.columns[0]) - 1

    def _sizes(self) -> Sequence[str]:
        if self.heights is None:
            return [""] * len(self.columns[0])
        known = {height: f' ht="{height:g}" customHeight="1"' for height in set(self.heights)}
        return [known[height] for height in self.heights]

    def rows(self) -> Iterator[str]:
        """Each row as XML."""
        first, *others = [f'<c r="{xl_col_to_name(place)}' for place in range(len(self.columns))]
        sizes = self._sizes()
        for number, (size, *cells) in enumerate(zip(sizes, *self.columns, strict=True), self.first_row + 1):
            tail = f'{number}"'
            row = tail.join([first, *map(add, cells, others), cells[-1]])  # each head stands behind the cell before
            yield f'<row r="{tail}{size}>{row}</row>'


@dataclass(frozen=True, slots=True)
class _Laid:
    """A block whose rows lie in a file of their own until the sheet is put together."""

    first_row: int
    last_row: int
    rows: BinaryIO


class FastSheet(Worksheet):  # type: ignore[misc]  # the library ships no types
    """A worksheet with `add_block_table`; everything else as usual."""

    blocks: list[_Laid]
    dim_rowmin: Any
    dim_rowmax: Any

    def __init__(self) -> None:
        super().__init__()
        self.blocks = []

    def string_index(self, value: str) -> int:
        """The number of a text in the book's list of texts; the caller has made it safe."""
        index: int = self.str_table._get_shared_string_index(value)
        return index

    def add_block_table(self, header_row: int, options: dict[str, Any], block: Block) -> None:
        """A table of any length: registered with one row, then stretched over the block."""
        last_column = len(block.columns) - 1
        self.add_table(header_row, 0, header_row + 1, last_column, options)
        table = self.tables[-1]
        table["range"] = table["a_range"] = xl_range(header_row, 0, block.last_row, last_column)
        table["autofilter"] = table["range"]
        self._check_dimensions(block.last_row, last_column)
        self.blocks.append(_Laid(block.first_row, block.last_row, self._laid(block)))

    def _laid(self, block: Block) -> BinaryIO:
        """The rows in a file without a name: a book holds one table's cells at a time."""
        laid = TemporaryFile(dir=self.tmpdir)  # noqa: SIM115 - closed where it is written
        rows = block.rows()
        while some := "".join(islice(rows, _ROWS_PER_WRITE)):
            laid.write(some.encode())
        return laid

    def _write_rows(self) -> None:
        """Ordinary rows above, between and below the blocks; blocks stand in row order."""
        last = self.dim_rowmax
        for block in self.blocks:
            self._write_window(self.dim_rowmin, block.first_row - 1)
            self._write_block(block)
            self.dim_rowmin = block.last_row + 1
        self._write_window(self.dim_rowmin, last)

    def _write_window(self, first: int, last: int) -> None:
        self.dim_rowmin, self.dim_rowmax = first, last
        super()._write_rows()

    def _write_block(self, block: _Laid) -> None:
        self.fh.flush()
        with block.rows as laid:
            laid.seek(0)
            copyfileobj(laid, self.fh.buffer, _BYTES_PER_WRITE)
