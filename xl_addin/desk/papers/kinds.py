"""The kinds of paper: one row each, with the fields and tables that a template may show and those that it must."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xl_addin.domain.errors import DeskError

PDF, DOCX, XLSX = "pdf", "docx", "xlsx"

_EVERY = {
    "number": "number of the paper, given once and never again",
    "date": "the as-on date on which it is issued",
    "bank": "name of the bank (desk.toml)",
    "ad_code": "the desk's own AD code",
}
_IMPORTER = {
    "importer": "the importer's name by the importer master",
    "address": "the importer's address by the importer master",
    "iec": "the importer's code number (IEC)",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: its word, what it is, how its numbers begin, its form, its own fields and its tables.

    `needs` are fields and tables that no template may leave out.
    """

    word: str
    meaning: str
    lead: str
    form: str
    own: Mapping[str, str]
    tables: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    text: str = ""  # the word whose template it shares

    @property
    def fields(self) -> Mapping[str, str]:
        """Every field with its meaning."""
        return {**_EVERY, **self.own}

    @property
    def template(self) -> str:
        """Name of its template, shipped or in the bank's own folder."""
        return f"{self.text or self.word}.txt"

    @property
    def own_form(self) -> str:
        """Name of the workbook that a bank may give in place of a template; "" where it may not."""
        return f"{self.word}.xlsx" if self.form == XLSX else ""


SLIP = Kind(
    "slip",
    "acknowledgement slip of a settlement",
    "SLIP",
    PDF,
    {**_IMPORTER, "preserve": "the sentence that importer copy and slip are kept"},
    {
        "bills": "bills of entry with number, date, port and amount of import",
        "settled": "what was settled: invoice, remittance, amounts",
        "unsettled_boe": "number and amount of unsettled bills of entry, by currency",
        "unsettled_orm": "number and amount of unsettled remittances, by currency",
    },
    ("number", "date", "bank", "preserve"),
)
_STATEMENT = (
    _IMPORTER,
    {
        "open_boe": "open invoices of bills of entry with what is open and when it is due",
        "open_orm": "open remittances with what is open and when evidence is due",
        "sums": "number and amount of what is open, by currency",
        "missing": "papers and facts that the importer is asked for",
    },
    ("number", "date", "bank", "importer", "iec"),
)
STATEMENT = Kind("statement", "statement of open items to an importer", "STMT", PDF, *_STATEMENT)
STATEMENT_EXCEL = Kind(
    "statement-excel", "statement of open items as a workbook", "STMX", XLSX, *_STATEMENT, text="statement"
)
_LETTER = (
    _IMPORTER,
    {"orms": "remittances whose evidence of import is awaited, with the last day of the stage"},
    ("number", "date", "bank", "importer", "address", "orms"),
)
REMINDER = Kind("reminder", "reminder of missing evidence of import", "REMN", DOCX, *_LETTER)
REGISTERED = Kind("registered", "registered letter on missing evidence of import", "REGD", DOCX, *_LETTER)
DEFAULT_NOTICE = Kind("default", "notice of default of evidence of import", "DEFN", DOCX, *_LETTER)
LETTERS = (REMINDER, REGISTERED, DEFAULT_NOTICE)
MEMO = Kind(
    "memo",
    "memo of cases that another than the desk decides",
    "MEMO",
    DOCX,
    {
        "importer": "the importer's name by the importer master",
        "iec": "the importer's code number (IEC)",
        "to": "who decides: the Regional Office of RBI, or the bank's authority",
        "through": "by whose hand it goes there, such as the Compliance Head",
        "subject": "what is to be decided",
        "prepared_by": "who issued it",
    },
    {"cases": "the cases with amount, decision and why"},
    ("number", "date", "bank", "to", "importer", "iec", "cases"),
)
ADVICE = Kind(
    "advice",
    "advice of a write-off or closure",
    "ADVC",
    PDF,
    {**_IMPORTER, "not_absolved": "the sentence that the importer is not released if circumstances change"},
    {"closed": "what was written off, closed or opened again, by which act, for which reason"},
    ("number", "date", "bank", "importer", "closed", "not_absolved"),
)
DECLARATION = Kind(
    "declaration",
    "consolidated small-value declaration, to be signed by the importer",
    "DECL",
    DOCX,
    {**_IMPORTER, "quarter": "the quarter, of the financial year or of the calendar by the bank's policy"},
    {"entries": "entries under the small-value facility that lack the declaration"},
    ("number", "date", "bank", "importer", "iec", "entries", "quarter"),
)
MERCHANTING = Kind(
    "merchanting",
    "half-yearly statement of merchanting deals in default",
    "MTTD",
    DOCX,
    {"closed_on": "the close of the half-year", "due": "the last day on which the statement is in time"},
    {"defaults": "deals in default with what was paid and received, and the days over"},
    ("number", "date", "bank", "closed_on", "defaults"),
)
AUDIT = Kind(
    "audit",
    "report on an audit sample of closures",
    "AUDR",
    PDF,
    {
        "sample": "number of the sample",
        "auditor": "for whom it was drawn",
        "drawn": "by whom and when",
        "method": "method and size of the draw",
        "seed": "what makes the draw again",
        "population": "how many closures it was drawn from, with their INR",
        "population_hash": "hash of what it was drawn from",
        "results": "how many items have a result, and how many are objected to",
        "signed": "who signed the results, and whether they say the same since",
    },
    {"items": "what was drawn, with result, by whom and when"},
    ("number", "date", "bank", "sample", "seed", "population_hash", "signed", "items"),
)
CUSTOMS = Kind(
    "customs",
    "advice on imports in non-physical form",
    "CUST",
    PDF,
    {**_IMPORTER, "customs_informed": "the sentence that Customs are to be kept informed"},
    {"imports": "the imports received in non-physical form"},
    ("number", "date", "bank", "importer", "imports", "customs_informed"),
)
_LISTED = (SLIP, STATEMENT, STATEMENT_EXCEL, *LETTERS, MEMO, ADVICE, DECLARATION, MERCHANTING, AUDIT, CUSTOMS)
KINDS: Mapping[str, Kind] = {one.word: one for one in _LISTED}
LETTERHEAD = "letterhead.docx"  # the bank's own document that letters and memos are written onto


def kind_of(word: str) -> Kind:
    """The kind of that word; DeskError for any other."""
    found = KINDS.get(word.strip().lower())
    if found is None:
        raise DeskError(f"{word!r} is no kind of paper.", "Command papers.", f"Give one of: {', '.join(KINDS)}.")
    return found
