"""What a golden vector asks of a cell, as a formula that says PASS or FAIL."""

from __future__ import annotations

from datetime import date

from udfs._registry import CellError
from xl_addin.hosts.trial import Trial

# What Excel's ERROR.TYPE gives.
ERROR_TYPES = {
    error: number
    for number, error in enumerate(
        (CellError.NULL, CellError.DIV0, CellError.VALUE, CellError.REF, CellError.NAME, CellError.NUM, CellError.NA), 1
    )
}


# Calc's add-ins give 1 and 0 for TRUE and FALSE, which are equal there; in Excel they are not.
_CHECKS: dict[type, tuple[str, str]] = {
    bool: ("be", 'IF(ISERROR({shows}),"FAIL",IF({shows}={wants},"PASS","FAIL"))'),
    float: ("be", 'IF(ISNUMBER({shows}),IF({shows}={wants},"PASS","FAIL"),"FAIL")'),
    date: ("be", 'IF(ISNUMBER({shows}),IF({shows}={wants},"PASS","FAIL"),"FAIL")'),
    str: ("be text", 'IF(ISTEXT({shows}),IF(EXACT({shows},{wants}),"PASS","FAIL"),"FAIL")'),
    type(None): ("be blank", 'IF(ISERROR({shows}),"FAIL",IF(LEN({shows})=0,"PASS","FAIL"))'),
    tuple: ("be table", ""),
}
_CONTAINS = ("contain", 'IF(ISTEXT({shows}),IF(ISNUMBER(FIND({wants},{shows})),"PASS","FAIL"),"FAIL")')
_IS_ERROR = 'IF(ISERROR({{shows}}),IF(ERROR.TYPE({{shows}})={},"PASS","FAIL"),"FAIL")'


def check(trial: Trial) -> tuple[str, str]:
    """How the answer must relate to the expected value, in a word and as a formula."""
    if trial.says:
        return _CONTAINS
    if isinstance(trial.expected, CellError):
        return "be error", _IS_ERROR.format(ERROR_TYPES[trial.expected])
    return _CHECKS[type(trial.expected)]
