"""Issuing papers: numbered, drawn, put into a folder and kept in the ledger, all of it or nothing.

The files are written aside first, then the act is kept, then they are put in place: a run that is killed leaves no
number without its paper, since `again` makes it from the ledger, the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from xl_addin.desk.atomic import bytes_aside
from xl_addin.desk.papers import render
from xl_addin.desk.papers.drafts import Draft, Drafts, Left, numbered
from xl_addin.desk.papers.kinds import PDF
from xl_addin.desk.papers.register import FILE, shown, write_register
from xl_addin.desk.papers.templates import Templates
from xl_addin.desk.progress import Progress, silent
from xl_addin.desk.started import typed
from xl_addin.desk.whole_folder import all_or_none, one_at_a_time
from xl_addin.documents.template import Paper, Template, filled
from xl_addin.domain.dates import financial_year
from xl_addin.domain.errors import DeskError, ValueRefused
from xl_addin.engine.law import Law
from xl_addin.ledger import Ledger, chain, tables
from xl_addin.ledger.acts import PAPERS
from xl_addin.ledger.papers import ROW, Issued, issued, last_act, numbers_begun, templates_kept
from xl_addin.ledger.store import Actor, Step

SINGLE, BY_IMPORTER, MERGED = "each", "importer", "all"


@dataclass(frozen=True, slots=True)
class Order:
    """Where papers go, how they lie in files, and from which templates."""

    folder: Path
    templates: Templates
    files: str = BY_IMPORTER
    only_list: bool = False


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues papers, from which ledger, on which day, by which law, in whose name, and where they go."""

    ledger: Ledger
    as_on: date
    law: Law
    actor: Actor
    bank: str
    order: Order
    progress: Progress = silent


@dataclass(frozen=True, slots=True)
class Numbered:
    """A draft with its number."""

    number: str
    draft: Draft
    paper: Paper


@dataclass(frozen=True, slots=True)
class Made:
    """What was issued, or would be: papers, files, and what was left out with the reason."""

    papers: tuple[Numbered, ...]
    left: tuple[Left, ...]
    files: tuple[str, ...] = ()
    folder: Path | None = None
    seq: int = 0
    before: tuple[str, ...] = ()  # numbers of papers of that day that say the same
    what: str = ""  # the kind of paper, in words


def issue(office: Office, drafts: Drafts) -> Made:
    """Issues drafts of one kind; with `only_list` nothing is kept. What cannot be drawn is left out and told."""
    if not drafts.made:
        return Made((), drafts.left, before=drafts.before)
    kind, order = drafts.made[0].kind, office.order
    template = order.templates.of(kind)
    with office.ledger.read() as connection:
        lead = f"{kind.lead}/{financial_year(office.as_on)}/"
        begun, head, act = numbers_begun(connection, lead), chain.head(connection), last_act(connection)
    papers, left = _numbered(drafts.made, template, lead, begun, act)
    left = (*drafts.left, *left)
    if order.only_list or not papers:
        return Made(papers, left, before=drafts.before)
    made = _kept(office, template, papers, left, head)
    return replace(made, before=drafts.before)


def _numbered(
    drafts: Iterable[Draft], template: Template, lead: str, begun: int, act: int
) -> tuple[tuple[Numbered, ...], tuple[Left, ...]]:
    """Each draft with the next number; one that cannot be drawn takes none."""
    made: list[Numbered] = []
    left: list[Left] = []
    for draft in drafts:
        number = f"{lead}{begun + len(made) + 1:06d}"
        whole = numbered(draft, number, act)
        paper = filled(template, number, whole.facts)
        try:
            render.check(draft.kind, paper)
        except ValueRefused as refused:
            left.append(Left(draft.item_key, f"{refused}.", refused.action))
        else:
            made.append(Numbered(number, whole, paper))
    return tuple(made), tuple(left)


