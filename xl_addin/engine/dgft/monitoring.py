"""Registration of steel, copper, aluminium, paper, chips and coal with DGFT before arrival: rules 5.15."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from xl_addin.domain.dates import add_days
from xl_addin.engine.checks import above_zero
from xl_addin.engine.goods import all_digits, listed_as, too_short
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, OK, REFUSE, Decision, Fail, conclude, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision
from xl_addin.rulebook.registers_goods import import_word, monitored_goods, monitoring_schemes

SUBJECT, VALIDITY, FEE = "import monitoring", "validity of the registration", "fee of the registration"
TOO_EARLY, TOO_LATE, LOOK_UP, FEE_UNKNOWN = "TOO_EARLY", "TOO_LATE", "LOOK_UP_THE_LINE", "FEE_UNKNOWN"
FREE_MODES = {"NFMIMS": "monitoring.nfmims.free_modes"}
AFTER_ARRIVAL = {"NFMIMS": "monitoring.nfmims.after_arrival"}
REPORTED_ENDED, LISTED_LINES = "REPORTED_ENDED", "LISTED_LINES"
ENDED = "WARN: the duty to register is reported to have ended on {}: check with DGFT before asking for it"


def _scheme(law: Law, name: str, scheme: str) -> Fail | None:
    if _plain(scheme) in monitoring_schemes():
        return None
    return Fail(CHECK, "", f"{name} {scheme!r} is none of {', '.join(monitoring_schemes())}")


@dataclass(frozen=True, kw_only=True)
class Monitoring:
    """Goods of a monitoring system that arrive on `eta`, and their registration.

    `listed` is the desk's answer where only some lines of a chapter are covered: is this line on DGFT's list?
    """

    scheme: Annotated[str, _scheme]
    hs: Annotated[str, all_digits]
    eta: date
    register_date: date | None
    listed: bool | None = None
    mode: str | None = None


def _facts(law: Law, asked: Monitoring) -> tuple[Fact, ...]:
    return (
        ("scheme", asked.scheme),
        ("hs", asked.hs),
        ("arrival", asked.eta),
        ("registered on", asked.register_date),
        ("mode", asked.mode),
        ("line looked up", asked.listed),
        ("lists reviewed on", law.rules.reviewed_on),
    )


class Case(NamedTuple):
    """What is asked, and the duty to register that stands on the day of arrival."""

    law: Law
    asked: Monitoring
    duty: Provision

    @property
    def scheme(self) -> str:
        """The system as the register writes it."""
        return _plain(self.asked.scheme)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the answer rests on."""
        return _facts(self.law, self.asked)

    def of(self, part: str, on: date) -> Provision | None:
        """A parameter of this system on a day."""
        return self.law.rules.find(_parameter(self.scheme, part), on)


@question(SUBJECT, Monitoring, told=_facts)
def monitoring(law: Law, asked: Monitoring) -> Decision:
    """OK where goods arriving on `eta` are registered within the window, or need no registration; else why not.

    `value` is the last day of the registration's life.
    """
    name = _parameter(asked.scheme, "duty")
    duty = law.rules.find(name, asked.eta)
    if duty is None:
        first = law.rules.history(name)[0]
        return _free((first,), _facts(law, asked), f"{_plain(asked.scheme)} begins on {first.effective_from}")
    case = Case(law, asked, duty)
    return _not_covered(case) or _free_mode(case) or _registered(case)


@dataclass(frozen=True, kw_only=True)
class MonitoringValidUntil:
    """A registration with DGFT."""

    scheme: Annotated[str, _scheme]
    register_date: date


@question(VALIDITY, MonitoringValidUntil)
def monitoring_valid_until(law: Law, asked: MonitoringValidUntil) -> Decision:
    """Last day of a registration's life: the day of grant is not counted."""
    life = law.rules.in_force(_parameter(asked.scheme, "valid_days"), asked.register_date)
    facts = (("scheme", _plain(asked.scheme)), ("registered on", asked.register_date))
    return conclude(VALIDITY, [], (life,), facts, value=add_days(asked.register_date, life.value))


@dataclass(frozen=True, kw_only=True)
class MonitoringFee:
    """A registration to be paid for; `cif_inr` is needed where the fee is a share of it."""

    scheme: Annotated[str, _scheme]
    cif_inr: Annotated[Decimal | None, above_zero]
    register_date: date


def _fee_facts(law: Law, asked: MonitoringFee) -> tuple[Fact, ...]:
    return (("scheme", asked.scheme), ("CIF INR", asked.cif_inr), ("registered on", asked.register_date))


@question(FEE, MonitoringFee, told=_fee_facts)
def monitoring_fee(law: Law, asked: MonitoringFee) -> Decision:
    """Fee of a registration in INR, unrounded, in `value`; `cif_inr` is needed where the fee is a share of it."""
    method = _parameter(asked.scheme, "fee_method")
    return law.by_method(method, asked, per_thousand=_per_thousand, flat=_flat, appendix=_appendix)


