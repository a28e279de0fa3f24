"""The examples in docstrings, which a reader may type: each gives what it says."""

from __future__ import annotations

from datetime import date
from doctest import ELLIPSIS, DocTest, DocTestFinder, DocTestRunner

import pytest

import udfs
from xl_addin.domain import dates, identifiers, money

FUNCTIONS = {name: getattr(udfs, name) for name in udfs.REGISTRY}
EXAMPLES = [
    example
    for module, names in ((money, {}), (dates, {}), (identifiers, {}), (udfs, {**FUNCTIONS, "date": date}))
    for example in DocTestFinder().find(module, globs={**vars(module), **names})
    if example.examples
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_an_example_gives_what_it_says(example: DocTest) -> None:
    told: list[str] = []
    DocTestRunner(optionflags=ELLIPSIS).run(example, out=told.append)
    assert "".join(told) == ""
