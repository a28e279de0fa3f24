"""Registration of steel, copper, aluminium, paper, chips and coal with DGFT before arrival: rules 5.15."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from xl_addin.domain.dates import add_days
from xl_addin.engine.goods import listed_as, too_short, unusable_hs
from xl_addin.engine.rule import CHECK, OK, REFUSE, Decision, Fail, conclude, lacking, missing, unique
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.registers_goods import import_word, monitored_goods, monitoring_schemes

SUBJECT, VALIDITY, FEE = "import monitoring", "validity of the registration", "fee of the registration"
TOO_EARLY, TOO_LATE, LOOK_UP, FEE_UNKNOWN = "TOO_EARLY", "TOO_LATE", "LOOK_UP_THE_LINE", "FEE_UNKNOWN"
FREE_MODES = {"NFMIMS": "monitoring.nfmims.free_modes"}
AFTER_ARRIVAL = {"NFMIMS": "monitoring.nfmims.after_arrival"}
REPORTED_ENDED, LISTED_LINES = "REPORTED_ENDED", "LISTED_LINES"
ENDED = "WARN: the duty to register is reported to have ended on {}: check with DGFT before asking for it"


class Case(NamedTuple):
    """Goods of a monitoring system that arrive on `eta`."""

    rules: Rulebook
    scheme: str
    hs: str
    eta: date
    duty: Provision
    listed: bool | None

    def of(self, part: str, on: date) -> Provision | None:
        """A parameter of this system on a day."""
        return self.rules.find(_parameter(self.scheme, part), on)


def monitoring(
    rules: Rulebook,
    *,
    scheme: str | None,
    hs: str | None,
    eta: date | None,
    register_date: date | None,
    mode: str | None = None,
    listed: bool | None = None,
) -> Decision:
    """OK where goods arriving on `eta` are registered within the window, or need no registration; else why not.

    `listed` is the desk's answer where only some lines of a chapter are covered: is this line on DGFT's list?
    `value` is the last day of the registration's life.
    """
    facts: tuple[Fact, ...] = (("scheme", scheme), ("hs", hs), ("arrival", eta), ("registered on", register_date))
    facts += (("mode", mode), ("line looked up", listed), ("lists reviewed on", rules.reviewed_on))
    fails = [*_unknown(scheme), *unusable_hs(hs), *lacking(eta=eta)]
    if scheme is None or hs is None or eta is None or fails:
        return conclude(SUBJECT, fails, (), facts)
    name = _plain(scheme)
    duty = rules.find(_parameter(name, "duty"), eta)
    if duty is None:
        first = rules.history(_parameter(name, "duty"))[0]
        return _free((first,), facts, f"{name} begins on {first.effective_from}")
    case = Case(rules, name, hs, eta, duty, listed)
    if (free := _not_covered(case, facts)) or (free := _free_mode(case, mode, facts)):
        return free
    return _registered(case, register_date, facts)


def monitoring_valid_until(rules: Rulebook, *, scheme: str | None, register_date: date | None) -> Decision:
    """Last day of a registration's life: the day of grant is not counted."""
    fails = [*_unknown(scheme), *lacking(register_date=register_date)]
    if scheme is None or register_date is None or fails:
        return conclude(VALIDITY, fails, ())
    life = rules.in_force(_parameter(_plain(scheme), "valid_days"), register_date)
    facts = (("scheme", _plain(scheme)), ("registered on", register_date))
    return conclude(VALIDITY, [], (life,), facts, value=add_days(register_date, life.value))


def monitoring_fee(
    rules: Rulebook, *, scheme: str | None, cif_inr: Decimal | None, register_date: date | None
) -> Decision:
    """Fee of a registration in INR, unrounded, in `value`; `cif_inr` is needed where the fee is a share of it."""
    facts: tuple[Fact, ...] = (("scheme", scheme), ("CIF INR", cif_inr), ("registered on", register_date))
    fails = [*_unknown(scheme), *lacking(register_date=register_date)]
    if cif_inr is not None and cif_inr <= 0:
        fails.append(Fail(CHECK, "", "cif_inr must be above zero"))
    if scheme is None or register_date is None or fails:
        return conclude(FEE, fails, (), facts)
    method = rules.in_force(_parameter(_plain(scheme), "fee_method"), register_date)
    fee = METHODS[method.value](rules, _plain(scheme), cif_inr, register_date)
    return conclude(FEE, fee.fails, unique((*fee.basis, method)), facts, value=fee.inr)


class _Fee(NamedTuple):
    inr: Decimal | None
    basis: tuple[Provision, ...] = ()
    fails: tuple[Fail, ...] = ()


def _per_thousand(rules: Rulebook, scheme: str, cif_inr: Decimal | None, on: date) -> _Fee:
    """A share of the CIF value, then the floor, then the ceiling."""
    share, floor, ceiling = (
        rules.in_force(_parameter(scheme, part), on) for part in ("fee_cif_inr", "fee_min_inr", "fee_max_inr")
    )
    basis = (share, floor, ceiling)
    if cif_inr is None:
        return _Fee(None, basis, (missing("cif_inr"),))
    return _Fee(min(max(cif_inr / share.value, floor.value), ceiling.value), basis)