def _per_thousand(law: Law, asked: MonitoringFee, method: Provision) -> Decision:
    """A share of the CIF value, then the floor, then the ceiling."""
    share, floor, ceiling = (
        law.rules.in_force(_parameter(asked.scheme, part), asked.register_date)
        for part in ("fee_cif_inr", "fee_min_inr", "fee_max_inr")
    )
    basis, facts = (share, floor, ceiling, method), _fee_facts(law, asked)
    if asked.cif_inr is None:
        return conclude(FEE, [missing("cif_inr")], basis, facts)
    fee = min(max(asked.cif_inr / share.value, floor.value), ceiling.value)
    return conclude(FEE, [], basis, facts, value=fee)


def _flat(law: Law, asked: MonitoringFee, method: Provision) -> Decision:
    rule = law.rules.in_force(_parameter(asked.scheme, "fee_flat_inr"), asked.register_date)
    return conclude(FEE, [], (rule, method), _fee_facts(law, asked), value=rule.value)


def _appendix(law: Law, asked: MonitoringFee, method: Provision) -> Decision:
    note = "the fee is that of an appendix whose figure is not encoded: look it up on DGFT's site"
    return conclude(FEE, [Fail(CHECK, FEE_UNKNOWN, note)], (method,), _fee_facts(law, asked))


def _registered(case: Case) -> Decision:
    """Whether the goods are surely covered, and whether the registration lies in the window."""
    notes = (ENDED.format(case.duty.effective_from),) if case.duty.value == REPORTED_ENDED else ()
    fails, on, eta, duty = _unsure(case), case.asked.register_date, case.asked.eta, case.duty
    if on is None:
        return conclude(SUBJECT, [*fails, missing("register_date")], (duty,), case.facts, notes=notes)
    first, last, life = (case.of(part, on) for part in ("earliest_days", "latest_days", "valid_days"))
    if first is None or last is None or life is None:
        note = f"no window of {case.scheme} is encoded for a registration on {on}"
        return conclude(SUBJECT, [*fails, Fail(CHECK, "", note)], (duty,), case.facts, notes=notes)
    opens, closes = add_days(eta, -first.value), add_days(eta, -last.value)
    if on < opens:
        fails.append(Fail(REFUSE, TOO_EARLY, f"the window opens on {opens}", first))
    if on > closes:
        fails.append(_too_late(case, on, closes, last))
    facts = (*case.facts, ("window from", opens), ("to", closes))
    return conclude(SUBJECT, fails, (last, first, life, duty), facts, value=add_days(on, life.value), notes=notes)


def _too_late(case: Case, on: date, closes: date, last: Provision) -> Fail:
    """REFUSE after the window, or the milder word of a later change of which only a report was seen."""
    milder = case.law.rules.find(AFTER_ARRIVAL[case.scheme], on) if case.scheme in AFTER_ARRIVAL else None
    note = f"the window closed on {closes}"
    return Fail(REFUSE, TOO_LATE, note, last) if milder is None else Fail(milder.value, TOO_LATE, note, milder)


def _unsure(case: Case) -> list[Fail]:
    """CHECK where only some lines of the chapter are listed, or were before a date, and the list is not encoded."""
    if case.asked.listed or _by_whole(case):
        return []
    note = f"only listed lines are covered: look up the line {case.asked.hs} in DGFT's list (listed is not given)"
    return [Fail(CHECK, LOOK_UP, note, case.duty)]


def _by_whole(case: Case) -> bool:
    """Whether every line that begins like the entry found is covered."""
    entry = listed_as(case.asked.hs, (goods.hs for goods in monitored_goods(case.scheme)))
    whole = any(goods.whole for goods in monitored_goods(case.scheme) if goods.hs == entry)
    return whole and case.duty.value != LISTED_LINES


def _not_covered(case: Case) -> Decision | None:
    """The answer for goods outside the register of the system, or for a code too short to tell."""
    hs, entries = case.asked.hs, [goods.hs for goods in monitored_goods(case.scheme)]
    if listed_as(hs, entries):
        unlisted = case.asked.listed is False and not _by_whole(case)
        return _free((case.duty,), case.facts, f"the line {hs} is not listed") if unlisted else None
    if short := too_short(hs, entries):
        return conclude(SUBJECT, short, (case.duty,), case.facts)
    return _free((case.duty,), case.facts, f"hs {hs} is not among the goods of {case.scheme}")


def _free_mode(case: Case) -> Decision | None:
    mode = case.asked.mode
    rule = case.law.rules.find(FREE_MODES[case.scheme], case.asked.eta) if case.scheme in FREE_MODES else None
    if rule is None or not mode or import_word("mode", mode) not in rule.value:
        return None
    return _free((rule, case.duty), case.facts, f"{case.scheme} does not reach goods by {mode}")


def _free(basis: tuple[Provision, ...], facts: tuple[Fact, ...], note: str) -> Decision:
    return Decision(SUBJECT, OK, basis, (), None, None, facts, (f"no registration needed: {note}",))


def _plain(scheme: str) -> str:
    return scheme.strip().upper()


def _parameter(scheme: str, part: str) -> str:
    return f"monitoring.{scheme.strip().lower()}.{part}"
