"""Checklist: the tasks of the close with owner, due date and proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from xl_addin.desk.lists.audit_sample import sampled
from xl_addin.desk.lists.parts import of_task
from xl_addin.desk.lists.told import Told
from xl_addin.desk.month.case import as_date
from xl_addin.desk.month.deals import deals_of
from xl_addin.desk.month.licences import goods_of, register_of
from xl_addin.desk.month.month import Month
from xl_addin.desk.month.runs import Run
from xl_addin.domain.dates import add_days, add_working_days
from xl_addin.engine.law import Law
from xl_addin.engine.merchanting.book import MerchantingDefaultDue
from xl_addin.engine.plain_words import days_in_words, sentence
from xl_addin.rulebook.facts import TASK, Value
from xl_addin.workbook.lists import Column, Kind, List, Sheet, long, moment, text


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the close: what names it in its month, who owns it and where its proof is; what was said of it."""

    key: str
    task: str
    owner: str
    proof: str
    due: date
    about: tuple[str, str] = ("", "")
    said: Mapping[str, Value] = field(default_factory=dict)

    @property
    def lacks(self) -> str:
        """What nobody has written yet; the sign-off stands by its signatures."""
        if self.key == SIGN_OFF:
            return "" if self.said else "the signatures on Sign-off"
        return ", ".join(word for name, word in _NEEDED.items() if self.said.get(name) in (None, ""))

    @property
    def is_open(self) -> bool:
        """Whether a name, a time or the evidence is missing."""
        return self.key != SIGN_OFF and bool(self.lacks)


def open_tasks(told: Told) -> tuple[str, ...]:
    """Keys of tasks that are due by the day of the sign-off and lack a name, a time or evidence."""
    known = tasks(told)
    last = next(one.due for one in known if one.key == SIGN_OFF)
    return tuple(one.key for one in known if one.is_open and one.due <= last)


SIGN_OFF = "SIGN_OFF"
_NEEDED = {"task_done_by": "name", "task_done_at": "time", "task_evidence": "evidence"}
ENDING_DAYS = 62  # two months: an application takes its time
_TASKS = (
    ("EXTRACTS", "Take in the month's extracts", "Maker", "every source read = kept + refused (Control)"),
    ("MEND", "Mend and re-take refused rows", "Maker", "no BLOCK line left on Exceptions"),
    ("MATCH", "Review suggested settlements: accept or reject", "Maker", "Settlements, column Accept / Reject"),
    ("FACTS", "Complete facts of items with CHECK", "Maker", "Missing facts; blue columns of the decision sheets"),
    ("DECIDE", "Decide differences, extensions and referrals", "Checker", "decision sheets"),
    ("TIE_OUT", "Tie out", "Checker", "every line of Control reads TRUE"),
    (SIGN_OFF, "Sign off", "Approver", "Sign-off: three people sign with the command sign"),
)


def tasks(told: Told) -> Sequence[Task]:
    """Tasks of the close with what was said of each; what was said is of the month and the task's key."""
    return [_as_said(told.month, one) for one in _tasks(told)]


def _as_said(month: Month, one: Task) -> Task:
    about = (TASK, f"{month.period} {one.key}")
    return replace(one, about=about, said=month.said(*about))


def _tasks(told: Told) -> Sequence[Task]:
    """The tasks; due dates are bank working days after the month's end, a suggestion of the add-in."""
    as_on, policy = told.month.as_on, told.law.policy
    own = [
        Task(*task, add_working_days(as_on, place, policy.holiday_list, policy.working_saturdays))
        for place, task in enumerate(_TASKS, 1)
    ]
    return [
        *own,
        *sample_to_check(told, own[-1].due),
        *expiries(as_on, told.law),
        *licences_ending(told.month),
        *merchanting_statement(told),
    ]


def sample_to_check(told: Told, due: date) -> Iterator[Task]:
    """The audit sample, where one is drawn."""
    drawn = sampled(told)
    if drawn:
        checked = sum("audit_result" in one.said for one in drawn)
        yield Task(
            "AUDIT_SAMPLE",
            f"Have the audit sample checked: {checked} of {len(drawn)} have a result",
            "Inspector or auditor",
            "Audit sample, column Audit result",
            due,
        )


