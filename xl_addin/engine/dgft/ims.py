"""DGFT's authorisation of IT hardware (Import Management System): valid, open for application. Rules 5.14."""

from __future__ import annotations

from datetime import date

from xl_addin.domain.dates import add_days
from xl_addin.engine.dgft.ims_need import NOT_REQUIRED, REQUIRED, ims_required
from xl_addin.engine.rule import CHECK, OK, REFUSE, Decision, Fail, conclude, lacking, missing, unique
from xl_addin.engine.sentence import Fact
from xl_addin.rulebook import Provision, Rulebook

SUBJECT, VALIDITY = "import authorisation", "validity of the authorisation"
PORTAL, BEFORE_ADVANCE = "application for an authorisation", "import authorisation before the advance"
MISSING, EXPIRED, OTHER_YEAR = "AUTHORISATION_MISSING", "AUTHORISATION_EXPIRED", "AUTHORISATION_OF_ANOTHER_YEAR"
NO_CIRCULAR, PORTAL_CLOSED = "NO_CIRCULAR_FOR_THE_DATE", "PORTAL_CLOSED"
NO_CURE = "other documents in order do not cure a missing authorisation"
LOCK = "WARN: if this import fails, the advance stays unadjusted and may bind later advances to security"


def ims_valid(
    rules: Rulebook,
    *,
    authorisation_year: int | None,
    boe_date: date | None,
    stated_valid_to: date | None = None,
) -> Decision:
    """Whether an authorisation of a calendar year covers a bill of entry date; `value` is the last date covered.

    `stated_valid_to` is the last day that the authorisation itself states (default: that of the circular,
    which no paper outlives).
    """
    facts: tuple[Fact, ...] = (("authorisation of", authorisation_year), ("BoE date", boe_date))
    facts += (("stated to be valid to", stated_valid_to), ("circulars reviewed on", rules.reviewed_on))
    if authorisation_year is None or boe_date is None:
        fails = lacking(authorisation_year=authorisation_year, boe_date=boe_date)
        return conclude(VALIDITY, fails, (), facts)
    last, first = rules.find("ims.valid_to", boe_date), rules.find("ims.first_year", boe_date)
    if last is None or first is None:
        return _no_circular(rules, boe_date, facts)
    ends = min(stated_valid_to or last.value, last.value)
    fails = []
    if not first.value <= authorisation_year <= last.value.year:
        note = f"an authorisation of {authorisation_year} does not cover {boe_date}: {first.value} or later is asked"
        if authorisation_year > last.value.year:
            note = f"an authorisation of {authorisation_year} does not cover {boe_date}, a day before its year"
        fails.append(Fail(REFUSE, OTHER_YEAR, note, first))
    if boe_date > ends:
        fails.append(Fail(REFUSE, EXPIRED, f"the authorisation ended on {ends}: a fresh one is needed", last))
    return conclude(VALIDITY, fails, (last, first), facts, value=ends, notes=_last_circular(rules, last))


def ims_open(rules: Rulebook, *, apply_date: date | None) -> Decision:
    """Whether applications are taken on a day; `value` is the last day of the window."""
    if apply_date is None:
        return conclude(PORTAL, [missing("apply_date")], ())
    facts: tuple[Fact, ...] = (("applied on", apply_date),)
    portal, fee = rules.find("ims.portal", apply_date), rules.find("ims.fee_inr", apply_date)
    if portal is not None:
        facts += (("fee INR", fee.value if fee else None),)
        return conclude(PORTAL, [], unique((portal, fee)), facts, value=portal.effective_to)
    first = rules.history("ims.portal")[0]
    if apply_date < first.effective_from:
        note = f"windows before {first.effective_from} were not seen"
        return conclude(PORTAL, [Fail(CHECK, "", note, first)], (first,), facts)
    before = [one for one in rules.history("ims.portal") if one.effective_from <= apply_date]
    note = f"the window closed on {before[-1].effective_to}"
    return conclude(PORTAL, [Fail(REFUSE, PORTAL_CLOSED, note, before[-1])], (before[-1],), facts)


def ims(
    rules: Rulebook,
    *,
    hs: str | None,
    item: str | None,
    quantity: int | None,
    boe_date: date | None,
    purpose: str | None = None,
    mode: str | None = None,
    authorisation_year: int | None = None,
    stated_valid_to: date | None = None,
) -> Decision:
    """Whether a bill of entry is covered: OK where no authorisation is needed or a valid one is given.

    Business type and export schemes of the importer are no facts of this test: they free nobody.
    """
    need = ims_required(rules, hs=hs, item=item, quantity=quantity, boe_date=boe_date, purpose=purpose, mode=mode)
    if need.status == NOT_REQUIRED:
        return need._replace(subject=SUBJECT, status=OK)
    if need.status != REQUIRED:
        return need._replace(subject=SUBJECT)
    if authorisation_year is None:
        absent = Fail(REFUSE, MISSING, "an authorisation is needed and none is given")
        return conclude(SUBJECT, [absent], need.basis, need.facts, notes=(*need.notes, NO_CURE))
    valid = ims_valid(rules, authorisation_year=authorisation_year, boe_date=boe_date, stated_valid_to=stated_valid_to)
    cure = () if valid.ok else (NO_CURE,)
    notes, basis = (*need.notes, *valid.notes, *cure), unique((*valid.basis, *need.basis))
    facts = tuple(dict.fromkeys((*need.facts, *valid.facts)))
    return valid._replace(subject=SUBJECT, basis=basis, facts=facts, notes=notes)


def ims_before_advance(
    rules: Rulebook,
    *,
    hs: str | None,
    item: str | None,
    quantity: int | None,
    expected_boe_date: date | None,
    purpose: str | None = None,
    mode: str | None = None,
    authorisation_year: int | None = None,
) -> Decision:
    """The same, asked before an advance is paid, for the day on which the bill of entry is expected."""
    answer = ims(
        rules,
        hs=hs,
        item=item,
        quantity=quantity,
        boe_date=expected_boe_date,
        purpose=purpose,
        mode=mode,
        authorisation_year=authorisation_year,
    )
    warned = () if answer.ok else (LOCK,)
    return answer._replace(subject=BEFORE_ADVANCE, notes=(*answer.notes, *warned))


def _no_circular(rules: Rulebook, boe_date: date, facts: tuple[Fact, ...]) -> Decision:
    """A day for which no circular keeps any authorisation good: before the first, or after the last loaded."""
    known = rules.history("ims.valid_to")
    before = [one for one in known if one.effective_from <= boe_date]
    near = before[-1] if before else known[0]
    note = f"no circular makes an authorisation good on {boe_date}: " + (
        f"the last one ends on {near.effective_to}" if before else f"the first begins on {near.effective_from}"
    )
    return conclude(VALIDITY, [Fail(REFUSE, NO_CIRCULAR, note, near)], (near,), facts)


def _last_circular(rules: Rulebook, rule: Provision) -> tuple[str, ...]:
    """A warning where no circular is loaded for the day after the last one covered."""
    after = add_days(rule.value, 1)
    if after > rules.latest or rules.find("ims.valid_to", after) is not None:
        return ()
    return (f"WARN: no circular is loaded for bills of entry from {after}",)
