"""Letters of the follow-up by its stage: reminder, registered letter, notice of default; one for each importer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

# The letter of each stage; without a ladder in the law that of the bank's own, else a reminder by its procedure.
STAGES: Mapping[str, Kind] = {WITHIN_3_MONTHS: REMINDER, RIGOROUS_FOLLOWUP: REGISTERED, DEFAULT: DEFAULT_NOTICE}
OWN_STAGE = "bank policy stage"
ITEMS = "items"  # the items of a letter or memo by kind and key: kept with it, on no paper


def letters(
    desk: Desk, told: Told, known: Sequence[Issued], kind: Kind, iecs: Sequence[str] = (), *, once_more: bool = False
) -> Drafts:
    """A letter of that kind to each importer with remittances at its stage that had none yet, or again."""
    had = set() if once_more else {item for one in known for item in items_of(one)}
    of_iec: dict[str, list[Case]] = defaultdict(list)
    for case in told.of(FOLLOWUP):
        wanted = not iecs or case.iec in iecs
        if wanted and stage_of(case.decision) == kind and (case.item.kind, case.item.key) not in had:
            of_iec[case.iec].append(case)
    return parted(_letter(desk, kind, iec, cases) for iec, cases in sorted(of_iec.items()))


def makes(
    words: Sequence[str], iecs: Sequence[str] = (), *, once_more: bool = False
) -> list[tuple[Kind, Callable[[Desk, Told, Sequence[Issued]], Drafts]]]:
    """What drafts the letters of these stages, or of all; DeskError for a word that is none."""
    kinds = {kind.word: kind for kind in STAGES.values()}
    if strange := [word for word in words if word not in kinds]:
        raise DeskError(f"{strange[0]!r} is no stage of a letter.", "Option --stage.", f"Give: {', '.join(kinds)}.")
    return [
        (kind, partial(letters, kind=kind, iecs=iecs, once_more=once_more))
        for word, kind in kinds.items()
        if not words or word in words
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
