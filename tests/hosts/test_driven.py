"""Another host is one folder under hosts/: no list names it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from xl_addin import hosts
from xl_addin.domain.errors import DeskError
from xl_addin.hosts.driven import drive, hosts_with


def test_the_hosts_that_are_driven_and_those_that_are_built() -> None:
    assert hosts_with("driver") == hosts_with("products") == ("calc", "excel")


def test_a_new_folder_is_a_new_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lotus").mkdir()
    (tmp_path / "lotus" / "__init__.py").touch()
    (tmp_path / "lotus" / "driver.py").write_text("def drive(addin):\n    return f'lotus with {addin.name}'\n", "utf-8")
    monkeypatch.setattr(hosts, "__path__", [*hosts.__path__, str(tmp_path)])
    assert hosts_with("driver") == ("calc", "excel", "lotus")
    assert hosts_with("products") == ("calc", "excel")
    assert drive("lotus", Path("a.xlam")) == "lotus with a.xlam"
    for name in ("xl_addin.hosts.lotus", "xl_addin.hosts.lotus.driver"):
        del sys.modules[name]


def test_a_host_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(DeskError, match="no host 'lotus'") as refused:
        drive("lotus", Path("a.xlam"))
    assert "calc, excel" in refused.value.todo
