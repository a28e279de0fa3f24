"""THE list of what can happen: one row for each kind of act, and one for each thing a posted line can say."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table

from xl_addin.domain.errors import DeskError
from xl_addin.ledger import tables

# Who may do an act, where a database proves who acts: names of its roles.
MAKER, CHECKER = "desk_maker", "desk_checker"


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of act: its name in the ledger, its words in the history, the tables it writes, what it calls for.

    `undoable`: whether it may be taken back. `approval`: whether another person must approve it before it counts.
    `message`: the message of IDPMS that it calls for. `roles`: who may do it on PostgreSQL.
    """

    kind: str
    words: str
    writes: tuple[Table, ...]
    undoable: bool = True
    approval: bool = False
    message: str = ""
    roles: tuple[str, ...] = (MAKER,)


TAKE_IN = Act(
    "TAKE_IN",
    "extracts taken in",
    (
        tables.files,
        tables.findings,
        tables.orm_events,
        tables.invoice_events,
        tables.importers,
        tables.answers,
        tables.rates,
    ),
)
SETTLE = Act("SETTLE", "settlement lines posted by matching", (tables.postings,))
REVIEW = Act("REVIEW", "answers of the desk read back", (tables.answers, tables.postings))
CLOSE = Act("CLOSE", "closing balances recorded", (tables.closings, tables.carried))
TRAINING = Act("TRAINING", "a training ledger begun: no real month", (), undoable=False)
PROPOSE = Act("PROPOSE", "acts proposed for approval", (tables.proposals, tables.proposed_lines, tables.proposed_facts))
APPROVE = Act(
    "APPROVE",
    "proposals approved and posted",
    (tables.verdicts, tables.closures, tables.postings, tables.answers),
    undoable=False,
    approval=True,
    roles=(CHECKER,),
)
DECLINE = Act("DECLINE", "proposals returned or refused", (tables.verdicts, tables.postings), roles=(CHECKER,))
SIGN = Act(
    "SIGN",
    "the month signed",
    (tables.signatures, tables.signed_lists, tables.answers),
    undoable=False,
    approval=True,
    roles=(MAKER, CHECKER),
)
AUDIT_DRAW = Act(
    "AUDIT_DRAW",
    "an audit sample drawn",
    (tables.audit_draws, tables.audit_items),
    undoable=False,
    roles=(MAKER, CHECKER),
)
AUDIT_SIGN = Act("AUDIT_SIGN", "an audit sample signed", (tables.audit_signs,), undoable=False, roles=(MAKER, CHECKER))
DRAFT = Act("DRAFT", "files for IDPMS drafted", (tables.message_files, tables.message_records), undoable=False)
RELEASE = Act(
    "RELEASE",
    "files for IDPMS let go",
    (tables.releases, tables.answers),
    undoable=False,
    approval=True,
    roles=(CHECKER,),
)
DROP = Act("DROP", "drafted files dropped", (tables.message_marks,), undoable=False, roles=(MAKER, CHECKER))
SENT = Act("SENT", "files sent to IDPMS", (tables.message_marks,), undoable=False, roles=(MAKER, CHECKER))
CANCELLING = Act(
    "CANCELLING",
    "said what becomes of a refused cancellation",
    (tables.message_marks,),
    roles=(MAKER, CHECKER),
)
ACKNOWLEDGED = Act(
    "ACKNOWLEDGED",
    "replies of IDPMS taken in",
    (tables.reply_files, tables.message_replies),
    undoable=False,
    roles=(MAKER, CHECKER),
)
PAPERS = Act("PAPERS", "papers issued", (tables.papers, tables.paper_templates), undoable=False, roles=(MAKER, CHECKER))
PAPERS_SENT = Act("PAPERS_SENT", "papers sent", (tables.papers_sent, tables.answers), roles=(MAKER, CHECKER))
UNDO = Act("UNDO", "last act taken back", (tables.undone,), undoable=False, roles=(MAKER, CHECKER))
REDO = Act("REDO", "what was taken back last counts again", (tables.redone,), undoable=False, roles=(MAKER, CHECKER))

_OF_THE_MONTH = TRAINING, TAKE_IN, SETTLE, REVIEW, CLOSE
_OF_TWO = PROPOSE, APPROVE, DECLINE, SIGN, AUDIT_DRAW, AUDIT_SIGN
_OF_THE_OUTBOX = DRAFT, RELEASE, DROP, SENT, CANCELLING, ACKNOWLEDGED
_OF_PAPERS = PAPERS, PAPERS_SENT
ACTS = {act.kind: act for act in (*_OF_THE_MONTH, *_OF_TWO, *_OF_THE_OUTBOX, *_OF_PAPERS, UNDO, REDO)}


def act_of(kind: str) -> Act:
    """The kind of act of that name; DeskError where this program knows none."""
    if kind in ACTS:
        return ACTS[kind]
    raise DeskError(
        f"The ledger holds an act {kind!r} that this program does not know.",
        "Ledger.",
        "Use the program version that wrote it, or update this one.",
    )


