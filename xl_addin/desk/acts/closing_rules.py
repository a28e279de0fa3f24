"""What a closure stands on: the decision behind its adjustment indicator. Rules 5.3, 5.11, 5.17."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from xl_addin.desk.acts.ground import Ground
from xl_addin.desk.month.case import EVIDENCE, FOLLOWUP, IF_ACCEPTED, WRITEOFF, Case, ask, with_fails
from xl_addin.domain.money import grouped
from xl_addin.domain.records import ADVANCE_PURPOSE, OutwardRemittance
from xl_addin.engine.idpms.closure import BOE, ORM
from xl_addin.engine.idpms.closure import Closure as Indicator
from xl_addin.engine.parties.setoff import SetOff
from xl_addin.engine.rule import CHECK, CLOSED, OK, REFUSE, Decision, Fail, conclude, missing
from xl_addin.engine.writeoff.failed_advance import FailedAdvance
from xl_addin.ledger.acts import CLOSE_ITEM, REFUND, SET_OFF, WRITE_OFF, Closure
from xl_addin.ledger.items import InvoiceItem, OrmItem
from xl_addin.rulebook.facts import Value

SUBJECT = "closure"
# What the indicators that are no write-off stand on; of the others the cause of the difference.
ACTS = {
    (BOE, "4"): CLOSE_ITEM,
    (BOE, "5"): CLOSE_ITEM,
    (BOE, "6"): SET_OFF,
    (BOE, "8"): CLOSE_ITEM,
    (ORM, "1"): REFUND,
    **{(ORM, code): CLOSE_ITEM for code in ("2", "5", "6", "7")},
}
SEVERAL_CODES = {REFUND.word: ("1", "3", "4"), SET_OFF.word: ("6", "4")}
FIRST_BOE, LAST_OLD_BOE = date(2016, 10, 10), date(2016, 4, 1)  # what indicators 8 and 5 say in their own words


@dataclass(frozen=True, slots=True)
class Closing:
    """What is asked to be closed of which item, on what; `minor` None stands for all of it that is free."""

    act: Closure
    item: OrmItem | InvoiceItem
    said: Mapping[str, Value]
    remarks: str
    minor: int | None = None

    @property
    def side(self) -> str:
        """BOE or ORM, as the lists of indicators say."""
        return ORM if isinstance(self.item.record, OutwardRemittance) else BOE

    @property
    def code(self) -> str:
        """The adjustment indicator."""
        return str(self.said.get("code", ""))


def act_of(ground: Ground, item: OrmItem | InvoiceItem, said: Mapping[str, Value]) -> Closure:
    """What the adjustment indicator that is said makes of a closure."""
    side, code = ORM if isinstance(item.record, OutwardRemittance) else BOE, str(said.get("code", ""))
    if (side, code) == (ORM, "3") and said.get("document_no"):
        return REFUND
    failed = item.answers.get("import_failed") is True and not item.settled_ever_minor
    if (side, code) == (ORM, "4") and (failed or written_off_of(ground, item) is None):
        return CLOSE_ITEM
    return ACTS.get((side, code), WRITE_OFF)


def minor_of_closing(ground: Ground, asked: Closing) -> int:
    """What is asked for; without an amount the difference that was decided, or all that is free."""
    if asked.minor is not None:
        return asked.minor
    case = written_off_of(ground, asked.item) if asked.act is WRITE_OFF else None
    return case.amount_minor if case else max(ground.held.free(asked.item), 0)


def written_off_of(ground: Ground, item: OrmItem | InvoiceItem) -> Case | None:
    """The decision of the month on a difference of an item."""
    return ground.case(WRITEOFF, item)


def papers_of(ground: Ground, asked: Closing) -> Decision:
    """Whether the papers are there that the indicator and the approver call for."""
    named = {name: asked.said.get(name) for name in Indicator.__dataclass_fields__ if name in asked.said}
    return ground.law.ask(Indicator, **{"code": "", **named, "side": asked.side, "action_date": ground.month.as_on})


def _write_off(ground: Ground, asked: Closing) -> Decision:
    """A difference is closed as it was decided: its cause, its indicator and its amount."""
    case = written_off_of(ground, asked.item)
    if case is None:
        note = "no difference of it is decided: settle it first, or name its reason"
        return conclude(SUBJECT, [Fail(CHECK, "NOT_SETTLED", note)], ())
    found, fails = case.decision, list[Fail]()
    calls = str(next((value for label, value in found.facts if label == "closure code"), "") or "")
    if calls and calls != asked.code:
        fails.append(
            Fail(CHECK, "", f"its reason calls for the adjustment indicator {calls}, and {asked.code} is said")
        )
    if IF_ACCEPTED in found.notes:
        fails.append(Fail(CHECK, "", "it rests on a settlement that nobody has accepted yet"))
    if asked.minor is not None and asked.minor != case.amount_minor:
        money = f"{case.currency} {grouped(case.amount_minor, case.currency)}"
        fails.append(Fail(CHECK, "", f"a difference is written off whole: {money}"))
    return conclude(SUBJECT, fails, found.basis) if fails else found


def _refund(ground: Ground, asked: Closing) -> Decision:
    """Money that came back: the paper and the day of it, on a remittance."""
    fails = [missing(name) for name in ("document_no", "document_date") if not asked.said.get(name)]
    record, back = asked.item.record, asked.said.get("document_date")
    if not isinstance(record, OutwardRemittance):
        fails.append(Fail(REFUSE, "", "a refund is of a remittance, and this is a bill of entry"))
    elif asked.code == "1" and (minor := minor_of_closing(ground, asked)) != record.amount_minor:
        money = f"{record.currency} {grouped(minor, record.currency)}"
        fails.append(Fail(CHECK, "", f"indicator 1 is of the whole remittance, and {money} came back: say code=3"))
    if asked.code not in SEVERAL_CODES[REFUND.word]:
        fails.append(Fail(CHECK, "", f"adjustment indicator {asked.code} is none of a refund: 1, 3 or 4"))
    if isinstance(back, date) and back < record.dated:
        fails.append(Fail(CHECK, "", f"it came back on {back:%d-%b-%Y}, before it was paid on {record.dated:%d-%b-%Y}"))
    return conclude(SUBJECT, fails, papers_of(ground, asked).basis)


def _set_off(ground: Ground, asked: Closing) -> Decision:
    """The window of the export and its counterparty; of a remittance the paper of the set-off too."""
    said, fails = asked.said, list[Fail]()
    fails += [missing(name) for name in ("export_date", "setoff_date", "export_currency") if not said.get(name)]
    if asked.side == ORM:
        fails += [missing(name) for name in ("document_no", "document_date") if not said.get(name)]
    if asked.code not in SEVERAL_CODES[SET_OFF.word]:
        fails.append(Fail(CHECK, "", f"adjustment indicator {asked.code} is none of a set-off"))
    on = said.get("setoff_date")
    if isinstance(on, date) and on > ground.month.as_on:
        fails.append(Fail(CHECK, "", f"the set-off of {on:%d-%b-%Y} lies after the as-on date: it is not done yet"))
    if fails:
        return conclude(SUBJECT, fails, ())
    return ground.law.ask(
        SetOff,
        export_date=said["export_date"],
        setoff_date=said["setoff_date"],
        currency=said["export_currency"],
        action_date=ground.month.as_on,
        same_group=said.get("same_group"),
        extended_until=said.get("extended_until"),
    )


def _close(ground: Ground, asked: Closing) -> Decision:
    """What an indicator says that is no difference, no refund and no set-off."""
    if asked.side == ORM and asked.code in ("4", "6", "7"):
        return _by_evidence(ground, asked)
    return _by_satisfaction(ground, asked)


def _by_satisfaction(ground: Ground, asked: Closing) -> Decision:
    """The bank's satisfaction with what the importer has told and shown."""
    item, satisfied = asked.item, asked.item.answers.get("satisfied")
    fails = [*_old_enough(asked)]
    if satisfied is None:
        fails.append(missing("satisfied"))
    elif not satisfied:
        fails.append(Fail(REFUSE, "AD_NOT_SATISFIED", f"the AD is not satisfied of {item.key}"))
    return conclude(SUBJECT, fails, papers_of(ground, asked).basis)


