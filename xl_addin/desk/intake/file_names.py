"""What a file's name says it holds, and which names look like an extract that the desk would not read."""

from __future__ import annotations

import re
from enum import StrEnum

from xl_addin.messages.names import named


class SourceKind(StrEnum):
    """Kinds of extract, in the order they are taken in: brought forward first, what the desk itself keeps last."""

    RATES = "RATES"
    IMPORTERS = "IMPORTERS"
    OPENING = "OPENING"
    BOE_MASTER = "BOE_MASTER"
    BOE_REPLY = "BOE_REPLY"  # a bill of entry that was asked for, of another AD code
    BOE_TRANSFER = "BOE_TRANSFER"
    MANUAL_BOE = "MANUAL_BOE"
    MANUAL_ACK = "MANUAL_ACK"
    ORM_MESSAGE = "ORM_MESSAGE"
    ORM_LIST = "ORM_LIST"
    FACTS = "FACTS"
    AUTHORISATIONS = "AUTHORISATIONS"
    MERCHANTING = "MERCHANTING"


# What a desk calls each kind: what its file is named.
WORDS: dict[str, SourceKind] = {
    "rates": SourceKind.RATES,
    "importers": SourceKind.IMPORTERS,
    "opening": SourceKind.OPENING,
    "obe.xml": SourceKind.BOE_MASTER,
    "obback.xml": SourceKind.BOE_REPLY,
    "btt.xml": SourceKind.BOE_TRANSFER,
    "mbe": SourceKind.MANUAL_BOE,
    "mbeAck": SourceKind.MANUAL_ACK,
    "orm.xml": SourceKind.ORM_MESSAGE,
    "orm": SourceKind.ORM_LIST,
    "facts": SourceKind.FACTS,
    "authorisations": SourceKind.AUTHORISATIONS,
    "merchanting": SourceKind.MERCHANTING,
}
# The downloads of bills of entry, each as its message names it.
DOWNLOADS = (SourceKind.BOE_MASTER, SourceKind.BOE_REPLY, SourceKind.BOE_TRANSFER)
_MESSAGES = {
    "OBE": SourceKind.BOE_MASTER,
    "OBBACK": SourceKind.BOE_REPLY,
    "BTT": SourceKind.BOE_TRANSFER,
    "MBE": SourceKind.MANUAL_BOE,
    "ORM": SourceKind.ORM_MESSAGE,
}
_LISTS = (
    ("rates", SourceKind.RATES),
    ("importers?", SourceKind.IMPORTERS),
    ("opening", SourceKind.OPENING),
    ("facts", SourceKind.FACTS),
    ("authori[sz]ations?", SourceKind.AUTHORISATIONS),
    ("merchanting", SourceKind.MERCHANTING),
    ("orm", SourceKind.ORM_LIST),
)
# Where a name could also be that of a letter or a page, the word of the list must stand by itself.
_TABLES, _OTHER_TABLES = r"(?:csv|xlsx|xlsm|xlsb|xls|ods)", r"(?:tsv|txt|htm|html)"
_NAMES: tuple[tuple[re.Pattern[str], SourceKind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        *((rf"{word}.*\.{_TABLES}", kind) for word, kind in _LISTS),
        *((rf"{word}(?:[^a-z].*)?\.{_OTHER_TABLES}", kind) for word, kind in _LISTS),
    )
)
_STEM = re.compile(
    "orms?|remittances?|outward|obe|obback|btt|mbe|boes?|rates?|importers?|opening|facts|authori[sz]ations?|merchanting"
)
# Endings of tables, messages, archives and copies: a word of an extract anywhere in such a name is told.
_TELLING = re.compile(
    r"[^.]*|.*\.(?:csv|tsv|txt|tab|psv|prn|dat|xml|json|html?|mht|xls[xmb]?|xltx?|f?ods|numbers|gz|zip|bz2|xz|7z|rar"
    r"|bak|old|part|tmp|(?:cr)?download)"
)
# An ending behind that of a table or message, as programs write it while they load; the stamp of a message of IDPMS.
_BEHIND = re.compile(r".*\.(?:csv|xls[xmb]?|ods|xml)[. ~#-].*")
_STAMPED = re.compile(r"rbi[0-9]{10}")


def kind_of(file_name: str) -> SourceKind | None:
    """Kind by file name; None for a file that is no extract."""
    lowered, message = file_name.lower(), named(file_name)
    if message is not None:
        said = message.layout.message
        return (SourceKind.MANUAL_ACK if said == "MBE" else None) if message.reply else _MESSAGES.get(said)
    return next((kind for pattern, kind in _NAMES if pattern.fullmatch(lowered)), None)


def looks_like_extract(file_name: str) -> bool:
    """True for a name with the word of an extract that is read by no pattern: orm.pdf, October orm.csv, orm.csv.gz."""
    lowered = file_name.lower()
    words = [_STEM.fullmatch(word) is not None for word in re.findall("[a-z]+", lowered)]
    if _STAMPED.search(lowered) or (words and words[0]):
        return True
    return any(words) and any(pattern.fullmatch(lowered) for pattern in (_TELLING, _BEHIND))


def may_hold_a_table(file_name: str) -> bool:
    """True for the ending of a table or a message."""
    return re.fullmatch(r".*\.(?:csv|tsv|xls[xmb]?|ods|xml|html?)", file_name.lower()) is not None