@dataclass(frozen=True, slots=True)
class Posting:
    """What a line between an ORM and an invoice can say: its word in the ledger, its meaning, how its amounts count."""

    word: str
    meaning: str
    moves: int = 0


POSTED = Posting("SETTLE", "settled: the amount is no longer open on either side", 1)
TAKEN_BACK = Posting("REVERSE", "a settlement taken back in its own period", -1)
REFUSED = Posting("REJECT", "a proposal that a person refused: it is not made again")
KEPT = Posting("LOCK", "a proposal kept for later: nothing else is proposed on its amounts")
WAITS = Posting(
    "WAIT", "a settlement decided on a manual bill of entry that IDPMS has not acknowledged: posted once it has"
)
RESTORED = Posting("RESTORE", "a settlement by hand taken back by two people: open again on both sides", -1)

POSTINGS = {posting.word: posting for posting in (POSTED, TAKEN_BACK, REFUSED, KEPT, WAITS, RESTORED)}
MOVING = tuple(posting for posting in POSTINGS.values() if posting.moves)
MANUAL = "MANUAL"  # tier and pass of a line that two people made


@dataclass(frozen=True, slots=True)
class Closure:
    """What an approval can do to what is open of an item: its word in the ledger, its meaning, where it is counted.

    `subject` is the decision that it rests on, `counts_as` the movement of the roll-forward, `moves` its sign in what
    is closed, `message` what it calls for in IDPMS (of a bill of entry, then of a remittance where they differ).
    """

    word: str
    meaning: str
    subject: str
    counts_as: str
    moves: int = 1
    message: tuple[str, str] = ("", "")


_CLOSES = ("BEA", "ORA")
WRITE_OFF = Closure("WRITE_OFF", "write-off of a difference", "WRITEOFF", "written_off", message=_CLOSES)
SMALL_VALUE = Closure("SMALL_VALUE", "small value closed on declaration", "SMALLVALUE", "closed", message=_CLOSES)
CLOSE_ITEM = Closure("CLOSE_ITEM", "closed under its adjustment indicator", "", "closed", message=_CLOSES)
REFUND = Closure("REFUND", "refund of a remittance recorded", "", "closed", message=_CLOSES)
SET_OFF = Closure("SET_OFF", "set-off against an export recorded", "", "closed", message=_CLOSES)
REOPEN = Closure("REOPEN", "a write-off or closure taken back", "", "reversed", -1, message=_CLOSES)

REOPEN_MONTH = "REOPEN_MONTH"  # proposed of a month that was signed; it closes nothing

CLOSURES = {one.word: one for one in (WRITE_OFF, SMALL_VALUE, CLOSE_ITEM, REFUND, SET_OFF, REOPEN)}

# Proposals between remittances and invoices: approved, they post lines and close nothing.
MATCH = Closure("MATCH", "settlement by hand", "", "settled", message=("BES", "BES"))
UNMATCH = Closure("UNMATCH", "a settlement by hand taken back", "", "reversed", -1, message=("BES", "BES"))
SETTLE_AUTO = Closure(
    "SETTLE_AUTO", "settlement lines that the evidence decides", "", "settled", message=("BES", "BES")
)
BY_HAND = {act.word: act for act in (MATCH, UNMATCH, SETTLE_AUTO)}


# Proposals that are asked for by name and move no amount: approved, they are answers, or wait for their message.
EXTEND = Closure("EXTEND", "payment date extended", "EXTENSION", "", message=("BEE", ""))
REPORT_ORM = Closure("REPORT_ORM", "remittance to be reported", "", "", message=("", "ORM"))
UPLOAD_BOE = Closure("UPLOAD_BOE", "manual bill of entry to be uploaded", "", "", message=("MBE", ""))
ASK_BOE = Closure("ASK_BOE", "bill of entry to be asked of another bank", "", "", message=("OBB", ""))
CUT_OVER = Closure("CUT_OVER", "what was reported outside, up to a day", "", "")
CONFIRM_RULE = Closure("CONFIRM_RULE", "a rule confirmed by the bank", "", "")
WITHDRAW = Closure("WITHDRAW", "an approved act withdrawn", "", "")
CALLS = (REPORT_ORM, UPLOAD_BOE, ASK_BOE)
BY_NAME = {act.word: act for act in (EXTEND, *CALLS, CUT_OVER, CONFIRM_RULE, WITHDRAW)}

PROPOSED = {**CLOSURES, **BY_HAND, **BY_NAME}


def meaning_of(act: str) -> str:
    """What an act that was proposed does, in words."""
    return PROPOSED[act].meaning if act in PROPOSED else "a signed month opened again"


def message_of(act: str, item_kind: str) -> str:
    """The message of IDPMS that an act on an item calls for; "" for none."""
    return PROPOSED[act].message[item_kind == "ORM"] if act in PROPOSED else ""


# What may be said of a proposal.
APPROVED, RETURNED, REFUSED_BY = "APPROVED", "RETURNED", "REFUSED"
