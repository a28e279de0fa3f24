"""Gold: who may import it, and when an advance through the bullion exchange must be back. Rules 5.10."""

from __future__ import annotations

from datetime import date

from xl_addin.domain.dates import add_days
from xl_addin.engine.conditions import Answers, unmet
from xl_addin.engine.former import ended, known_rule
from xl_addin.engine.rule import CHECK, OK, REFUSE, Decision, Fail, conclude, lacking, missing, out_of_order
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


def gold_return_by(rules: Rulebook, *, remittance_date: date | None, action_date: date | None) -> Decision:
    """Last day in `value` on which the unused part of an advance may come back to the same AD; that day is in time.

    A remittance after the last day of the rule is answered by it as former rule: CHECK, with the date. An act after
    that day on an earlier remittance keeps the rule, and says so.
    """
    if remittance_date is None or action_date is None:
        return conclude(RETURN, lacking(remittance_date=remittance_date, action_date=action_date), ())
    if wrong := out_of_order(remittance_date=remittance_date, action_date=action_date):
        return conclude(RETURN, [wrong], ())
    days = known_rule(rules, "iibx.return_days", remittance_date)
    evidence = known_rule(rules, "iibx.evidence", remittance_date)
    due = add_days(remittance_date, days.value)
    old, now = ended(days, remittance_date), ended(days, action_date)
    late = (f"WARN: {due} has passed: a part not used and not returned is overdue",) if action_date > due else ()
    told = "INFO: the jeweller submits the bill of entry for the part used"
    return Decision(
        RETURN,
        CHECK if old else OK,
        (days, evidence),
        tuple(fail.finding for fail in old),
        due,
        None,
        (("remittance", remittance_date), ("days", days.value)),
        (*(fail.note for fail in now), *late, told),
    )


def gold_import_channel(
    rules: Rulebook,
    *,
    channel: str | None,
    action_date: date | None,
    conditions: Answers | None = None,
    hs: str | None = None,
) -> Decision:
    """Whether gold may be imported by a channel: NOMINATED, QUALIFIED_JEWELLER, TRQ_HOLDER, SCHEME_20_80."""
    if not channel or action_date is None:
        return conclude(CHANNEL, lacking(channel=channel or None, action_date=action_date), ())
    if channel == SCHEME:
        return _scheme(rules, action_date)
    if channel not in CHANNELS:
        known = ", ".join((*CHANNELS, SCHEME))
        return conclude(CHANNEL, [Fail(CHECK, "", f"channel {channel!r} is not one of {known}")], ())
    admitted = known_rule(rules, "gold.channels", action_date)
    facts: tuple[Fact, ...] = (("channel", channel), ("ITC(HS)", hs))
    if channel not in admitted.value:
        return conclude(CHANNEL, [_not_yet(rules, channel)], (admitted,), facts)
    names, by_code = CHANNELS[channel]
    lists = [known_rule(rules, name, action_date) for name in names]
    fails = [*ended(admitted, action_date)]
    for one in lists:
        fails += unmet(one, conditions or {}, REFUSE)
    if by_code:
        fails += _code(hs, lists[0])
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
