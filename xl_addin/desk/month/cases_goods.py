"""What DGFT asks of goods, by bill of entry and before an advance: authorisation, licence, registration; bullion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xl_addin.desk.month.case import Case, Known, answered, as_date, ask, on_open, with_fails
from xl_addin.desk.month.licences import GOODS_FACTS, Goods, Licence, expected, goods_of, number_of, register_of
from xl_addin.desk.month.month import Month, open_items
from xl_addin.domain.records import ADVANCE_PURPOSE
from xl_addin.engine.advance.gold import GoldReturnBy
from xl_addin.engine.dgft.authorisation import DIFFERENT, authorisation_differences
from xl_addin.engine.dgft.ims import MISSING, Ims, ImsBeforeAdvance
from xl_addin.engine.dgft.licence import LicenceValid
from xl_addin.engine.dgft.monitoring import Monitoring
from xl_addin.engine.goods import listed_as, too_short
from xl_addin.engine.law import Law
from xl_addin.engine.rule import CHECK, OK, Decision, Fail, missing
from xl_addin.ledger.items import OrmItem
from xl_addin.rulebook.registers_goods import monitored_goods, monitoring_schemes, port_kind

IMS, RESTRICTED, IIBX = "IMS", "RESTRICTED", "IIBX"
NOT_IN_REGISTER, OVERDUE = "AUTHORISATION_NOT_IN_REGISTER", "IIBX_RETURN_OVERDUE"
Register = Mapping[str, Licence]


def goods_subjects() -> tuple[str, ...]:
    """The subjects of decisions on goods."""
    return (IMS, *monitoring_schemes(), RESTRICTED, IIBX)


def goods_cases(month: Month, law: Law) -> Iterator[Case]:
    """Decisions on goods that the desk spoke of: bills of entry by date, then advances that are open."""
    goods = goods_of(month)
    register = register_of(month, goods)
    for one in goods:
        for subject in systems(law, one.item.answers):
            yield _of_bill(month, law, one, subject, register)
    for item in open_items(month.orms):
        if item.record.purpose_code == ADVANCE_PURPOSE:
            yield from _of_advance(month, law, item, register)


def systems(law: Law, known: Known) -> Iterator[str]:
    """Which of DGFT's systems may cover the goods; an HS code that is not known is asked for by the first of them."""
    hs = str(known.get("hs") or "").strip()
    lines = law.rules.history("ims.hs")[-1].value
    hardware = not hs or bool(listed_as(hs, lines) or too_short(hs, lines)) or not hs.isdigit()
    if hardware:
        yield IMS
    for scheme in monitoring_schemes() if hs else ():
        if listed_as(hs, (goods.hs for goods in monitored_goods(scheme))):
            yield scheme
    if known.get("restricted") or (number_of(known) and hs and not hardware):
        yield RESTRICTED


def _of_bill(month: Month, law: Law, one: Goods, subject: str, register: Register) -> Case:
    record, licence = one.item.record, register.get(number_of(one.item.answers))
    known: Known = {
        **one.item.answers,
        "boe_date": record.boe_date,
        "boe_iec": record.iec,
        "port_code": record.port_code,
    }
    found = _asked(law, subject, known, licence)
    if subject in (IMS, RESTRICTED) and number_of(known):
        found = _held_against(found, one.item.key, number_of(known), licence)
    value = month.inr(one.value_minor, one.currency)
    return answered(
        month, subject, one.item, found, currency=one.currency, amount_minor=one.value_minor, amount_inr=value
    )


def _asked(law: Law, subject: str, known: Known, licence: Licence | None) -> Decision:
    """The question of the system, with what the register says of the authorisation named."""
    if subject == IMS:
        return ask(law, Ims, known, **_paper(known, licence))
    if subject == RESTRICTED:
        held = licence.now(known["boe_date"]) if licence else None
        paper = {"licence_iec": held.iec, "valid_from": held.granted_on, "valid_to": held.ends} if held else {}
        return ask(law, LicenceValid, known, **{"restricted": True, **paper})
    return _by_port(_registered(ask(law, Monitoring, known, scheme=subject), known), known)