def licences_ending(month: Month) -> Iterator[Task]:
    """Authorisations of the register that end soon after the month: a fresh one is applied for before."""
    for number, licence in register_of(month, goods_of(month)).items():
        ends = licence.now(month.as_on).ends
        if month.as_on <= ends <= add_days(month.as_on, ENDING_DAYS):
            held = f"Authorisation {number} of IEC {licence.authorisation.iec}"
            yield Task(
                f"LICENCE {number}",
                f"{held} ends on {ends:%d-%b-%Y}: ask for a fresh one",
                "Maker",
                "no bill of entry after that day on it; what is left of it stands on Import licence",
                ends,
            )


def merchanting_statement(told: Told) -> Iterator[Task]:
    """The next half-yearly statement of merchanting deals in default, where the desk has deals and the law asks it."""
    found = told.law.ask(MerchantingDefaultDue, as_of=told.month.as_on) if deals_of(told.month) else None
    if found is not None and isinstance(found.value, date):
        yield Task(
            "MERCHANTING",
            "Statement of merchanting deals in default",
            "Checker",
            f"list on Follow-up. {found.citation}",
            found.value,
        )


def expiries(as_on: date, law: Law) -> Iterator[Task]:
    """The day on which import authorisations of the year end, so that new ones are applied for in time."""
    last = law.rules.find("ims.valid_to", as_on)
    if last is not None:
        ends = f"authorisations of {last.value.year} end on {last.value:%d-%b-%Y}"
        yield Task(
            "IT_HARDWARE",
            f"IT hardware: {ends}; ask importers for new ones",
            "Maker",
            f"no bill of entry after that day on an old one. {days_in_words(last.instrument)}, {last.paragraph}",
            last.value,
        )


LIST: List[Task] = List(
    "tblChecklist",
    first=("Task", "Owner", "Due", "Done by", "Done at", "Evidence", "Still lacks", "Proof is"),
    rows=tasks,
    key=("Task key",),
    keeps_widths=True,
    columns=(
        Column("Task", long, lambda t: t.task, 54),
        Column("Owner", text, lambda t: t.owner, 20),
        Column("Due", moment, lambda t: t.due, 14),
        of_task("task_done_by", "Name of the person who did it."),
        of_task("task_done_at", "Day as dd-mmm-yyyy, with its time as hh:mm where it counts."),
        of_task("task_evidence", "What shows it: a sheet, a file, a reference; at most 250 characters."),
        Column("Proof is", long, lambda t: t.proof, 34, "Where the proof stands in this book."),
        Column("Still lacks", text, lambda t: t.lacks, 14, "Blank where name, time and evidence are there."),
        of_task("task_assigned", "Person to whom the owner has given it."),
        Column("Task key", text, lambda t: t.key, 14, "Names the task in its month."),
    ),
)

# Below the tasks, so its columns keep to their widths.
RUNS: List[Run] = List(
    "tblRuns",
    rows=lambda told: told.runs,
    empty="nothing in this period: no file of IDPMS and nothing that it should hold",
    columns=(
        Column("Transfer with IDPMS", long, lambda r: r.words, 54),
        Column(
            "Last day", moment, lambda r: r.last or "", 20, "Of the stamp in the name of a message, else as taken in."
        ),
        Column("Next due", moment, lambda r: as_date(r.found.value) or "" if r.found else "", 14),
        Column("Standing of the run", Kind.STATUS, lambda r: r.found.status if r.found else "", 20),
        Column("Kind of file", text, lambda r: r.kind.value, 18),
        Column("Why", long, lambda r: sentence(r.found) if r.found else "", 48),
    ),
)

SHEET = Sheet(
    "Checklist",
    "run",
    "Tasks of the close with owner, due date and proof; below the last transfers with IDPMS.",
    "Fill the blue cells of a task that is done, then read the book back; the next closing of the month shows them.",
    (LIST, RUNS),
    1,
)
