"""Letters of the follow-up by its stage: reminder, registered letter, notice of default; one for each importer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import FOLLOWUP, Case
from xl_addin.desk.papers.drafts import Desk, Draft, Drafts, Left, parted
from xl_addin.desk.papers.kinds import DEFAULT_NOTICE, REGISTERED, REMINDER, Kind
from xl_addin.documents.facts import Facts, Grid, facts_of
from xl_addin.documents.plain import amount, day
from xl_addin.domain.errors import DeskError
from xl_addin.domain.records import OutwardRemittance
from xl_addin.engine.evidence.followup import DEFAULT, OPEN, RIGOROUS_FOLLOWUP, SUBJECT, WITHIN_3_MONTHS
from xl_addin.engine.rule import Decision
from xl_addin.ledger.papers import Issued
from xl_addin.rulebook.facts import IMPORTER

# The letter of each stage; without a ladder in the law that of the bank's own, else a reminder to those who are named.
STAGES: Mapping[str, Kind] = {WITHIN_3_MONTHS: REMINDER, RIGOROUS_FOLLOWUP: REGISTERED, DEFAULT: DEFAULT_NOTICE}
OWN_STAGE = "bank policy stage"
NO_DAY = (
    "Say who is meant: papers letters --iec IEC, --older-than DAYS or --all. Or set followup_first_months and "
    "followup_second_months in the policy."
)
_SHOWN = 5
ITEMS = "items"  # the items of a letter or memo by kind and key: kept with it, on no paper


@dataclass(frozen=True, slots=True)
class Meant:
    """To whom letters go: importers by IEC, remittances paid more than so many days ago; neither stands for all.

    Where neither law nor policy says on which day a reminder is due, it goes to those alone who are meant by this:
    `everybody` says all of them.
    """

    iecs: tuple[str, ...] = ()
    older_than: int | None = None
    everybody: bool = False
    once_more: bool = False

    def takes(self, case: Case, on: date) -> bool:
        """Whether a remittance is among them."""
        is_old = self.older_than is None or age_of(case, on) > self.older_than
        return is_old and (not self.iecs or case.iec in self.iecs)

    @property
    def is_said(self) -> bool:
        """Whether anybody has said to whom."""
        return self.everybody or bool(self.iecs) or self.older_than is not None


ALL = Meant()


def letters(desk: Desk, told: Told, known: Sequence[Issued], kind: Kind, meant: Meant = ALL) -> Drafts:
    """A letter of that kind to each importer with remittances at its stage that had none yet, or again.

    Those for whom no day is set are left out and told, the oldest first, unless somebody has said who is meant.
    """
    had = set() if meant.once_more else {item for one in known for item in items_of(one)}
    of_iec: dict[str, list[Case]] = defaultdict(list)
    dayless: dict[str, list[Case]] = defaultdict(list)
    for case in told.of(FOLLOWUP):
        wanted = stage_of(case.decision) == kind and (case.item.kind, case.item.key) not in had
        if wanted and meant.takes(case, desk.as_on):
            (of_iec if meant.is_said or has_day(case.decision) else dayless)[case.iec].append(case)
    drafts = parted(_letter(desk, kind, iec, cases) for iec, cases in sorted(of_iec.items()))
    return drafts._replace(left=(*drafts.left, *_without_day(dayless, desk.as_on)))


def has_day(decision: Decision) -> bool:
    """Whether the law or the bank's policy says on which day a letter of an open follow-up is due."""
    return decision.status != OPEN or bool(dict(decision.facts).get(OWN_STAGE))


def age_of(case: Case, on: date) -> int:
    """Days since the remittance was paid."""
    record = case.item.record
    assert isinstance(record, OutwardRemittance)  # noqa: S101 - a follow-up is of a remittance
    return (on - record.payment_date).days


def _without_day(dayless: Mapping[str, Sequence[Case]], on: date) -> Iterator[Left]:
    """Each importer who gets no reminder by silence, with his remittances by age."""
    by_age = {iec: sorted(cases, key=lambda case: -age_of(case, on)) for iec, cases in dayless.items()}
    for iec, cases in sorted(by_age.items(), key=lambda one: (-age_of(one[1][0], on), one[0])):
        shown = ", ".join(f"{case.orm_number} {age_of(case, on)} days" for case in cases[:_SHOWN])
        more = f" and {len(cases) - _SHOWN:,} more" if len(cases) > _SHOWN else ""
        why = f"neither law nor the bank's policy sets a day for his reminder; open are {shown}{more}."
        yield Left(f"Importer {iec} {cases[0].importer}".strip(), why, NO_DAY)


def makes(
    words: Sequence[str], meant: Meant = ALL
) -> list[tuple[Kind, Callable[[Desk, Told, Sequence[Issued]], Drafts]]]:
    """What drafts the letters of these stages, or of all; DeskError for a word that is none."""
    kinds = {kind.word: kind for kind in STAGES.values()}
    if strange := [word for word in words if word not in kinds]:
        raise DeskError(f"{strange[0]!r} is no stage of a letter.", "Option --stage.", f"Give: {', '.join(kinds)}.")
    return [
        (kind, partial(letters, kind=kind, meant=meant)) for word, kind in kinds.items() if not words or word in words
    ]


def stage_of(decision: Decision) -> Kind | None:
    """The letter that the follow-up of a remittance has come to; None where no evidence of goods is awaited."""
    if decision.subject != SUBJECT:
        return None
    own = str(dict(decision.facts).get(OWN_STAGE) or WITHIN_3_MONTHS)
    return STAGES.get(own if decision.status == OPEN else decision.status)


def items_of(one: Issued) -> list[tuple[str, str]]:
    """The items that a letter or memo of the register is about."""
    grid = facts_of(one.facts).grids.get(ITEMS)
    return [(kind, key) for kind, key in grid.rows] if grid else []


def about(items: Iterable[tuple[str, str]]) -> Grid:
    """Items as a paper keeps them."""
    return Grid(("kind", "key"), tuple(items))


def _letter(desk: Desk, kind: Kind, iec: str, cases: Sequence[Case]) -> Draft | Left:
    whose = desk.importer(iec)
    if isinstance(whose, Left):
        return whose
    grids = {"orms": _orms(cases), ITEMS: about((case.item.kind, case.item.key) for case in cases)}
    codes = (case.orm_ad_code for case in cases)
    facts = Facts({**desk.fields(codes), **whose}, grids, (*_cited(cases),), desk.mark)
    return Draft(kind, IMPORTER, iec, 0, facts, iec)


def _orms(cases: Sequence[Case]) -> Grid:
    heads = ("ORM number", "Paid on", "Beneficiary", "Currency", "Amount", "Not evidenced", "Until", "Former rules")
    return Grid(heads, tuple(_orm(case) for case in cases), (4, 5))


def _orm(case: Case) -> tuple[str, ...]:
    record = case.item.record
    assert isinstance(record, OutwardRemittance)  # noqa: S101 - a follow-up is of a remittance
    return (
        *(record.orm_number, day(record.payment_date), record.beneficiary, record.currency),
        *(amount(record.amount_minor, record.currency), amount(case.amount_minor, record.currency)),
        *(day(case.due_date), day(case.old_due_date)),
    )


def _cited(cases: Sequence[Case]) -> Iterator[str]:
    """Each remittance with its decision, by the paragraphs that they rest on."""
    by_law: dict[str, list[str]] = defaultdict(list)
    for case in cases:
        by_law[case.decision.citation].append(f"{case.orm_number} {case.decision.status}")
    for law, found in by_law.items():
        yield f"Follow-up of evidence: {', '.join(found)}. {law}."
