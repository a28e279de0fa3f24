"""Error values of cells as COM hands them over: numbers that only a table tells from amounts."""

from __future__ import annotations

from udfs._registry import CellError

COM_ERROR_BASE = -2146828288  # the COM code of CVErr(n) is this plus n
ERROR_NUMBERS = {
    CellError.NULL: 2000,
    CellError.DIV0: 2007,
    CellError.VALUE: 2015,
    CellError.REF: 2023,
    CellError.NAME: 2029,
    CellError.NUM: 2036,
    CellError.NA: 2042,
}
