"""What xlwings serves to our own VBA wrappers. No type hints on it: xlwings would make converters of them."""

import xlwings as xw

from udfs._registry import CATEGORY
from xl_addin.hosts.excel.functions.dispatch import answer


@xw.func(category=CATEGORY, call_in_wizard=False)
@xw.arg("name", "raw")
@xw.arg("args", "raw")
@xw.arg("ctx", "raw")
@xw.ret("raw")
def IDPMS_CALL(name, args, ctx):  # type: ignore[no-untyped-def]  # noqa: N802  # an Excel name
    """Calls a worksheet function of Import Desk by name; the functions of the add-in use it."""
    return answer(name, args or (), ctx or "")
