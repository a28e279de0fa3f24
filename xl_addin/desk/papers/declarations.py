"""The quarterly consolidated small-value declaration of an importer, to be signed by him (rules 5.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from xl_addin.desk.acts.declaring import quarter_of
from xl_addin.desk.lists.told import Told, paise
from xl_addin.desk.month.case import IF_ACCEPTED, SMALLVALUE, Case
from xl_addin.desk.papers.drafts import Desk, Draft, Drafts, Left, money, parted
from xl_addin.desk.papers.kinds import DECLARATION
from xl_addin.desk.papers.letters import ITEMS, about, items_of
from xl_addin.documents.facts import Facts, Grid, facts_of
from xl_addin.documents.plain import day, rupees
from xl_addin.domain.money import to_minor
from xl_addin.ledger.papers import Issued
from xl_addin.rulebook.facts import IMPORTER

_LACKS = "DECLARATION_MISSING"


def declarations(desk: Desk, told: Told, known: Sequence[Issued], iecs: Sequence[str] = ()) -> Drafts:
    """One for each importer with entries that lack the declaration alone, and stand in none of the quarter yet."""
    quarter = quarter_of(desk.as_on, desk.law.policy)
    had = {item for one in known if facts_of(one.facts).fields["quarter"] == quarter for item in items_of(one)}
    of_iec: dict[str, list[Case]] = defaultdict(list)
    for case in told.of(SMALLVALUE):
        if lacks_alone(case) and (case.item.kind, case.item.key) not in had and (not iecs or case.iec in iecs):
            of_iec[case.iec].append(case)
    return parted(_declaration(desk, quarter, iec, cases) for iec, cases in sorted(of_iec.items()))


def lacks_alone(case: Case) -> bool:
    """Whether the declaration is all that an entry lacks; not where it rests on a settlement to be accepted."""
    found = case.decision
    return _LACKS in found.findings and len(found.findings) == 1 and IF_ACCEPTED not in found.notes


def _declaration(desk: Desk, quarter: str, iec: str, cases: Sequence[Case]) -> Draft | Left:
    whose = desk.importer(iec)
    if isinstance(whose, Left):
        return whose
    heads = ("Entry", "Dated", "Port", "Value", "Value INR", "Open")
    rows = [_row(case) for case in cases]
    worth = [paise(case.amount_inr) for case in cases]
    total = sum((value for value in worth if value is not None), Decimal(0))
    grid = Grid(heads, (*rows, ("Total", "", "", "", rupees(to_minor(total, "INR")), "")), (3, 4, 5), 1)
    laws = dict.fromkeys(f"{case.decision.subject}: {case.decision.citation}" for case in cases)
    cited = tuple(f"{one}." for one in laws)
    grids = {"entries": grid, ITEMS: about((case.item.kind, case.item.key) for case in cases)}
    facts = Facts({**desk.fields(), **whose, "quarter": quarter}, grids, cited, desk.mark)
    return Draft(DECLARATION, IMPORTER, iec, 0, facts, iec)


def _row(case: Case) -> tuple[str, ...]:
    worth = paise(case.amount_inr)
    name = f"ORM {case.orm_number}" if case.orm_number else f"BoE {case.boe_number}"
    dated = day(case.boe_date or getattr(case.item.record, "payment_date", None))
    return (
        *(name, dated, case.port_code or "–", money(case.base_minor, case.currency) if case.currency else "–"),
        *(rupees(to_minor(worth, "INR")) if worth is not None else "no rate",),
        *(money(case.amount_minor, case.currency) if case.currency else "–",),
    )