def _old_enough(asked: Closing) -> Iterator[Fail]:
    """Indicators 8 and 5 name a day in their own words."""
    day = asked.item.record.dated if asked.side == BOE else asked.said.get("document_date")
    if (asked.side, asked.code) == (BOE, "8") and isinstance(day, date) and day >= FIRST_BOE:
        yield Fail(
            REFUSE, "", f"the bill of entry is of {day:%d-%b-%Y}, and indicator 8 is of those before 10-Oct-2016"
        )
    if (asked.side, asked.code) == (ORM, "5"):
        if not isinstance(day, date):
            yield missing("document_date")
        elif day >= LAST_OLD_BOE:
            yield Fail(REFUSE, "", f"the bill of entry of {day:%d-%b-%Y} is not before 1-Apr-2016")


def _by_evidence(ground: Ground, asked: Closing) -> Decision:
    """Complete evidence of the import by its kind, services performed, or an advance whose import failed."""
    item = asked.item
    route = {"6": "IN_LIEU", "7": "COURIER"}.get(asked.code)
    if asked.code == "4" and item.answers.get("import_failed") is True:
        return _failed(ground, item)
    paper = ground.case(EVIDENCE, item)
    if paper is not None:
        other = item.answers.get("import_route")
        if route and other != route:
            note = f"adjustment indicator {asked.code} is of evidence {route}, and import_route says {other}"
            return conclude(SUBJECT, [Fail(CHECK, "", note)], paper.decision.basis)
        return paper.decision
    follow = ground.case(FOLLOWUP, item)
    if route is None and follow is not None and follow.decision.status == CLOSED:
        return follow.decision._replace(status=OK)
    lacks = (
        missing("import_route").note
        if route
        else "no difference is decided, import_route and import_failed are not given"
    )
    return conclude(SUBJECT, [Fail(CHECK, "", f"nothing says why it may be closed: {lacks}")], ())


def _failed(ground: Ground, item: OrmItem | InvoiceItem) -> Decision:
    """An advance whose import failed and of which nothing comes back."""
    found = ask(ground.law, FailedAdvance, item.answers, action_date=ground.month.as_on)
    purpose = getattr(item.record, "purpose_code", "")
    other = purpose and purpose != ADVANCE_PURPOSE
    fails = [Fail(CHECK, "", f"import_failed is said of a payment of purpose {purpose}, which is no advance")]
    return with_fails(found, fails if other else ())


RULES: dict[str, Callable[[Ground, Closing], Decision]] = {
    WRITE_OFF.word: _write_off,
    REFUND.word: _refund,
    SET_OFF.word: _set_off,
    CLOSE_ITEM.word: _close,
}
