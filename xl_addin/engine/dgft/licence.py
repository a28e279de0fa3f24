"""DGFT licences of restricted goods, one bill of entry at a time: number, holder and life."""

from __future__ import annotations

from datetime import date

from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail, conclude, lacking, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Rulebook

SUBJECT = "import licence"
MISSING, OTHER_HOLDER = "LICENCE_MISSING", "LICENCE_OF_ANOTHER_IEC"
NOT_YET, EXPIRED = "LICENCE_NOT_YET_VALID", "LICENCE_EXPIRED"


def licence_valid(
    rules: Rulebook,
    *,
    restricted: bool | None,
    licence_number: str | None,
    licence_iec: str | None,
    boe_iec: str | None,
    boe_date: date | None,
    valid_from: date | None,
    valid_to: date | None,
) -> Decision:
    """Whether a bill of entry of restricted goods is covered: the licence of its own importer, in life on its date.

    Both ends of the licence's life count. The duty lies on the holder of the IEC on the bill of entry.
    """
    facts: tuple[Fact, ...] = (("licence", licence_number), ("licence of IEC", licence_iec), ("IEC of BoE", boe_iec))
    facts += (("BoE date", boe_date), ("valid from", valid_from), ("to", valid_to))
    facts += (("law reviewed on", rules.reviewed_on),)
    if restricted is None:
        return conclude(SUBJECT, [missing("restricted")], (), facts)
    if not restricted:
        return conclude(SUBJECT, [], (), facts, notes=("the goods are not restricted: no licence needed",))
    if not licence_number:
        return conclude(SUBJECT, [Fail(REFUSE, MISSING, "restricted goods and no licence number")], (), facts)
    given = {"licence_iec": licence_iec or None, "boe_iec": boe_iec or None, "boe_date": boe_date}
    fails = lacking(**given, valid_from=valid_from, valid_to=valid_to)
    return conclude(
        SUBJECT, [*_holder(licence_iec, boe_iec), *_life(boe_date, valid_from, valid_to), *fails], (), facts
    )


def _holder(licence_iec: str | None, boe_iec: str | None) -> list[Fail]:
    if not licence_iec or not boe_iec or licence_iec.strip().upper() == boe_iec.strip().upper():
        return []
    return [Fail(REFUSE, OTHER_HOLDER, f"the licence belongs to IEC {licence_iec}, the BoE to {boe_iec}")]


def _life(boe_date: date | None, valid_from: date | None, valid_to: date | None) -> list[Fail]:
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        return [Fail(CHECK, "", f"valid_to {valid_to} lies before valid_from {valid_from}")]
    fails = []
    if boe_date is not None and valid_from is not None and boe_date < valid_from:
        fails.append(Fail(REFUSE, NOT_YET, f"the licence begins on {valid_from}"))
    if boe_date is not None and valid_to is not None and boe_date > valid_to:
        fails.append(Fail(REFUSE, EXPIRED, f"the licence ended on {valid_to}"))
    return fails
