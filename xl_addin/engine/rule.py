"""What every rule answers: status, figures, findings and the provisions relied on; the sentence on demand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from xl_addin.engine.citation import citation
from xl_addin.engine.finding_codes import registered
from xl_addin.engine.sentence import Fact, told
from xl_addin.rulebook import Provision
from xl_addin.rulebook.facts import question
from xl_addin.rulebook.policy import POLICY_MARK

OK, CHECK, REFER_RBI, ESCALATE = "OK", "CHECK", "REFER_RBI", "ESCALATE"
BANK_POLICY, REFUSE, SHOW_BOTH = "BANK_POLICY", "REFUSE", "SHOW_BOTH"
SECURITY_REQUIRED, MOF_WAIVER_REQUIRED = "SECURITY_REQUIRED", "MOF_WAIVER_REQUIRED"
BREACH_BEFORE_SWITCH, OUTSIDE, CLOSED = "BREACH_BEFORE_SWITCH", "OUTSIDE", "CLOSED"
NO_BOUND_SET = "NO_BOUND_SET"  # found beside an OK that rests on satisfaction alone: neither law nor bank has a figure

WORST_FIRST = "LMCH"


class Fail(NamedTuple):
    """One test that was not met: its outcome, its finding, the sentence, and the provision behind it."""

    status: str
    finding: str
    note: str
    provision: Provision | None = None


class Decision(NamedTuple):
    """The answer of one rule for one case; only the status OK means that the act is allowed now.

    `value` is the date or amount answered, `old_value` the other date of an item that lies in both regimes,
    `facts` the (label, value) pairs used (a label may keep a place {}), `notes` sentences that never block.
    """

    subject: str
    status: str
    basis: tuple[Provision, ...] = ()
    findings: tuple[str, ...] = ()
    value: date | Decimal | str | None = None
    old_value: date | None = None
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the act is allowed now."""
        return self.status == OK

    @property
    def instrument(self) -> str:
        """Number and date of the instrument behind the headline; empty where no rule was reached."""
        return self.basis[0].instrument if self.basis else ""

    @property
    def paragraph(self) -> str:
        """Paragraph of that instrument."""
        return self.basis[0].paragraph if self.basis else ""

    @property
    def confidence(self) -> str:
        """Worst mark of the provisions relied on: H, C, M, L; P for bank policy alone; empty without a rule."""
        marks = {provision.confidence for provision in self.basis}
        return next((mark for mark in (*WORST_FIRST, POLICY_MARK) if mark in marks), "")

    @property
    def why(self) -> str:
        """One sentence: outcome, findings, figures, notes, citations and how sure their sources are."""
        return f"{self.grounds}; basis: {self.citation}." if self.basis else f"{self.grounds}."

    @property
    def citation(self) -> str:
        """Every instrument relied on with its paragraphs, how sure their sources are and the convention used."""
        return citation(self.basis)

    @property
    def grounds(self) -> str:
        """The sentence without its citation and its full stop: outcome, findings, figures, notes."""
        head = f"{self.subject}: {self.status}"
        if self.findings and self.findings != (self.status,):
            head += f" ({', '.join(self.findings)})"
        facts = (told(label, value) for label, value in self.facts if value is not None and value != "")
        return "; ".join([head, *facts, *self.notes])


def conclude(
    subject: str,
    fails: Iterable[Fail],
    basis: tuple[Provision, ...],
    facts: tuple[Fact, ...] = (),
    *,
    value: date | Decimal | str | None = None,
    old_value: date | None = None,
    notes: tuple[str, ...] = (),
) -> Decision:
    """OK with `value` where nothing failed; else the first failure is the headline and all are told."""
    fails = tuple(fails)
    if not fails:
        return Decision(subject, OK, basis, (), value, old_value, facts, notes)
    statuses, findings, told, rules = zip(*fails, strict=True)
    return Decision(
        subject, statuses[0], _joined(rules, basis), _findings(findings), None, old_value, facts, told + notes
    )


# A batch asks the same few rules of many cases: what is put together from them is put together once.


@lru_cache(maxsize=4096)
def _joined(first: tuple[Provision | None, ...], then: tuple[Provision, ...]) -> tuple[Provision, ...]:
    return unique(first + then)


@lru_cache(maxsize=4096)
def _findings(found: tuple[str, ...]) -> tuple[str, ...]:
    return registered(tuple(dict.fromkeys(finding for finding in found if finding)))


def missing(fact: str, provision: Provision | None = None, finding: str = "") -> Fail:
    """A needed fact was not given: no decision, and the fact is named (K10), with the question it answers."""
    asked = f" ({asks})" if (asks := question(fact)) else ""
    return Fail(CHECK, finding, f"{fact} is not given{asked}", provision)


def lacking(**facts: object) -> list[Fail]:
    """One failure for each of the named facts that is None."""
    return [missing(name) for name, value in facts.items() if value is None]


def out_of_order(**dates: date) -> Fail | None:
    """CHECK where the second of two named dates lies before the first; the same day is in order."""
    (first, earlier), (second, later) = dates.items()
    if later >= earlier:
        return None
    return Fail(CHECK, "", f"{second} {later} lies before {first} {earlier}")


def unique(provisions: Iterable[Provision | None]) -> tuple[Provision, ...]:
    """Each provision once, in the order of first use."""
    return tuple(dict.fromkeys(provision for provision in provisions if provision is not None))
