"""How a block of cells of Calc shows what it holds, and by which formulas, by Excel's names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from xl_addin.hosts.calc.engine import values as engine_values

R1C1 = 2  # com.sun.star.sheet.AddressConvention: XL_R1C1
ANY_RESULT = 1 | 2 | 4  # formulas that give a number, a text, an error


class Shown:
    """The part of a Range that is about formats and formulas; the block itself is Calc's own object."""

    book: Any
    cells: Any

    @property
    def NumberFormat(self) -> str | None:  # noqa: N802 - Excel's name
        """The format of all cells; None where they differ."""
        return engine_values.number_format(self.book.formats, self.cells)

    @NumberFormat.setter
    def NumberFormat(self, code: str) -> None:  # noqa: N802
        self.cells.NumberFormat = self.book.formats.key(code)

    @property
    def HasFormula(self) -> bool | None:  # noqa: N802
        """Whether all cells are formulas; None where some are."""
        found, at = self.cells.queryFormulaCells(ANY_RESULT).getRangeAddresses(), self.cells.getRangeAddress()
        count, cells = sum(map(_cells, found)), _cells(at)
        return bool(count) if count in (0, cells) else None

    @property
    def Formula(self) -> str:  # noqa: N802
        """The formula of the first cell, or what was typed into it."""
        return str(self.cells.getCellByPosition(0, 0).Formula)

    @Formula.setter
    def Formula(self, text: str) -> None:  # noqa: N802
        self.cells.getCellByPosition(0, 0).setFormula(text)

    @property
    def FormulaR1C1(self) -> tuple[tuple[str, ...], ...]:  # noqa: N802
        """The formulas of cells that hold one."""
        parser = self._parser
        return tuple(
            tuple(f"={parser.printFormula(cell.getTokens(), cell.getCellAddress())}" for cell in row)
            for row in self._rows()
        )

    @FormulaR1C1.setter
    def FormulaR1C1(self, texts: Sequence[Sequence[str]]) -> None:  # noqa: N802
        parser = self._parser
        for row, given in zip(self._rows(), texts, strict=True):
            for cell, text in zip(row, given, strict=True):
                cell.setTokens(parser.parseFormula(text.removeprefix("="), cell.getCellAddress()))

    @property
    def _parser(self) -> Any:
        parser = self.book.document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.setPropertyValue("CompileEnglish", True)
        parser.setPropertyValue("FormulaConvention", R1C1)
        return parser

    def _rows(self) -> Iterator[list[Any]]:
        at = self.cells.getRangeAddress()
        for y in range(at.EndRow - at.StartRow + 1):
            yield [self.cells.getCellByPosition(x, y) for x in range(at.EndColumn - at.StartColumn + 1)]

    @property
    def Text(self) -> str:  # noqa: N802
        """The first cell as it is shown."""
        return str(self.cells.getCellByPosition(0, 0).String)


def _cells(at: Any) -> int:
    return int((at.EndRow - at.StartRow + 1) * (at.EndColumn - at.StartColumn + 1))