def _flat(rules: Rulebook, scheme: str, cif_inr: Decimal | None, on: date) -> _Fee:
    rule = rules.in_force(_parameter(scheme, "fee_flat_inr"), on)
    return _Fee(rule.value, (rule,))


def _appendix(rules: Rulebook, scheme: str, cif_inr: Decimal | None, on: date) -> _Fee:
    note = "the fee is that of an appendix whose figure is not encoded: look it up on DGFT's site"
    return _Fee(None, (), (Fail(CHECK, FEE_UNKNOWN, note),))


METHODS: dict[str, Callable[[Rulebook, str, Decimal | None, date], _Fee]] = {
    "per_thousand": _per_thousand,
    "flat": _flat,
    "appendix": _appendix,
}


def _registered(case: Case, on: date | None, facts: tuple[Fact, ...]) -> Decision:
    """Whether the goods are surely covered, and whether the registration lies in the window."""
    notes = (ENDED.format(case.duty.effective_from),) if case.duty.value == REPORTED_ENDED else ()
    fails = _unsure(case)
    if on is None:
        return conclude(SUBJECT, [*fails, missing("register_date")], (case.duty,), facts, notes=notes)
    first, last, life = (case.of(part, on) for part in ("earliest_days", "latest_days", "valid_days"))
    if first is None or last is None or life is None:
        note = f"no window of {case.scheme} is encoded for a registration on {on}"
        return conclude(SUBJECT, [*fails, Fail(CHECK, "", note)], (case.duty,), facts, notes=notes)
    opens, closes = add_days(case.eta, -first.value), add_days(case.eta, -last.value)
    if on < opens:
        fails.append(Fail(REFUSE, TOO_EARLY, f"the window opens on {opens}", first))
    if on > closes:
        fails.append(_too_late(case, on, closes, last))
    facts += (("window from", opens), ("to", closes))
    return conclude(SUBJECT, fails, (last, first, life, case.duty), facts, value=add_days(on, life.value), notes=notes)


def _too_late(case: Case, on: date, closes: date, last: Provision) -> Fail:
    """REFUSE after the window, or the milder word of a later change of which only a report was seen."""
    milder = case.rules.find(AFTER_ARRIVAL[case.scheme], on) if case.scheme in AFTER_ARRIVAL else None
    note = f"the window closed on {closes}"
    return Fail(REFUSE, TOO_LATE, note, last) if milder is None else Fail(milder.value, TOO_LATE, note, milder)


def _unsure(case: Case) -> list[Fail]:
    """CHECK where only some lines of the chapter are listed, or were before a date, and the list is not encoded."""
    if case.listed or _by_whole(case):
        return []
    note = f"only listed lines are covered: look up the line {case.hs} in DGFT's list (listed is not given)"
    return [Fail(CHECK, LOOK_UP, note, case.duty)]


def _by_whole(case: Case) -> bool:
    """Whether every line that begins like the entry found is covered."""
    entry = listed_as(case.hs, (goods.hs for goods in monitored_goods(case.scheme)))
    whole = any(goods.whole for goods in monitored_goods(case.scheme) if goods.hs == entry)
    return whole and case.duty.value != LISTED_LINES


def _not_covered(case: Case, facts: tuple[Fact, ...]) -> Decision | None:
    """The answer for goods outside the register of the system, or for a code too short to tell."""
    entries = [goods.hs for goods in monitored_goods(case.scheme)]
    if listed_as(case.hs, entries):
        unlisted = case.listed is False and not _by_whole(case)
        return _free((case.duty,), facts, f"the line {case.hs} is not listed") if unlisted else None
    if short := too_short(case.hs, entries):
        return conclude(SUBJECT, short, (case.duty,), facts)
    return _free((case.duty,), facts, f"hs {case.hs} is not among the goods of {case.scheme}")


def _free_mode(case: Case, mode: str | None, facts: tuple[Fact, ...]) -> Decision | None:
    rule = case.rules.find(FREE_MODES[case.scheme], case.eta) if case.scheme in FREE_MODES else None
    if rule is None or not mode or import_word("mode", mode) not in rule.value:
        return None
    return _free((rule, case.duty), facts, f"{case.scheme} does not reach goods by {mode}")


def _free(basis: tuple[Provision, ...], facts: tuple[Fact, ...], note: str) -> Decision:
    return Decision(SUBJECT, OK, basis, (), None, None, facts, (f"no registration needed: {note}",))


def _unknown(scheme: str | None) -> list[Fail]:
    if not scheme:
        return [missing("scheme")]
    if _plain(scheme) in monitoring_schemes():
        return []
    return [Fail(CHECK, "", f"scheme {scheme!r} is none of {', '.join(monitoring_schemes())}")]


def _plain(scheme: str) -> str:
    return scheme.strip().upper()


def _parameter(scheme: str, part: str) -> str:
    return f"monitoring.{scheme.lower()}.{part}"
