"""The FETERS code under which a leg of a merchanting deal is reported: rules 5.11, C.14.7."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xl_addin.engine.idpms.closure import uncompared
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, Decision, Fail, conclude
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook.registers_codes import purpose_for

SUBJECT = "merchanting FETERS code"
LEGS = ("IMPORT", "EXPORT")


@dataclass(frozen=True, kw_only=True)
class MerchantingFeters:
    """A leg of a merchanting deal and the code it carries; `transit` is to Nepal or Bhutan."""

    leg: str
    purpose_code: str
    action_date: date
    transit: bool | None = None


def _facts(law: Law, asked: MerchantingFeters) -> tuple[Fact, ...]:
    return (("leg", asked.leg), ("transit", asked.transit), ("purpose code", asked.purpose_code))


@question(SUBJECT, MerchantingFeters, told=_facts)
def merchanting_feters(law: Law, asked: MerchantingFeters) -> Decision:
    """Whether a leg (IMPORT or EXPORT) carries its FETERS code, reported gross; `transit` is to Nepal or Bhutan."""
    leg, facts = asked.leg, _facts(law, asked)
    row = purpose_for(f"MERCHANTING_{leg}_TRANSIT" if asked.transit else f"MERCHANTING_{leg}")
    if row is None:
        note = "no purpose code is known for this leg" if leg in LEGS else f"leg is not one of {', '.join(LEGS)}"
        return conclude(SUBJECT, [Fail(CHECK, "", note)], (), facts)
    wrong = Fail(CHECK, "PURPOSE_CODE", f"the code of this leg is {row.code}", row.provision)
    fails, notes = [] if asked.purpose_code == row.code else [wrong], uncompared(law.rules, asked.action_date)
    return conclude(SUBJECT, fails, (row.provision,), facts, notes=notes)
