"""DGFT licences of restricted goods, one bill of entry at a time: number, holder and life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, REFUSE, Decision, Fail, conclude, lacking
from xl_addin.engine.sentence import Fact

SUBJECT = "import licence"
MISSING, OTHER_HOLDER = "LICENCE_MISSING", "LICENCE_OF_ANOTHER_IEC"
NOT_YET, EXPIRED = "LICENCE_NOT_YET_VALID", "LICENCE_EXPIRED"


@dataclass(frozen=True, kw_only=True)
class LicenceValid:
    """One bill of entry and the licence given for it; what the licence says is asked for restricted goods only."""

    restricted: bool
    licence_number: str | None
    licence_iec: str | None
    boe_iec: str | None
    boe_date: date | None
    valid_from: date | None
    valid_to: date | None


def _facts(law: Law, asked: LicenceValid) -> tuple[Fact, ...]:
    return (
        ("licence", asked.licence_number),
        ("licence of IEC", asked.licence_iec),
        ("IEC of BoE", asked.boe_iec),
        ("BoE date", asked.boe_date),
        ("valid from", asked.valid_from),
        ("to", asked.valid_to),
        ("law reviewed on", law.rules.reviewed_on),
    )


@question(SUBJECT, LicenceValid, told=_facts)
def licence_valid(law: Law, asked: LicenceValid) -> Decision:
    """Whether a bill of entry of restricted goods is covered: the licence of its own importer, in life on its date.

    Both ends of the licence's life count. The duty lies on the holder of the IEC on the bill of entry.
    """
    facts = _facts(law, asked)
    if not asked.restricted:
        return conclude(SUBJECT, [], (), facts, notes=("the goods are not restricted: no licence needed",))
    if not asked.licence_number:
        return conclude(SUBJECT, [Fail(REFUSE, MISSING, "restricted goods and no licence number")], (), facts)
    holders = {"licence_iec": asked.licence_iec or None, "boe_iec": asked.boe_iec or None}
    fails = lacking(**holders, boe_date=asked.boe_date, valid_from=asked.valid_from, valid_to=asked.valid_to)
    held = _holder(asked.licence_iec, asked.boe_iec)
    return conclude(SUBJECT, [*held, *_life(asked.boe_date, asked.valid_from, asked.valid_to), *fails], (), facts)


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
