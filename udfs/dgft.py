"""DGFT: authorisation of IT hardware (IMS), registration of monitored imports, and the yearly update of an IEC."""

from __future__ import annotations

from udfs._law import answered, value, word
from udfs._question import decision_function
from xl_addin.engine.dgft.iec_status import IecStatus
from xl_addin.engine.dgft.ims import Ims, ImsOpen, ImsValid
from xl_addin.engine.dgft.ims_need import NOT_REQUIRED, REQUIRED, ImsRequired
from xl_addin.engine.dgft.monitoring import Monitoring, MonitoringFee, MonitoringValidUntil
from xl_addin.engine.rule import CHECK, Decision
from xl_addin.rulebook.registers_goods import monitoring_schemes

SCHEMES = {"scheme": (*monitoring_schemes(),)}


def _needed(found: Decision) -> bool | None:
    """None where a fact is missing."""
    return {REQUIRED: True, NOT_REQUIRED: False}.get(found.status)


def _told(found: Decision) -> bool | None:
    """None where it cannot be told."""
    return None if found.status == CHECK else found.ok


IMS = decision_function(
    Ims,
    upto="authorisation_year",
    needs="boe_date",
    help="Is a bill of entry of IT hardware covered: free, or under a valid authorisation?",
    example='={}("84713010", "LAPTOP", 25, DATE(2026,11,2), "", "SEA", 2026)',
    rules=("ims.",),
)

IMS_REQUIRED = decision_function(
    ImsRequired,
    faces=answered(_needed),
    upto="mode",
    needs="boe_date",
    help="Does a bill of entry need an authorisation for IT hardware? #N/A while a fact is missing.",
    example='={}("84713010", "LAPTOP", 25, DATE(2026,11,2))',
    rules=("ims.",),
)

IMS_VALID = decision_function(
    ImsValid,
    faces=answered(_told),
    upto="boe_date",
    help="Does an authorisation of a calendar year cover a bill of entry date?",
    example="={}(2026, DATE(2026,11,2))",
    rules=("ims.valid_to",),
)

IMS_OPEN = decision_function(
    ImsOpen,
    faces=answered(_told),
    help="Does DGFT take applications for an authorisation on a day? #N/A for windows that were not seen.",
    example="={}(DATE(2026,12,15))",
    rules=("ims.portal",),
)

MONITORING = decision_function(
    Monitoring,
    needs="register_date",
    choices=SCHEMES,
    helps={
        "hs": 'HS code of the tariff line, 8 digits. Example: "72083940"',
        "mode": 'How the goods come; NFMIMS does not reach AIR. Example: "AIR"',
    },
    help="Are monitored goods registered within the window before arrival?",
    example='={}("SIMS", "72083940", DATE(2026,11,20), DATE(2026,10,20))',
    rules=("monitoring.",),
)

MONITORING_VALID_UNTIL = decision_function(
    MonitoringValidUntil,
    faces=value("date"),
    choices=SCHEMES,
    help="Last day of a registration's life.",
    example='={}("SIMS", DATE(2026,10,20))',
    rules=("monitoring.",),
)

MONITORING_FEE = decision_function(
    MonitoringFee,
    faces=value("amount", "fee INR"),
    needs="register_date",
    choices=SCHEMES,
    help="Fee of a registration in INR; #N/A where the figure is not encoded.",
    example='={}("CHIMS", 250000, DATE(2026,10,20))',
    rules=("monitoring.",),
)

IEC_STATUS = decision_function(
    IecStatus,
    faces=word(),
    upto="as_of",
    help="ACTIVE, or LIKELY_DEACTIVATED for want of the yearly update (April to June): check DGFT. Never a bar.",
    example="={}(DATE(2026,5,20), DATE(2026,10,31))",
    rules=("iec.",),
)
