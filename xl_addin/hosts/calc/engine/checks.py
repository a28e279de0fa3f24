"""Excel's Validation over Calc: what may be typed into a block of cells, and what is told beside it."""

from __future__ import annotations

from typing import Any

from xl_addin.hosts.calc.engine.connect import bridge

_KINDS = {1: "WHOLE", 2: "DECIMAL", 3: "LIST", 4: "DATE", 6: "TEXT_LEN"}
_COMPARES = {1: "BETWEEN", 7: "GREATER_EQUAL", 8: "LESS_EQUAL"}
_KIND, _OPERATOR, _ALERT = (
    "com.sun.star.sheet.ValidationType",
    "com.sun.star.sheet.ConditionOperator",
    "com.sun.star.sheet.ValidationAlertStyle",
)
_SHOWN = 1  # com.sun.star.sheet.TableValidationVisibility: UNSORTED
_NAMES = {"IgnoreBlank": "IgnoreBlankCells", "InputTitle": "InputTitle", "InputMessage": "InputMessage"}
_NAMES |= {"ErrorTitle": "ErrorTitle", "ErrorMessage": "ErrorMessage"}


class Validation:
    """The check of a block of cells. Calc hands out a copy of it: each change is put back."""

    _cells: Any

    def __init__(self, cells: Any) -> None:
        self.__dict__["_cells"] = cells

    def Delete(self) -> None:  # noqa: N802 - Excel's name
        """Takes the check away."""
        self._cells.setPropertyToDefault("Validation")

    def Add(self, kind: int, alert: int, operator: int, formula: str) -> None:  # noqa: N802
        """A check of this kind that refuses what breaks it; a list holds its words with commas between them."""
        found, enum = self._cells.Validation, bridge().Enum
        found.Type = enum(_KIND, _KINDS[kind])
        found.ErrorAlertStyle = enum(_ALERT, "STOP")
        found.ShowErrorMessage = found.ShowInputMessage = True
        found.ShowList = _SHOWN
        found.setOperator(enum(_OPERATOR, _COMPARES[operator]))
        found.setFormula1(";".join(f'"{word}"' for word in formula.split(",")) if _KINDS[kind] == "LIST" else formula)
        self._cells.Validation = found

    @property
    def Formula1(self) -> str:  # noqa: N802
        """The words of a list with commas between them; with what any other check compares."""
        text = str(self._cells.Validation.getFormula1())
        return text.replace('";"', ",").strip('"')

    def __setattr__(self, name: str, value: object) -> None:
        found = self._cells.Validation
        setattr(found, _NAMES[name], value)
        self._cells.Validation = found
