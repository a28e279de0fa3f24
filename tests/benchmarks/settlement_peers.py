"""Other people's libraries over the same month, as their own manuals set them up; none is needed by the product.

    PYTHON -m tests.benchmarks.settlement_peers NAME FOLDER

Runs on the Python of the bench environment (`bench_environment.py`), which has no part of ours. FOLDER holds
`orms.csv` and `invoices.csv`; `NAME.csv` with the pairs is laid beside them, the figures are printed. Reading the
files counts for polars only: that is what it is there to measure.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.measured import measured

TEXTS = {"iec": str, "currency": str, "boe_number": str, "party": str, "supplier": str}
PAIRS_MAX = 5_000_000  # a month with more is compared among neighbours by amount: memory holds no more
MEMORY_MAX = 8 * 2**30


def _frames(folder: Path) -> tuple[Any, Any]:
    import pandas as pd

    orms, invoices = (
        pd.read_csv(folder / f"{side}.csv", dtype=TEXTS, keep_default_na=False) for side in ("orms", "invoices")
    )
    for frame, column in ((orms, "party"), (invoices, "supplier")):
        frame[column] = frame[column].str.upper().str.replace(r"[.,]", "", regex=True)
    return orms, invoices


def _pairs(left: Any, right: Any, within: list[str]) -> float:
    """How many pairs agree in these columns."""
    return float((left.groupby(within).size() * right.groupby(within).size()).sum())


def polars(folder: Path) -> Callable[[], Any]:
    """Both files read and joined by importer, currency and amount, one thread."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars as pl

    def work() -> Any:
        orms, invoices = (
            pl.read_csv(folder / f"{side}.csv", schema_overrides={"iec": pl.String, "boe_number": pl.String})
            for side in ("orms", "invoices")
        )
        return orms.join(invoices, on=["iec", "currency", "open_minor"]).select("orm_key", "invoice_key").to_pandas()

    return work


def recordlinkage(folder: Path) -> Callable[[], Any]:
    """All pairs within importer and currency, amount, name and date compared; linked at 2.5 of 3.

    A month with more pairs is compared among neighbours by amount only.
    """
    import recordlinkage as rl

    orms, invoices = _frames(folder)
    orms, invoices = orms.set_index("orm_key"), invoices.set_index("invoice_key")

    def work() -> Any:
        within = ["iec", "currency"]
        index = rl.Index()
        if _pairs(orms, invoices, within) <= PAIRS_MAX:
            index.block(within)
        else:
            index.sortedneighbourhood("open_minor", window=9, block_on=within)
        pairs = index.index(orms, invoices)
        compare = rl.Compare()
        compare.numeric("open_minor", "open_minor", method="step", offset=0, label="amount")
        compare.string("party", "supplier", method="jarowinkler", label="party")
        compare.numeric("on", "boe_date", method="linear", offset=60, scale=120, label="days")
        features = compare.compute(pairs, orms, invoices)
        linked = features[features.sum(axis=1) >= 2.5].index
        return linked.to_frame(index=False).set_axis(["orm_key", "invoice_key"], axis=1)

    return work


def splink(folder: Path) -> Callable[[], Any]:
    """Fellegi-Sunter over DuckDB, one thread: trained on the month itself, linked at a probability of .9.

    Pairs are those of one amount and those of one name; a month with too many is trained on its first importers, and
    pairs are those of one amount.
    """
    import logging

    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    orms, invoices = _frames(folder)
    shared = {"open_minor": "amount", "iec": "iec", "currency": "currency"}
    left = orms.rename(columns={"orm_key": "unique_id", "party": "name", "on": "day", **shared})
    right = invoices.rename(columns={"invoice_key": "unique_id", "supplier": "name", "boe_date": "day", **shared})
    wanted = ["unique_id", "name", "day", "amount", "iec", "currency"]
    left, right = left[wanted], right[wanted]
    by_name = ["iec", "currency", "name"]
    pairs = (left.groupby(by_name).size() * right.groupby(by_name).size()).groupby("iec").sum().cumsum()
    some = pairs.index[pairs <= PAIRS_MAX]
    is_whole = len(some) == len(pairs)

    def linker(one: Any, other: Any, settings: Any) -> Any:
        database = DuckDBAPI(duckdb.connect(config={"threads": 1, "memory_limit": "4GB"}))
        return Linker([database.register(side) for side in (one, other)], settings, log_level=None)

    def work() -> Any:
        amount = block_on("iec", "currency", "amount")
        settings = SettingsCreator(
            link_type="link_only",
            comparisons=[
                cl.ExactMatch("iec"),
                cl.CustomComparison(
                    output_column_name="amount",
                    comparison_levels=[
                        {
                            "sql_condition": "amount_l IS NULL OR amount_r IS NULL",
                            "label_for_charts": "n",
                            "is_null_level": True,
                        },
                        {"sql_condition": "amount_l = amount_r", "label_for_charts": "equal"},
                        {"sql_condition": "abs(amount_l - amount_r) * 20 <= amount_r", "label_for_charts": "5 %"},
                        {"sql_condition": "ELSE", "label_for_charts": "other"},
                    ],
                ),
                cl.JaroWinklerAtThresholds("name", [0.92, 0.8]),
                cl.CustomComparison(
                    output_column_name="day",
                    comparison_levels=[
                        {
                            "sql_condition": "day_l IS NULL OR day_r IS NULL",
                            "label_for_charts": "n",
                            "is_null_level": True,
                        },
                        {"sql_condition": "abs(day_l - day_r) <= 60", "label_for_charts": "60 days"},
                        {"sql_condition": "ELSE", "label_for_charts": "more"},
                    ],
                ),
            ],
            blocking_rules_to_generate_predictions=[amount, block_on(*by_name)] if is_whole else [amount],
            retain_intermediate_calculation_columns=False,
        )
        trained = linker(left[left["iec"].isin(some)], right[right["iec"].isin(some)], settings)
        trained.training.estimate_probability_two_random_records_match([amount], recall=0.5)
        trained.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=7)
        trained.training.estimate_parameters_using_expectation_maximisation(amount)
        trained.training.estimate_parameters_using_expectation_maximisation(block_on(*by_name))
        whole = trained if is_whole else linker(left, right, trained.misc.save_model_to_json())
        found = whole.inference.predict(threshold_match_probability=0.9).as_pandas_dataframe()
        return found[["unique_id_l", "unique_id_r"]].set_axis(["orm_key", "invoice_key"], axis=1)

    return work


METHODS = {"polars": polars, "recordlinkage": recordlinkage, "splink": splink}


def main(name: str, folder: Path) -> None:
    """Run one method and print what it cost; the machine is kept from harm."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    pairs, told = measured(METHODS[name](folder))
    pairs.to_csv(folder / f"{name}.csv", index=False)
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
