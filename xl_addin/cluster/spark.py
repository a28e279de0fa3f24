"""Settlement of Parquet files on Spark: the same buckets, matched where the rows are; any master, or this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from xl_addin.cluster.parquet import (
    DAY,
    FOUND,
    INVOICE,
    ORM,
    TEXT,
    WHOLE,
    YES_NO,
    as_read,
    refuse_columns,
    refuse_full,
)
from xl_addin.cluster.work import Tally, settle_bucket
from xl_addin.desk.progress import Progress, silent
from xl_addin.domain.errors import DeskError
from xl_addin.engine.settlement.buckets import Cell, Plan, crossing, giants, guests_of, names_of, plan
from xl_addin.engine.settlement.config import DEFAULT
from xl_addin.engine.settlement.visits import NEEDED, Hit, hits, pays_for_others, visits

BUCKETS_EACH = 4  # of a core
_INSTALL = "Install the extra cluster (requirements-cluster.lock) and Java 17 or newer; JAVA_HOME names it."
_KINDS = {"string": TEXT, "boolean": YES_NO, "date": "date", "bigint": WHOLE, "int": WHOLE, "smallint": WHOLE}
_TYPES = {TEXT: "string", WHOLE: "long", YES_NO: "boolean", DAY: "long"}


def settle_spark(orm: str, invoices: str, out: Path, master: str, progress: Progress = silent) -> Tally:
    """Match Parquet files or folders and write lines and flags below `out`; `master` as Spark names it.

    Raises DeskError where Spark or Java lacks, a file is not as it must be, or the folder is not empty. A lost worker
    is Spark's own matter: it begins the bucket anew (spark.task.maxFailures), and the lines are the same.
    """
    refuse_full(out)
    progress("Starting Spark")
    spark = _session(master)
    try:
        return _settle(spark, orm, invoices, str(out), progress)
    finally:
        spark.stop()


def _session(master: str) -> Any:
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError:
        raise DeskError("Spark is not installed.", "", _INSTALL) from None
    builder = SparkSession.builder.appName("Import Desk settlement").master(master)
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
    }
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # on a cluster its own settings say which one
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
    except (PySparkRuntimeError, OSError) as error:
        raise DeskError("Spark does not start.", f"Master {master}: {error}", _INSTALL) from error
    return spark


def _settle(spark: Any, orm: str, invoices: str, out: str, progress: Progress) -> Tally:
    sides = [_read(spark, path, wanted) for path, wanted in ((orm, ORM), (invoices, INVOICE))]
    progress("Counting importers")
    buckets = spark.sparkContext.defaultParallelism * BUCKETS_EACH
    # of a bucket's task nothing is put together with another's: each is as large as a task should be
    spark.conf.set("spark.sql.shuffle.partitions", buckets * 2)
    placed, parties, guests = _plan(spark, sides, buckets, (orm, invoices))
    # a table for each side: Spark takes the bucket of one and the same table for one column
    paid, due = (_placed(spark, side, placed).groupBy("bucket") for side in sides)

    def work(key: tuple[Any, ...], paid: pd.DataFrame, due: pd.DataFrame) -> pd.DataFrame:
        number = int([*paid["bucket"], *due["bucket"]][0])
        known = {name for iec in {*paid["iec"], *due["iec"]} for name in parties.get(iec, ())}
        visiting = guests[guests["bucket"] == number].drop(columns="bucket")
        sides = as_read(paid, ORM, orm), as_read(due, INVOICE, invoices)
        found = settle_bucket(*sides, sorted(known), visiting)
        return found.assign(kind=found["flag"].map(lambda flag: "flag" if flag else "line"))

    progress(f"Matching in {buckets} buckets")
    schema = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in (*FOUND.items(), ("kind", TEXT)))
    found = paid.cogroup(due).applyInPandas(work, schema)
    found.write.partitionBy("kind").parquet(out, mode="append")
    progress("Counting what was written")
    return _tallied(spark.read.schema(schema).parquet(out))


def _read(spark: Any, path: str, wanted: Mapping[str, str]) -> Any:
    from pyspark.errors import AnalysisException

    try:
        frame = spark.read.parquet(path)
    except AnalysisException as error:
        raise DeskError("The Parquet file cannot be read.", f"{path}: {error}", "Name an existing file.") from error
    refuse_columns(path, {name: _KINDS.get(kind, kind) for name, kind in frame.dtypes}, wanted)
    return frame.fillna("", subset=["iec", "currency"])


def _plan(
    spark: Any, sides: list[Any], buckets: int, paths: tuple[str, str]
) -> tuple[Plan, dict[str, Any], pd.DataFrame]:
    """The buckets; the names known of each giant; and the few remittances that are shown to other buckets."""
    from pyspark.sql import functions as column

    cells: dict[Cell, int] = {}
    for side in sides:
        for iec, currency, count in side.groupBy("iec", "currency").count().collect():
            cells[iec, currency] = cells.get((iec, currency), 0) + count
    if none := sum(count for cell, count in cells.items() if "" in cell):
        raise DeskError(
            f"{none:,} rows have no importer's code (iec) or no currency.",
            " or ".join(paths),
            "Give both, or leave the rows out.",
        )
    paid, due = sides
    remark = column.upper(column.coalesce(column.col("remarks"), column.lit("")))
    look = column.lit(False)
    for word in DEFAULT.third_party_words:
        look = look | remark.contains(word)
    if "on_behalf_of_iec" in paid.columns:
        look = look | (column.coalesce(column.col("on_behalf_of_iec"), column.lit("")) != "")
    paying = as_read(pays_for_others(paid.where(look).toPandas()), ORM, paths[0])
    seen = visits(paying, _hits(paying, due) if len(paying) else ())
    crossed, parties = {}, {}
    for iec in sorted(giants(cells, buckets)):
        mine = [side.where(column.col("iec") == iec).toPandas() for side in sides]
        ours, theirs = (as_read(one, w, p) for one, w, p in zip(mine, (ORM, INVOICE), paths, strict=True))
        crossed[iec] = crossing(ours, theirs) | seen.crossed.get(iec, set())
        parties[iec] = sorted((iec, name) for name in names_of(ours, theirs) | seen.names.get(iec, set()))
    cut = plan(cells, seen.joined, crossed, buckets)
    return cut, parties, guests_of(cut, paying, seen.to)


def _placed(spark: Any, side: Any, cut: Plan) -> Any:
    """The rows with their bucket; the table of buckets is small and goes to every worker."""
    from pyspark.sql.functions import broadcast

    rows = [(iec, currency, bucket) for (iec, currency), bucket in cut.bucket.items()]
    table = spark.createDataFrame(rows, "iec string, currency string, bucket int")
    return side.join(broadcast(table), ["iec", "currency"])


def _hits(paying: pd.DataFrame, due: Any) -> list[Hit]:
    def look(parts: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for part in parts:
            yield pd.DataFrame(hits(paying, part), columns=columns)

    columns = ["place", "iec", "currency", "how", "count"]
    named = due.select(*(name for name in NEEDED if name in due.columns))
    found = named.mapInPandas(look, "place long, iec string, currency string, how string, count long")
    return [tuple(row) for row in found.collect()]


def _tallied(found: Any) -> Tally:
    """Counts and hash of what was written, read again from where it lies."""

    def count(parts: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        tally = Tally()
        for part in parts:
            tally.add(part[[*FOUND]].fillna(""))
        yield pd.DataFrame(
            [(name, count, "") for name, count in (*tally.lines.items(), ("", tally.flags))]
            + [("", 0, str(tally.hash))],
            columns=["name", "count", "hash"],
        )

    whole = Tally()
    for name, number, text in found.mapInPandas(count, "name string, count long, hash string").collect():
        part = Tally({name: number} if name else {}, 0 if name else number, int(text or 0))
        whole.merge(part)
    return whole
