"""How far the follow-up of missing evidence of import has come: rules 5.7."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from xl_addin.domain.dates import add_months
from xl_addin.engine.general.regime import switch_eve
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CLOSED, Decision, missing
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook
from xl_addin.rulebook.policy import Policy, policy_provision

SUBJECT = "follow-up of evidence"
OPEN = "OPEN"
WITHIN_3_MONTHS, RIGOROUS_FOLLOWUP, DEFAULT = "WITHIN_3_MONTHS", "RIGOROUS_FOLLOWUP", "DEFAULT"
NO_REGISTERED_LETTER = "NO_REGISTERED_LETTER"
NO_LETTER = "WARN: no registered letter of the second period is on record"
BREACH = "breach before the switch:"
PASSED = "breach: evidence was due by"
DUTIES = {
    WITHIN_3_MONTHS: "ordinary reminder",
    RIGOROUS_FOLLOWUP: "at least one registered letter; log its number and date",
    DEFAULT: "report by IDPMS",
}


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """One remittance on the day asked about, and whether its evidence of import is there.

    `capital_goods` is said of an advance: its evidence is not due before its own months have passed. A letter is known
    by its date, or by `letter_sent` alone where nobody gives the date.
    """

    remittance_date: date
    as_of: date
    evidence: bool
    letter_sent: bool | None = None
    capital_goods: bool | None = None
    registered_letter_date: date | None = None

    @property
    def letter(self) -> date | None:
        """The day of the registered letter, where it was sent by the day asked about."""
        sent = self.registered_letter_date
        return sent if sent is not None and sent <= self.as_of else None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the answer rests on."""
        return (
            ("remittance", self.remittance_date),
            ("as of", self.as_of),
            ("registered letter", self.letter or self.letter_sent),
            ("capital goods", self.capital_goods or None),
        )


class Ladder(NamedTuple):
    """Both marks, counted from the remittance and inclusive, and whether a letter was sent between them.

    `due` is the day by which the evidence must be there: the second mark, or, of capital goods, the day on which the
    ladder starts.
    """

    due: date
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


@question(SUBJECT, FollowUp, order=(("remittance_date", "as_of"),))
def follow_up(law: Law, asked: FollowUp) -> Decision:
    """Stage of the follow-up in `status`, last day of that stage in `value`.

    A registered letter counts if it is dated in the second period and not after `as_of`.
    """
    if asked.evidence:
        method, there = law.rules.in_force("followup.method", asked.as_of), "evidence of import is there"
        return Decision(SUBJECT, CLOSED, (method,), (), None, None, asked.facts, (there, *_if_late(law.rules, asked)))
    return law.by_method("followup.method", asked, ladder=_on_ladder, procedure=_by_procedure)


def _if_late(rules: Rulebook, asked: FollowUp) -> tuple[str, ...]:
    """The day on which evidence came is not asked here: where the day of the law has passed, what a later one means."""
    has_ladder = rules.find("followup.first_months", asked.as_of) is not None
    last = asked.as_of - timedelta(days=1) if has_ladder else switch_eve(rules, asked.as_of)
    if asked.remittance_date > last:
        return ()
    due = _by_law(rules, asked, asked.as_of if has_ladder else last).due
    return () if due > last else (f"WARN: evidence was due by {due}: if it came later, the breach stays",)


def _on_ladder(law: Law, asked: FollowUp, method: Provision) -> Decision:
    ladder = _by_law(law.rules, asked, asked.as_of)
    stage = ladder.stage(asked.as_of)
    until, over = ladder.until(stage), stage == DEFAULT
    facts = (*asked.facts, (PASSED if over else "stage until", until))
    letter, capital = _letter_told(ladder) if over else (), _if_capital(law.rules, asked, asked.as_of, stage)
    notes = (DUTIES[stage], *letter, *capital)
    return Decision(SUBJECT, stage, (*ladder.basis, method), ladder.missed() if over else (), until, None, facts, notes)


def _letter_told(ladder: Ladder) -> tuple[str, ...]:
    """What a missed letter is called in words."""
    return (NO_LETTER,) if ladder.missed() else ()