def _kept(office: Office, template: Template, papers: Sequence[Numbered], left: tuple[Left, ...], head: str) -> Made:
    order, actor = office.order, office.ledger.known(office.actor)
    files = _files(papers, order.files)
    with (
        _told_as_issued(done := [], papers, order.folder),
        one_at_a_time(order.folder, f"papers of {actor.user}"),
        all_or_none(order.folder, FILE.name) as aside,
    ):
        hashes = {}
        for at, (name, group) in enumerate(files.items(), 1):
            office.progress(f"Drawing paper {at:,} of {len(files):,}")
            content = render.drawn(group[0].draft.kind, [one.paper for one in group])
            hashes[name] = hashlib.sha256(content).hexdigest()
            bytes_aside(aside / name, content)
        with office.ledger.step(PAPERS, office.as_on, actor, after=head) as step:
            told = [*_issued(step.seq, office.as_on, actor, template, files, hashes)]
            _register(step, template, told)
            write_register(shown([*issued(step.connection), *told], step.connection), aside / FILE.name)
        done.append(step.seq)
    return Made(tuple(papers), left, tuple(files), order.folder, step.seq)


@contextmanager
def _told_as_issued(done: Sequence[int], papers: Sequence[Numbered], folder: Path) -> Iterator[None]:
    """What keeps the files from their place once the act is kept: the papers are issued, and are not again."""
    try:
        yield
    except DeskError as error:
        if not done:
            raise
        raise DeskError(
            f"{papers[0].number} to {papers[-1].number} are issued (act {done[0]}); only their files could not be put "
            f"in place: {error.what}",
            error.where,
            f"Make them from the ledger: {typed(f'papers again --missing --out {folder}')}",
        ) from error


def _register(step: Step, template: Template, told: Sequence[Issued]) -> None:
    if template.sha256 not in templates_kept(step.connection):
        row = {"sha256": template.sha256, "name": template.source, "text": template.text}
        step.add(tables.paper_templates, [row])
    step.add(tables.papers, ({name: getattr(one, name) for name in ROW} for one in told))
    step.detail = {"papers": len(told)}


def _issued(
    seq: int,
    as_on: date,
    actor: Actor,
    template: Template,
    files: Mapping[str, Sequence[Numbered]],
    hashes: Mapping[str, str],
) -> Iterator[Issued]:
    """What the register says of the papers, file by file."""
    for name, group in files.items():
        for one in group:
            draft = one.draft
            about = (draft.kind.word, one.number, draft.item_kind, draft.item_key, draft.of_seq)
            kept = (name, hashes[name], template.sha256, draft.facts.text())
            yield Issued(seq, *about, *kept, as_on, actor.user, stands=True)


def _files(papers: Sequence[Numbered], how: str) -> dict[str, list[Numbered]]:
    """Papers by the name of their file: its first number, and the last where it holds several."""
    groups: dict[object, list[Numbered]] = {}
    for at, one in enumerate(papers):
        alone = one.draft.kind.form != PDF or how == SINGLE
        key: object = at if alone else "" if how == MERGED else one.draft.group or at
        groups.setdefault(key, []).append(one)
    return {file_name(group): group for group in groups.values()}


def file_name(group: Sequence[Numbered]) -> str:
    """The numbers in a name that every system takes."""
    first, last = group[0].number, group[-1].number
    name = first.replace("/", "-") + (f"-to-{last.rpartition('/')[2]}" if last != first else "")
    return f"{name}.{group[0].draft.kind.form}"


def refuse_how(how: str) -> str:
    """How papers lie in files, as a word; DeskError for any other."""
    if how not in (SINGLE, BY_IMPORTER, MERGED):
        raise DeskError(
            f"{how!r} is no way to lay papers into files.",
            "Option --files.",
            f"Give {SINGLE} (a file for each paper), {BY_IMPORTER} (one for each importer) or {MERGED} (one for all).",
        )
    return how
