"""By which law cells answer: what the bank has loaded, as this user's record says, in Excel and in Calc alike."""

from __future__ import annotations

import logging

from udfs._law import use
from xl_addin.desk.settings import desk_file, in_force
from xl_addin.desk.settings_record import record_path
from xl_addin.domain.errors import DeskError


def use_the_desks_law(log: logging.Logger) -> None:
    """Cells answer by the bank's instruments and registers, as a close does; where they cannot be used, as shipped.

    The log then names the fault, and `diagnose` tells it. Read once, before the first formula.
    """
    try:
        use(in_force({}, desk_file(None, None, record_path())).rules())
    except (DeskError, OSError, RuntimeError) as error:  # RuntimeError: a user without a home
        told = error.what if isinstance(error, DeskError) else str(error)
        log.warning("The desk's settings cannot be used; cells answer by the law as shipped: %s", told)
