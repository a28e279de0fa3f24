"""DGFT's authorisation of IT hardware (Import Management System): valid, open for application. Rules 5.14."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xl_addin.domain.dates import add_days
from xl_addin.engine.dgft.ims_need import NOT_REQUIRED, REQUIRED, ImsRequired
from xl_addin.engine.law import Law, question
from xl_addin.engine.rule import CHECK, OK, REFUSE, Decision, Fail, conclude, missing, unique
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook

SUBJECT, VALIDITY = "import authorisation", "validity of the authorisation"
PORTAL, BEFORE_ADVANCE = "application for an authorisation", "import authorisation before the advance"
MISSING, EXPIRED, OTHER_YEAR = "AUTHORISATION_MISSING", "AUTHORISATION_EXPIRED", "AUTHORISATION_OF_ANOTHER_YEAR"
NO_CIRCULAR, PORTAL_CLOSED = "NO_CIRCULAR_FOR_THE_DATE", "PORTAL_CLOSED"
NO_CURE = "other documents in order do not cure a missing authorisation"
LOCK = "WARN: if this import fails, the advance stays unadjusted and may bind later advances to security"


@dataclass(frozen=True, kw_only=True)
class ImsValid:
    """An authorisation of a calendar year and the bill of entry that it shall cover.

    `stated_valid_to` is the last day that the authorisation itself states (default: that of the circular,
    which no paper outlives).
    """

    authorisation_year: int
    boe_date: date
    stated_valid_to: date | None = None


def _facts(law: Law, asked: ImsValid) -> tuple[Fact, ...]:
    return (
        ("authorisation of", asked.authorisation_year),
        ("BoE date", asked.boe_date),
        ("stated to be valid to", asked.stated_valid_to),
        ("circulars reviewed on", law.rules.reviewed_on),
    )


@question(VALIDITY, ImsValid, told=_facts)
def ims_valid(law: Law, asked: ImsValid) -> Decision:
    """Whether an authorisation of a calendar year covers a bill of entry date; `value` is the last date covered."""
    last, first = (law.rules.find(name, asked.boe_date) for name in ("ims.valid_to", "ims.first_year"))
    if last is None or first is None:
        return _no_circular(law, asked)
    ends = min(asked.stated_valid_to or last.value, last.value)
    fails = _other_year(asked, first, last)
    if asked.boe_date > ends:
        fails.append(Fail(REFUSE, EXPIRED, f"the authorisation ended on {ends}: a fresh one is needed", last))
    notes = _last_circular(law.rules, last)
    return conclude(VALIDITY, fails, (last, first), _facts(law, asked), value=ends, notes=notes)


def _other_year(asked: ImsValid, first: Provision, last: Provision) -> list[Fail]:
    """REFUSE where the day of the bill of entry is covered by authorisations of other years alone."""
    year = asked.authorisation_year
    if first.value <= year <= last.value.year:
        return []
    note = f"an authorisation of {year} does not cover {asked.boe_date}"
    why = ", a day before its year" if year > last.value.year else f": {first.value} or later is asked"
    return [Fail(REFUSE, OTHER_YEAR, note + why, first)]


@dataclass(frozen=True, kw_only=True)
class ImsOpen:
    """The day of an application to DGFT."""

    apply_date: date


@question(PORTAL, ImsOpen)
def ims_open(law: Law, asked: ImsOpen) -> Decision:
    """Whether applications are taken on a day; `value` is the last day of the window."""
    facts: tuple[Fact, ...] = (("applied on", asked.apply_date),)
    portal, fee = law.rules.find("ims.portal", asked.apply_date), law.rules.find("ims.fee_inr", asked.apply_date)
    if portal is not None:
        facts += (("fee INR", fee.value if fee else None),)
        return conclude(PORTAL, [], unique((portal, fee)), facts, value=portal.effective_to)
    first = law.rules.history("ims.portal")[0]
    if asked.apply_date < first.effective_from:
        note = f"windows before {first.effective_from} were not seen"
        return conclude(PORTAL, [Fail(CHECK, "", note, first)], (first,), facts)
    before = [one for one in law.rules.history("ims.portal") if one.effective_from <= asked.apply_date]
    note = f"the window closed on {before[-1].effective_to}"
    return conclude(PORTAL, [Fail(REFUSE, PORTAL_CLOSED, note, before[-1])], (before[-1],), facts)


@dataclass(frozen=True, kw_only=True)
class Ims:
    """One consignment of a bill of entry, and the authorisation given for it; what is needed the two parts ask."""

    hs: str | None
    item: str | None
    quantity: int | None
    boe_date: date | None
    purpose: str | None = None
    mode: str | None = None
    authorisation_year: int | None = None
    stated_valid_to: date | None = None


@question(SUBJECT, Ims)
def ims(law: Law, asked: Ims) -> Decision:
    """Whether a bill of entry is covered: OK where no authorisation is needed or a valid one is given.

    Business type and export schemes of the importer are no facts of this test: they free nobody.
    """
    goods = dict(vars(asked))
    paper = {name: goods.pop(name) for name in ("authorisation_year", "stated_valid_to")}
    need = law.ask(ImsRequired, **goods)
    if need.status == NOT_REQUIRED:
        return need._replace(subject=SUBJECT, status=OK)
    if need.status != REQUIRED:
        return need._replace(subject=SUBJECT)
    if asked.authorisation_year is None:
        absent = Fail(REFUSE, MISSING, "an authorisation is needed and none is given")
        return conclude(SUBJECT, [absent], need.basis, need.facts, notes=(*need.notes, NO_CURE))
    valid = law.ask(ImsValid, boe_date=asked.boe_date, **paper)
    cure = () if valid.ok else (NO_CURE,)
    notes, basis = (*need.notes, *valid.notes, *cure), unique((*valid.basis, *need.basis))
    facts = tuple(dict.fromkeys((*need.facts, *valid.facts)))
    return valid._replace(subject=SUBJECT, basis=basis, facts=facts, notes=notes)


@dataclass(frozen=True, kw_only=True)
class ImsBeforeAdvance:
    """The same consignment before its advance is paid."""

    hs: str | None
    item: str | None
    quantity: int | None
    expected_boe_date: date | None
    purpose: str | None = None
    mode: str | None = None
    authorisation_year: int | None = None


@question(BEFORE_ADVANCE, ImsBeforeAdvance)
def ims_before_advance(law: Law, asked: ImsBeforeAdvance) -> Decision:
    """The same, asked before an advance is paid, for the day on which the bill of entry is expected."""
    facts = dict(vars(asked))
    answer = law.ask(Ims, boe_date=facts.pop("expected_boe_date"), **facts)
    warned, meant = () if answer.ok else (LOCK,), {missing("boe_date").note: missing("expected_boe_date").note}
    return answer._replace(subject=BEFORE_ADVANCE, notes=(*(meant.get(note, note) for note in answer.notes), *warned))


def _no_circular(law: Law, asked: ImsValid) -> Decision:
    """A day for which no circular keeps any authorisation good: before the first, or after the last loaded."""
    known = law.rules.history("ims.valid_to")
    before = [one for one in known if one.effective_from <= asked.boe_date]
    near = before[-1] if before else known[0]
    note = f"no circular makes an authorisation good on {asked.boe_date}: " + (
        f"the last one ends on {near.effective_to}" if before else f"the first begins on {near.effective_from}"
    )
    return conclude(VALIDITY, [Fail(REFUSE, NO_CIRCULAR, note, near)], (near,), _facts(law, asked))


def _last_circular(rules: Rulebook, rule: Provision) -> tuple[str, ...]:
    """A warning where no circular is loaded for the day after the last one covered."""
    after = add_days(rule.value, 1)
    if after > rules.latest or rules.find("ims.valid_to", after) is not None:
        return ()
    return (f"WARN: no circular is loaded for bills of entry from {after}",)
