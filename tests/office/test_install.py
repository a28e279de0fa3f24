"""Where LibreOffice would be installed from: the machine's own package sources, never an address of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.office.install import InstallFailed, Source, backports_stanza, lacking, main, package_sources, version_of

STANZAS = """# a remark
Types: deb deb-src
URIs: http://mirror.test/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /keys/one.gpg

Types: deb
URIs: http://mirror.test/security
Suites: bookworm-security
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 -----END PGP PUBLIC KEY BLOCK-----

Types: deb
Enabled: no
URIs: http://off.test/debian
Suites: bookworm-backports
Components: main

Types: deb-src
URIs: http://source.test/debian
Suites: bookworm
Components: main
"""
LINES = """# deb http://remark.test/debian bookworm main
deb [arch=amd64 signed-by=/keys/two.gpg] http://mirror.test/two noble main universe # remark
deb-src http://source.test/debian noble main
deb http://mirror.test/three noble-updates main
"""
MAIN = Source("http://mirror.test/debian", ("bookworm", "bookworm-updates"), ("main", "contrib"), "/keys/one.gpg")


def test_both_formats_of_package_sources_are_read(tmp_path: Path) -> None:
    (tmp_path / "sources.list.d").mkdir()
    (tmp_path / "sources.list.d" / "debian.sources").write_text(STANZAS, encoding="utf-8")
    (tmp_path / "sources.list.d" / "off.list.disabled").write_text(LINES, encoding="utf-8")
    (tmp_path / "sources.list").write_text(LINES, encoding="utf-8")
    assert package_sources(tmp_path) == [
        Source("http://mirror.test/two", ("noble",), ("main", "universe"), "/keys/two.gpg"),
        Source("http://mirror.test/three", ("noble-updates",), ("main",), ""),
        MAIN,
        Source("http://mirror.test/security", ("bookworm-security",), ("main",), ""),
    ]


def test_backports_come_from_the_address_of_the_release() -> None:
    assert backports_stanza([Source("http://other.test", ("stable",), ("main",)), MAIN], "bookworm") == (
        "Types: deb\nURIs: http://mirror.test/debian\nSuites: bookworm-backports\nComponents: main contrib\n"
        "Signed-By: /keys/one.gpg\n"
    )


def test_backports_that_are_there_are_not_added_again() -> None:
    there = Source("http://mirror.test/debian", ("bookworm-backports",), ("main",))
    assert not backports_stanza([MAIN, there], "bookworm")


def test_a_machine_without_a_source_for_its_release_says_so() -> None:
    with pytest.raises(InstallFailed, match="No package source of this machine serves trixie"):
        backports_stanza([MAIN], "trixie")


def test_a_program_that_does_not_start_has_no_version(tmp_path: Path) -> None:
    assert version_of(tmp_path / "soffice") is None


@pytest.mark.parametrize(("ci", "code", "told"), [("true", 1, "CI runs every test"), ("", 0, "are skipped")])
def test_a_missing_office_is_an_error_in_ci_and_a_skip_elsewhere(
    ci: str, code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("tests.office.install.candidates", list)
    monkeypatch.setattr("tests.office.install.find_uno_python", lambda: None)
    monkeypatch.setattr("tests.office.install.may_install", lambda: False)
    assert len(lacking()) == 3
    assert main() == code
    assert told in capsys.readouterr().out
