"""Gold: who may import it, and when an advance through the bullion exchange must be back. Rules 5.10."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from xl_addin.domain.dates import add_days
from xl_addin.engine.checks import among
from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.former import ended, known_rule
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, OK, REFUSE, Decision, Fail, conclude, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.registers_bullion import bullion_codes

RETURN, CHANNEL, METAL = "return of an unused advance for gold", "import of gold", "GOLD"
SCHEME = "SCHEME_20_80"
# channel -> the conditions it must meet, and whether it runs through the exchange under listed ITC(HS) codes
CHANNELS: dict[str, tuple[tuple[str, ...], bool]] = {
    "NOMINATED": (("gold.nominated_conditions",), False),
    "QUALIFIED_JEWELLER": (("gold.iibx_conditions",), True),
    "TRQ_HOLDER": (("gold.iibx_conditions", "gold.trq_conditions"), True),
}


@dataclass(frozen=True, kw_only=True)
class GoldReturnBy:
    """An advance for gold through the exchange, of which a part is not used."""

    remittance_date: date
    action_date: date


@question(RETURN, GoldReturnBy, order=(("remittance_date", "action_date"),))
def gold_return_by(law: Law, asked: GoldReturnBy) -> Decision:
    """Last day in `value` on which the unused part of an advance may come back to the same AD; that day is in time.

    A remittance after the last day of the rule is answered by it as former rule: CHECK, with the date. An act after
    that day on an earlier remittance keeps the rule, and says so.
    """
    remitted, on = asked.remittance_date, asked.action_date
    days, evidence = (known_rule(law.rules, name, remitted) for name in ("iibx.return_days", "iibx.evidence"))
    due = add_days(remitted, days.value)
    old, now = ended(days, remitted), ended(days, on)
    late = (f"WARN: {due} has passed: a part not used and not returned is overdue",) if on > due else ()
    told = "INFO: the jeweller submits the bill of entry for the part used"
    return Decision(
        RETURN,
        CHECK if old else OK,
        (days, evidence),
        tuple(fail.finding for fail in old),
        due,
        None,
        (("remittance", remitted), ("days", days.value)),
        (*(fail.note for fail in now), *late, told),
    )


@dataclass(frozen=True, kw_only=True)
class GoldImportChannel:
    """Gold by the channel of its import, the conditions that are met, and its ITC(HS) code."""

    channel: Annotated[str, among(*CHANNELS, SCHEME)]
    action_date: date
    conditions: Answers = field(default_factory=dict)
    hs: str | None = None


@question(CHANNEL, GoldImportChannel)
def gold_import_channel(law: Law, asked: GoldImportChannel) -> Decision:
    """Whether gold may be imported by a channel: NOMINATED, QUALIFIED_JEWELLER, TRQ_HOLDER, SCHEME_20_80."""
    rules, channel, on = law.rules, asked.channel, asked.action_date
    if channel == SCHEME:
        return _scheme(rules, on)
    admitted = known_rule(rules, "gold.channels", on)
    facts: tuple[Fact, ...] = (("channel", channel), ("ITC(HS)", asked.hs))
    if channel not in admitted.value:
        return conclude(CHANNEL, [_not_yet(rules, channel)], (admitted,), facts)
    names, by_code = CHANNELS[channel]
    lists = [known_rule(rules, name, on) for name in names]
    fails = [*ended(admitted, on), *(fail for one in lists for fail in unmet(one, asked.conditions, REFUSE))]
    if by_code:
        fails += _code(asked.hs, lists[0])
    return conclude(CHANNEL, fails, (admitted, *lists), facts)


def _scheme(rules: Rulebook, action_date: date) -> Decision:
    rule = rules.in_force("gold.scheme_20_80", action_date)
    note = f"the 20:80 scheme was withdrawn on {rule.effective_from}"
    stays = "WARN: the export obligation stays for gold imported before that day"
    return conclude(CHANNEL, [Fail(REFUSE, f"SCHEME_{rule.value}", note, rule)], (rule,), notes=(stays,))


def _not_yet(rules: Rulebook, channel: str) -> Fail:
    first = next(one for one in rules.history("gold.channels") if channel in one.value)
    return Fail(REFUSE, "BEFORE_FACILITY_START", f"{channel} is admitted from {first.effective_from}", first)


def _code(hs: str | None, rule: Provision) -> list[Fail]:
    """The exchange is open for listed ITC(HS) codes; the list is a register that the bank may edit."""
    if not hs:
        return [missing("hs", rule)]
    codes = bullion_codes(METAL)
    if hs in codes:
        return []
    return [Fail(CHECK, "HS_NOT_LISTED", f"ITC(HS) {hs} is not on the register ({', '.join(codes)})", rule)]
