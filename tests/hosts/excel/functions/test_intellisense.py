"""Help while typing: the sheet and the file say what the registry says."""

from __future__ import annotations

from lxml import etree

from udfs._registry import REGISTRY
from xl_addin.hosts.excel.functions.intellisense import NAMESPACE, sheet_rows, xml
from xl_addin.hosts.excel.functions.names import parameter_name

SPACE = {"x": NAMESPACE}


def test_the_file_holds_every_function_with_its_arguments() -> None:
    root = etree.fromstring(xml(REGISTRY).encode("utf-8"))
    assert root.tag == f"{{{NAMESPACE}}}IntelliSense"
    found = {node.get("Name"): node for node in root.findall("x:FunctionInfo/x:Function", SPACE)}
    assert sorted(found) == sorted(REGISTRY)
    for name, function in REGISTRY.items():
        assert found[name].get("Description") == function.help
        described = [(node.get("Name"), node.get("Description")) for node in found[name].findall("x:Argument", SPACE)]
        assert [text for _, text in described] == [argument.help for argument in function.arguments]
        assert [known.strip("[]") for known, _ in described] == [parameter_name(one.name) for one in function.arguments]


def test_an_optional_argument_stands_in_brackets() -> None:
    row = next(row for row in sheet_rows(REGISTRY) if row[0] == "WRITEOFF_OK")
    assert row[3] == "invoice_value"
    assert "[policy_pct]" in row


def test_the_sheet_begins_with_its_mark_and_has_a_pair_of_cells_for_each_argument() -> None:
    first, *rows = sheet_rows(REGISTRY)
    assert first == ["FunctionInfo", "1"]
    assert [row[0] for row in rows] == sorted(REGISTRY)
    assert all(len(row) == 3 + 2 * len(REGISTRY[row[0]].arguments) for row in rows)
