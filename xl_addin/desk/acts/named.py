"""Acts by name that move no amount: a message that is called for, a rule confirmed, an approved act withdrawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from xl_addin.desk.acts.asked import orm_of
from xl_addin.desk.acts.extending import ANSWERED, entry_known, entry_of
from xl_addin.desk.acts.ground import Ground
from xl_addin.desk.acts.proposable import Candidate, hash_of, seen_of
from xl_addin.desk.acts.request import SWIFT
from xl_addin.desk.month.acknowledged import acknowledged, is_manual
from xl_addin.desk.month.case import Case
from xl_addin.desk.month.evidence import APPROVAL, PAPER, in_lieu
from xl_addin.desk.month.item import AnyItem, Party
from xl_addin.desk.month.month import own_ad_code
from xl_addin.desk.month.swift import swift_differs, swift_of
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.domain.identifiers import BoeKey, parse_boe_key
from xl_addin.domain.records import Answer
from xl_addin.engine.rule import OK, Decision, missing
from xl_addin.ledger.acts import ASK_BOE, CONFIRM_RULE, EXTEND, REPORT_ORM, UPLOAD_BOE, WITHDRAW, Closure
from xl_addin.ledger.answers import latest_answers
from xl_addin.ledger.items import OrmItem
from xl_addin.ledger.proposed import Proposal
from xl_addin.rulebook import NotInForce, RulebookError
from xl_addin.rulebook.facts import BOE, ORM, Value, fact
from xl_addin.workbook.extracts.day_cells import one_day

RULE, PROPOSAL = "RULE", "PROPOSAL"
SWITCH = " from "  # between a parameter and the first day of its provision


def reported(ground: Ground, name: str, said: Mapping[str, Value], remarks: str) -> Candidate:
    """A remittance of which the desk has said that no ORM message was made."""
    item = orm_of(ground.month, name)
    record, bars = item.record, list[str]()
    if not item.is_live:
        bars.append(f"{item.key} was cancelled")
    if item.answers.get("orm_generated") is not False:
        bars.append(f"orm_generated of {item.key} is not N: its ORM message counts as made")
    if record.key in ground.month.reported.orms:
        bars.append(f"IDPMS has acknowledged the ORM message of {item.key} already")
    needs = {
        "importer": record.iec and record.importer_name,
        "beneficiary": record.beneficiary,
        "beneficiary country": record.beneficiary_country,
        "purpose code": record.purpose_code,
        "capital goods": record.is_capital_goods is not None or item.answers.get("capital_goods") is not None,
    }
    bars += [
        f"the message needs the {one}, which the remittance does not have" for one, there in needs.items() if not there
    ]
    bars += _swift_bars(item, str(said.get("swift", "")))
    return candidate_of(ground, REPORT_ORM, item, (ORM, item.key), said, remarks, bars, carried=(record,))


def _swift_bars(item: OrmItem, said: str) -> Iterator[str]:
    """What speaks against the SWIFT code that the message would carry."""
    meant, own = swift_of(item, said), item.record.swift
    if not meant:
        yield missing("swift").note
    elif not SWIFT.fullmatch(meant):
        yield f"SWIFT {meant} is not 8 or 11 letters and digits: have the remittance amended at its source"
    for other in dict.fromkeys((said, str(item.answers.get("swift", "")))):
        if swift_differs(item, other):
            yield (
                f"SWIFT {other} is not that of the remittance, {own}: have the remittance amended at its source where "
                "the desk is right, else leave the desk's out"
            )


def uploaded(ground: Ground, name: str, said: Mapping[str, Value], remarks: str) -> Candidate:
    """A manual bill of entry whose original was seen and that IDPMS does not have yet."""
    entry = entry_of(ground, name)
    known, bars = entry.answers, list[str]()
    if not is_manual(entry.record):
        bars.append(f"{entry.key} came down from IDPMS: the bank uploads manual bills of entry alone")
    elif acknowledged(entry.record, known, ground.month.as_on) is True:
        bars.append(f"IDPMS has acknowledged {entry.key} already")
    if in_lieu(known):
        bars += [missing(one).note for one in (PAPER, APPROVAL) if not known.get(one)]
    elif known.get("boe_original_seen") is None:
        bars.append(missing("boe_original_seen").note)
    elif known.get("boe_original_seen") is False:
        bars.append("the original with stamp and signature of Customs was not seen")
    carried = tuple(one.record for one in entry.invoices)
    return candidate_of(ground, UPLOAD_BOE, entry, (BOE, entry.key), said, remarks, bars, carried=carried)


def asked_elsewhere(ground: Ground, name: str, said: Mapping[str, Value], remarks: str) -> Candidate:
    """A bill of entry that lies with another bank: by number, date and port; never one of our own."""
    key, own = str(_boe_key(name)), own_ad_code(ground.month)
    entry = entry_known(ground, key)
    bars = []
    if entry is not None and entry.record.ad_code == own:
        bars.append(f"{key} is on file under the bank's own AD code {own}: there is nothing to ask")
    return candidate_of(ground, ASK_BOE, entry or Party(key), (BOE, key), said, remarks, bars)


def _boe_key(name: str) -> BoeKey:
    parts = [part.strip() for part in name.split("/")]
    try:
        if len(parts) == 3:
            return parse_boe_key(parts[0], one_day(parts[1]), parts[2])
        raise ValueRefused(name, "number/date/port")
    except ValueRefused as refused:
        raise DeskError(
            f"{refused}.", "A bill of entry of another bank.", "Give it as 0052545/2026-10-06/INNSA1."
        ) from None


def confirmed(ground: Ground, name: str, said: Mapping[str, Value], remarks: str) -> Candidate:
    """A provision that the bank's compliance desk has compared with its text: who, by which paper of which day."""
    parameter, _, first = name.strip().partition(SWITCH)
    try:
        rule = ground.law.rules.in_force(parameter, one_day(first) if first else ground.month.as_on)
    except (NotInForce, RulebookError, ValueRefused) as error:
        raise DeskError(str(error), f"Rule {name!r}.", "See its name with: rules list.") from None
    bars = [missing(one).note for one in ("confirmed_by", "document_no", "document_date") if not said.get(one)]
    on = said.get("document_date")
    if on and str(on) > str(ground.month.as_on):
        bars.append(f"the paper of {on} lies after the as-on date")
    key = f"{rule.parameter}{SWITCH}{rule.effective_from}"
    found = Decision(CONFIRM_RULE.meaning, OK, (rule,))
    return candidate_of(ground, CONFIRM_RULE, Party(key), (RULE, key), said, remarks, bars, found)


