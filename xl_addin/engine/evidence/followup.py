"""How far the follow-up of missing evidence of import has come: rules 5.7."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from xl_addin.domain.dates import add_months
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.rule import Decision, conclude, lacking, out_of_order
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

SUBJECT = "follow-up of evidence"
CLOSED, OPEN = "CLOSED", "OPEN"
WITHIN_3_MONTHS, RIGOROUS_FOLLOWUP, DEFAULT = "WITHIN_3_MONTHS", "RIGOROUS_FOLLOWUP", "DEFAULT"
NO_REGISTERED_LETTER = "NO_REGISTERED_LETTER"
DUTIES = {
    WITHIN_3_MONTHS: "ordinary reminder",
    RIGOROUS_FOLLOWUP: "at least one registered letter; log its number and date",
    DEFAULT: "report by IDPMS",
}


class Case(NamedTuple):
    """One remittance without evidence of import, on the day asked about."""

    remittance: date
    as_of: date
    letter: date | None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the answer rests on."""
        return (("remittance", self.remittance), ("as of", self.as_of), ("registered letter", self.letter))


class Ladder(NamedTuple):
    """Both marks, counted from the remittance and inclusive, and whether a letter was sent between them."""

    first_mark: date
    second_mark: date
    letter_sent: bool
    letter_asked: bool
    basis: tuple[Provision, ...]

    def stage(self, as_of: date) -> str:
        """The stage on a day: a mark itself still belongs to the stage that it ends."""
        if as_of <= self.first_mark:
            return WITHIN_3_MONTHS
        return RIGOROUS_FOLLOWUP if as_of <= self.second_mark else DEFAULT

    def until(self, stage: str) -> date:
        """Last day of a stage; for DEFAULT the mark that has passed."""
        return self.first_mark if stage == WITHIN_3_MONTHS else self.second_mark

    def missed(self) -> tuple[str, ...]:
        """What a case in default has missed besides the evidence itself."""
        return (NO_REGISTERED_LETTER,) if self.letter_asked and not self.letter_sent else ()


def follow_up(
    rules: Rulebook,
    policy: Policy,
    *,
    remittance_date: date | None,
    as_of: date | None,
    evidence: bool | None,
    registered_letter_date: date | None = None,
) -> Decision:
    """Stage of the follow-up in `status`, last day of that stage in `value`.

    A registered letter counts if it is dated in the second period and not after `as_of`.
    """
    if remittance_date is None or as_of is None or evidence is None:
        return conclude(SUBJECT, lacking(remittance_date=remittance_date, as_of=as_of, evidence=evidence), ())
    if wrong := out_of_order(remittance_date=remittance_date, as_of=as_of):
        return conclude(SUBJECT, [wrong], ())
    method = rules.in_force("followup.method", as_of)
    sent = registered_letter_date is not None and registered_letter_date <= as_of
    case = Case(remittance_date, as_of, registered_letter_date if sent else None)
    if evidence:
        there = ("evidence of import is there",)
        return Decision(SUBJECT, CLOSED, (method,), (), None, None, case.facts, there)
    return METHODS[method.value](rules, policy, case, method)


def _on_ladder(rules: Rulebook, policy: Policy, case: Case, method: Provision) -> Decision:
    ladder = _by_law(rules, case, case.as_of)
    stage = ladder.stage(case.as_of)
    findings = ladder.missed() if stage == DEFAULT else ()
    basis = (*ladder.basis, method)
    return Decision(SUBJECT, stage, basis, findings, ladder.until(stage), None, case.facts, (DUTIES[stage],))


def _by_procedure(rules: Rulebook, policy: Policy, case: Case, method: Provision) -> Decision:
    """No ladder in the text: OPEN; the bank's own ladder and what was missed before the switch as information."""
    eve, own = switch_eve(rules, case.as_of), _by_policy(policy, case)
    facts, notes, findings, mark = _before_switch(rules, case, eve)
    if own is None:
        return Decision(SUBJECT, OPEN, (method,), findings, None, mark, (*case.facts, *facts), notes)
    stage = own.stage(case.as_of)
    told = (*case.facts, *facts, ("bank policy stage", stage))
    return Decision(SUBJECT, OPEN, (method, *own.basis), findings, own.until(stage), mark, told, notes)


def _before_switch(
    rules: Rulebook, case: Case, eve: date
) -> tuple[tuple[Fact, ...], tuple[str, ...], tuple[str, ...], date | None]:
    """(facts, notes, findings, former last mark) of a remittance made under the ladder; empty for a later one."""
    procedure = "the contract period and the bank's procedure decide"
    if case.remittance > eve:
        return (), (procedure,), (), None
    old = _by_law(rules, case, eve)
    findings, missed = _missed_by(old, eve)
    return ((f"former stage on {eve}", old.stage(eve)),), (procedure, *missed), findings, old.second_mark


def _missed_by(old: Ladder, eve: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Duties whose day came up to and including the eve of the switch and which stay contraventions."""
    if old.second_mark > eve:
        return (), ()
    note = f"WARN: evidence was due by {old.second_mark}, before the switch: the contravention stays"
    letter = "WARN: no registered letter was sent in the second period"
    lacked = old.missed()
    return ("BREACH_BEFORE_SWITCH", *lacked), (note, *((letter,) if lacked else ()))


def _by_law(rules: Rulebook, case: Case, on: date) -> Ladder:
    first = rules.in_force("followup.first_months", on)
    second = rules.in_force("followup.second_months", on)
    asked = rules.in_force("followup.registered_letter", on)
    return _ladder(case, first, second, asked)


def _by_policy(policy: Policy, case: Case) -> Ladder | None:
    """The bank's ladder, where it has set both periods."""
    if policy.followup_first_months is None or policy.followup_second_months is None:
        return None
    names = ("followup_first_months", "followup_second_months", "registered_letter")
    return _ladder(case, *(policy_provision(policy, name) for name in names))


def _ladder(case: Case, first: Provision, second: Provision, asked: Provision) -> Ladder:
    first_mark = add_months(case.remittance, first.value)
    second_mark = add_months(case.remittance, first.value + second.value)
    sent = case.letter is not None and first_mark < case.letter <= second_mark
    return Ladder(first_mark, second_mark, sent, bool(asked.value), (first, second, asked))


METHODS = {"ladder": _on_ladder, "procedure": _by_procedure}
