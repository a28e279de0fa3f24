"""Settlement of Parquet files by processes of this machine, each with its own buckets; no Spark is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, cast

import pandas as pd

from xl_addin.cluster.parquet import (
    INVOICE,
    ORM,
    as_read,
    kinds_of,
    may_lack,
    parquet_library,
    refuse_columns,
    refuse_full,
)
from xl_addin.cluster.work import Tally, settle_bucket
from xl_addin.desk.atomic import atomic_write
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.engine.settlement.buckets import Cell, Plan, crossing, giants, guests_of, names_of, plan
from xl_addin.engine.settlement.visits import NEEDED, hits, pays_for_others, visits

BUCKETS_EACH = 2  # of a process: the next one is small when the last is done
BUCKET_ROWS = 600_000  # about so many at most in one: memory is that of the largest; each reads the files again
TRIES = 3  # a process that was killed is replaced so often
_WIDE = 100_000  # rows read at once while planning


@dataclass(frozen=True)
class Share:
    """What one process is asked to do: which importers and currencies of which files, and where the result goes."""

    number: int
    cells: frozenset[Cell]
    parties: tuple[tuple[str, str], ...]
    orm: str
    invoices: str
    out: str
    rows: int
    guests: pd.DataFrame  # remittances of other shares that pay for an importer of this one


def settle_local(orm: str, invoices: str, out: Path, processes: int, progress: Progress = silent) -> Tally:
    """Match two Parquet files (see `parquet.ORM`, `parquet.INVOICE`) and write lines and flags below `out`.

    Raises DeskError where a file is not as it must be, the folder is not empty, or a process dies again and again.
    """
    refuse_full(out)
    for path, wanted in ((orm, ORM), (invoices, INVOICE)):
        refuse_columns(path, kinds_of(_opened(path).schema_arrow), wanted)
    progress("Counting importers")
    cells = _cells(orm) + _cells(invoices)
    cut, parties, guests = _plan(orm, invoices, cells, _buckets(cells, processes))
    out.mkdir(parents=True, exist_ok=True)
    shares = [*_shares(cut, parties, guests, orm, invoices, str(out))]
    tally = Tally()
    for done, found in enumerate(_run(shares, processes), start=1):
        tally.merge(found)
        progress(f"Matching: {done} of {len(shares)} buckets")
    return tally


def _buckets(cells: Mapping[Cell, int], processes: int) -> int:
    return max(processes * BUCKETS_EACH, -(-sum(cells.values()) // BUCKET_ROWS))


def _opened(path: str) -> Any:
    library = parquet_library()
    try:
        return library.ParquetFile(path)
    except OSError as error:
        raise DeskError(f"The file cannot be read: {error}", path, "Name an existing Parquet file.") from error
    except ValueError as error:  # what pyarrow says of a file that is none
        raise DeskError("This is no Parquet file, or it is damaged.", f"{path}: {error}", "Write it anew.") from error


def _batches(path: str, wanted: Iterable[str]) -> Iterator[pd.DataFrame]:
    """Some columns of a file, so many rows at a time; a column that may be missing is left out where it is."""
    file = _opened(path)
    columns = [name for name in wanted if name in file.schema_arrow.names]
    return (batch.to_pandas() for batch in file.iter_batches(_WIDE, columns=columns))


def _cells(path: str) -> Counter[Cell]:
    """How many rows each importer and currency has."""
    rows: Counter[Cell] = Counter()
    for frame in _batches(path, ("iec", "currency")):
        for key, count in frame.fillna("").groupby(["iec", "currency"]).size().items():
            if "" in cast(Cell, key):
                raise DeskError(
                    f"{count:,} rows have no importer's code (iec) or no currency.",
                    path,
                    "Give both, or leave the rows out.",
                )
            rows[cast(Cell, key)] += int(count)
    return rows


def _plan(
    orm: str, invoices: str, cells: Mapping[Cell, int], buckets: int
) -> tuple[Plan, dict[str, set[tuple[str, str]]], pd.DataFrame]:
    """The buckets; the names known of each giant, which its parts must share; and who is shown to other buckets."""
    paying = _paying(orm)
    found = [hit for frame in _batches(invoices, NEEDED) for hit in hits(paying, frame)] if len(paying) else []
    seen = visits(paying, found)
    crossed: dict[str, set[tuple[str, str]]] = {}
    parties: dict[str, set[tuple[str, str]]] = {}
    for iec in sorted(giants(cells, buckets)):
        paid_by, due = (_rows(path, wanted, {iec}) for path, wanted in ((orm, ORM), (invoices, INVOICE)))
        crossed[iec] = crossing(paid_by, due) | seen.crossed.get(iec, set())
        parties[iec] = {(iec, name) for name in names_of(paid_by, due) | seen.names.get(iec, set())}
    cut = plan(cells, seen.joined, crossed, buckets)
    return cut, parties, guests_of(cut, paying, seen.to)


def _paying(orm: str) -> pd.DataFrame:
    """The remittances that pay for other importers, as `match` takes them."""
    found = pd.concat([pays_for_others(frame) for frame in _batches(orm, (*ORM, *may_lack(ORM)))], ignore_index=True)
    return as_read(found, ORM, orm)


def _rows(path: str, wanted: Mapping[str, str], iecs: set[str]) -> pd.DataFrame:
    """The rows of some importers as `match` takes them."""
    have = _opened(path).schema_arrow.names
    columns = [name for name in (*wanted, *may_lack(wanted)) if name in have]
    frame = parquet_library().read_table(path, columns=columns, filters=[("iec", "in", sorted(iecs))]).to_pandas()
    return as_read(frame, wanted, path)


def _shares(
    cut: Plan, parties: Mapping[str, set[tuple[str, str]]], guests: pd.DataFrame, orm: str, invoices: str, out: str
) -> Iterator[Share]:
    for number in range(len(cut.rows)):
        cells = frozenset(cell for cell, bucket in cut.bucket.items() if bucket == number)
        known = sorted({name for iec, _ in cells for name in parties.get(iec, ())})
        if cells:
            mine = guests[guests["bucket"] == number].drop(columns="bucket")
            yield Share(number, cells, tuple(known), orm, invoices, out, cut.rows[number], mine)


def _run(shares: list[Share], processes: int) -> Iterator[Tally]:
    """The tallies of all shares; those of a process that was killed are begun anew: a share writes whole files only."""
    waiting = {share.number: share for share in shares}
    for _ in range(TRIES):
        try:
            # a process that has done its share begins anew: what is kept from bucket to bucket fills no memory
            context = get_context("spawn")
            with ProcessPoolExecutor(processes, context, max_tasks_per_child=BUCKETS_EACH) as pool:
                asked = {pool.submit(do_share, share): share.number for share in waiting.values()}
                for done in as_completed(asked):
                    tally = done.result()
                    del waiting[asked[done]]
                    yield tally
        except BrokenProcessPool:
            continue
        return
    raise DeskError(
        f"A process that matches was ended {TRIES} times.",
        "It may have had too little memory.",
        "Use fewer processes (--processes), or a machine with more memory; the folder --out holds a part only.",
    )


def do_share(share: Share) -> Tally:
    """Match one share and write what it found; runs in a process of its own."""
    iecs = {iec for iec, _ in share.cells}
    paid, due = (
        _mine(_rows(path, wanted, iecs), share) for path, wanted in ((share.orm, ORM), (share.invoices, INVOICE))
    )
    if len(paid) + len(due) != share.rows:
        raise DeskError(
            f"{share.rows:,} rows were counted for bucket {share.number}, and {len(paid) + len(due):,} were read.",
            f"{share.orm}, {share.invoices}.",
            "A file was changed while it was matched. Run it again, into another folder.",
        )
    found = settle_bucket(paid, due, share.parties, share.guests)
    tally = Tally()
    tally.add(found)
    for kind, rows in (("line", found[found["flag"] == ""]), ("flag", found[found["flag"] != ""])):
        place = Path(share.out) / f"kind={kind}" / f"part-{share.number:05d}.parquet"
        place.parent.mkdir(exist_ok=True)
        atomic_write(place, partial(rows.to_parquet, index=False))
    return tally


def _mine(frame: pd.DataFrame, share: Share) -> pd.DataFrame:
    cells = zip(frame["iec"], frame["currency"], strict=True)
    return frame[[cell in share.cells for cell in cells]].reset_index(drop=True)