def withdrawn(ground: Ground, name: str, said: Mapping[str, Value], remarks: str) -> Candidate:
    """An approved act by name that stands, taken back; what an extension had answered is as it was before."""
    number = name.strip().upper()
    meant = ground.named.get(number)
    if meant is None or meant.act == WITHDRAW.word:
        raise DeskError(
            f"{name!r} is no approved act by name that stands.",
            "Command propose withdraw.",
            "Give the number of one, such as P12-1 (proposals --all). What was closed is opened again: propose reopen.",
        )
    answers, bars = _former(ground, meant) if meant.act == EXTEND.word else ((), [])
    item: AnyItem = entry_known(ground, meant.item_key) or Party(meant.item_key)
    return candidate_of(ground, WITHDRAW, item, (PROPOSAL, number), said, remarks, bars, answers=answers)


def _former(ground: Ground, meant: Proposal) -> tuple[tuple[Answer, ...], list[str]]:
    """What was known before an extension was approved; told where somebody has answered since."""
    now, approved = ground.month.said(BOE, meant.item_key), meant.verdict.seq if meant.verdict else 0
    with ground.ledger.read() as connection:
        known = latest_answers(connection, ground.month.period, {}, approved - 1)
    before = known.get((BOE, meant.item_key), {})
    given = {ANSWERED[name]: value for name, value in meant.says}
    bars = []
    for name in ("extended_until", "extension_granted_on"):
        if fact(name).text(now.get(name)) != given.get(name, ""):
            bars.append(f"{name} of {meant.item_key} was answered anew since {meant.number} was approved")
    return tuple(Answer(BOE, meant.item_key, name, fact(name).text(before.get(name))) for name in given), bars


def candidate_of(
    ground: Ground,
    act: Closure,
    item: AnyItem,
    about: tuple[str, str],
    said: Mapping[str, Value],
    remarks: str,
    bars: list[str],
    found: Decision | None = None,
    answers: tuple[Answer, ...] = (),
    carried: tuple[object, ...] = (),
) -> Candidate:
    """An act by name as a candidate: what it says, and all that bars it; `carried` are the records that it reports."""
    case = Case(act.word, item, found or Decision(act.meaning, OK))
    says = tuple((name, fact(name).text(said[name])) for name in sorted(said))
    told = [*bars, *_twice(ground, act, about)]
    seen = hash_of(
        [seen_of(act, case, (), ground.law), list(about), [list(one) for one in says], remarks, *map(str, carried)]
    )
    made = Candidate(act, case, (), None, seen, (), tuple(told), says, remarks)
    return replace(made, about=about, answers=answers)


def _twice(ground: Ground, act: Closure, about: tuple[str, str]) -> Iterator[str]:
    """The same that waits already, or was approved and stands."""
    for one in ground.asked_for(act.word, about):
        yield f"open proposal {one.number} asks for the same"
    if stands := ground.approved.get((act.word, *about)):
        yield f"{stands.number} was approved for the same and stands"