def _by_procedure(law: Law, asked: FollowUp, method: Provision) -> Decision:
    """No ladder in the text: OPEN; the bank's own ladder and what was missed before the switch as information."""
    eve, own = switch_eve(law.rules, asked.as_of), _by_policy(law.policy, asked)
    facts, notes, findings, mark = _before_switch(law.rules, asked, eve)
    if own is None:
        return Decision(SUBJECT, OPEN, (method,), findings, None, mark, (*asked.facts, *facts), notes)
    stage = own.stage(asked.as_of)
    told = (*asked.facts, *facts, ("bank policy stage", stage))
    return Decision(SUBJECT, OPEN, (method, *own.basis), findings, own.until(stage), mark, told, notes)


def _before_switch(
    rules: Rulebook, asked: FollowUp, eve: date
) -> tuple[tuple[Fact, ...], tuple[str, ...], tuple[str, ...], date | None]:
    """(facts, notes, findings, former day of the evidence) of a remittance under the ladder; empty for a later one."""
    procedure = "the contract period and the bank's procedure decide"
    if asked.remittance_date > eve:
        return (), (procedure,), (), None
    old = _by_law(rules, asked, eve)
    findings, missed = _missed_by(old, eve)
    facts = ((f"former stage on {eve}", old.stage(eve)), ("old due date", old.due), (BREACH, old.due <= eve))
    return facts, (procedure, *missed, *_if_capital(rules, asked, eve, old.stage(eve))), findings, old.due


def _if_capital(rules: Rulebook, asked: FollowUp, on: date, stage: str) -> tuple[str, ...]:
    """Capital goods have another clock: where nobody has said whether these are, another stage by it is told."""
    other = _by_law(rules, replace(asked, capital_goods=True), on)
    if asked.capital_goods is not None or other.stage(on) == stage:
        return ()
    asks = missing("capital_goods").note
    return (
        f"WARN: {asks}: counted as other goods; of an advance for capital goods evidence is due by {other.due} and the "
        f"stage on {on} is {other.stage(on)}",
    )


def _missed_by(old: Ladder, eve: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Duties whose day came up to and including the eve of the switch and which stay contraventions."""
    if old.due > eve:
        return (), ()
    note = f"WARN: evidence was due by {old.due}, before the switch: the contravention stays"
    lacked = old.second_mark <= eve
    missed, letter = (old.missed(), _letter_told(old)) if lacked else ((), ())
    return ("BREACH_BEFORE_SWITCH", *missed), (note, *letter)


def _by_law(rules: Rulebook, asked: FollowUp, on: date) -> Ladder:
    first = rules.in_force("followup.first_months", on)
    second = rules.in_force("followup.second_months", on)
    letter = rules.in_force("followup.registered_letter", on)
    start = rules.in_force("evidence.advance_capital_months", on) if asked.capital_goods else None
    return _ladder(asked, start, first, second, letter)


def _by_policy(policy: Policy, asked: FollowUp) -> Ladder | None:
    """The bank's ladder, where it has set both periods."""
    if policy.followup_first_months is None or policy.followup_second_months is None:
        return None
    names = ("followup_first_months", "followup_second_months", "registered_letter")
    longer = asked.capital_goods and policy.advance_import_months_capital is not None
    start = policy_provision(policy, "advance_import_months_capital") if longer else None
    return _ladder(asked, start, *(policy_provision(policy, name) for name in names))


def _ladder(asked: FollowUp, start: Provision | None, first: Provision, second: Provision, letter: Provision) -> Ladder:
    """Both marks counted from the remittance and not chained; of capital goods from the day of their evidence (5.7)."""
    months = start.value if start is not None else 0
    first_mark = add_months(asked.remittance_date, months + first.value)
    second_mark = add_months(asked.remittance_date, months + first.value + second.value)
    due = add_months(asked.remittance_date, months) if start is not None else second_mark
    dated = asked.letter is not None and first_mark < asked.letter <= second_mark
    sent = dated or (asked.registered_letter_date is None and bool(asked.letter_sent))
    basis = (first, second, letter) if start is None else (start, first, second, letter)
    return Ladder(due, first_mark, second_mark, sent, bool(letter.value), basis)