def _by_port(found: Decision, known: Known) -> Decision:
    """The kind of port is told where nobody has said how the goods came: it may free them, and does not decide."""
    kind = port_kind(known.get("port_code", ""))
    if found.ok or not kind or known.get("mode"):
        return found
    return found._replace(notes=(*found.notes, f"INFO: the port is of the kind {kind}; mode is not given"))


def _paper(known: Known, licence: Licence | None) -> dict[str, Any]:
    if licence is None:
        return {}
    held = licence.now(known["boe_date"])
    return {"authorisation_year": held.year, "stated_valid_to": held.valid_to}


def _registered(found: Decision, known: Known) -> Decision:
    """A registration that is in time must have its number too."""
    if not found.ok or found.value is None or known.get("register_number"):
        return found
    lacks = missing("register_number")
    return found._replace(status=CHECK, notes=(lacks.note, *found.notes))


def _held_against(found: Decision, key: str, number: str, licence: Licence | None) -> Decision:
    """What speaks against the authorisation named: not in the register, used up, or another paper than the bill's."""
    if licence is None:
        note = f"authorisation {number} is not in the desk's register"
        if found.ok:
            return found
        status = CHECK if MISSING in found.findings else found.status
        named = tuple(code for code in found.findings if code != MISSING)
        return found._replace(status=status, findings=(NOT_IN_REGISTER, *named), notes=(note, *found.notes))
    line = licence.line(key)
    if line is None or (found.ok and found.value is None):
        return found  # the goods need none
    differing = [
        Fail(CHECK, DIFFERENT, f"{each.field.replace('_', ' ')} {each.on_boe}, authorisation {each.on_authorisation}")
        for each in authorisation_differences(licence.authorisation, line.consignment)
        if each.field in ("importer_name", "port")
    ]
    left = (("pieces left", line.quantity_left), (f"{licence.authorisation.currency} left", line.value_left))
    held = found._replace(facts=(*found.facts, ("authorisation", licence.authorisation.number), *left))
    return with_fails(held, [*line.fails, *licence.faults, *differing])


def _of_advance(month: Month, law: Law, item: OrmItem, register: Register) -> Iterator[Case]:
    """Asked before the money goes, and while its bill of entry is awaited; nothing where nobody named the goods."""
    known: Known = item.answers
    if known.get("iibx"):
        yield on_open(month, IIBX, item, _gold(law, month, item))
    if not GOODS_FACTS & known.keys():
        return
    licence = register.get(number_of(known))
    if licence is not None:
        licence = licence.with_one_more(expected(month, item))
    for subject in systems(law, known):
        if subject == IMS:
            year = licence.authorisation.year if licence else None
            found = ask(law, ImsBeforeAdvance, known, authorisation_year=year)
        elif subject == RESTRICTED:
            on = {"boe_date": known.get("expected_boe_date"), "boe_iec": item.record.iec}
            found = _licence_before(law, {**known, **on}, licence)
        else:
            found = _registered(ask(law, Monitoring, known, scheme=subject), known)
        if subject in (IMS, RESTRICTED) and number_of(known):
            found = _held_against(found, item.key, number_of(known), licence)
        yield on_open(month, subject, item, found)


def _licence_before(law: Law, known: Known, licence: Licence | None) -> Decision:
    """The licence on the day on which the bill of entry is expected."""
    if known["boe_date"] is None:
        lacks = missing("expected_boe_date")
        return Decision("import licence", CHECK, notes=(lacks.note,))
    return _asked(law, RESTRICTED, known, licence)


def _gold(law: Law, month: Month, item: OrmItem) -> Decision:
    """By when the unused part of an advance through the exchange must be back; overdue where it is open after that."""
    found = law.ask(GoldReturnBy, remittance_date=item.record.payment_date, action_date=month.as_on)
    due, back = as_date(found.value), as_date(item.answers.get("iibx_returned_on"))
    if due is None or (back or month.as_on) <= due:
        return found
    told = f"it came back on {back}" if back else "iibx_returned_on is not given (when did the unused part come back?)"
    notes = (f"the last day {due} has passed: {told}", *found.notes)
    return found._replace(
        status=CHECK if found.status == OK else found.status, findings=(OVERDUE, *found.findings), notes=notes
    )
