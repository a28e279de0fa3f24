"""Node, Pyodide and Chromium for the tests of the functions in the browser; what is missing skips them, with its name.

Pyodide comes from npm by a lock with the hash of each package, into a folder of the user's cache.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from udfs._registry import MISSING, CellError

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
LOCK = ("package.json", "package-lock.json")
KINDS = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json"}
KINDS |= {".css": "text/css", ".wasm": "application/wasm", ".png": "image/png", ".zip": "application/zip"}
OFFICE = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
# Without them Chromium asks the network for many things that are not here.
QUIET = "headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-sync"
QUIET += " disable-component-update hide-scrollbars"
WAIT_SECONDS = 300

Work = Sequence[tuple[str, dict[str, Any]]]


@cache
def pyodide() -> Path:
    """The folder of Pyodide's files; skips where node or npm's packages cannot be had."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not on this machine")
    mark = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in LOCK)).hexdigest()[:12]
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "import-desk" / f"web-tests-{mark}"
    if not home.is_dir():
        home.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home.parent) as aside:
            _install(Path(aside) / "whole", home)
    return home / "node_modules" / "pyodide"


def _install(aside: Path, home: Path) -> None:
    aside.mkdir()
    for name in LOCK:
        shutil.copy(HERE / name, aside)
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=aside, capture_output=True, text=True, check=False, timeout=WAIT_SECONDS)
    if done.returncode:
        pytest.skip(f"npm cannot fetch Pyodide: {done.stderr.strip().splitlines()[-1:]}")
    with contextlib.suppress(OSError):  # another worker was quicker
        aside.rename(home)


def chromium() -> str:
    """The browser; skips where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return str(pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)"))


# --- what goes there and what comes back ---


def sent(arguments: Sequence[Any]) -> list[Any]:
    """Arguments of a formula as the stand-in takes them: cells of a sheet, "" for one that is left out."""
    return ["" if one is MISSING else [[_json(cell) for cell in row] for row in _rows(one)] for one in arguments]


def _rows(one: Any) -> Sequence[Sequence[Any]]:
    return one if isinstance(one, tuple) else ((one,),)


def _json(cell: Any) -> Any:
    return {"error": cell.value} if isinstance(cell, CellError) else cell


def back(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The cells that came back; "" is a blank, as every function gives it."""
    return [[_cell(one) for one in row] for row in rows]


def _cell(one: Any) -> Any:
    if isinstance(one, dict):
        return CellError(one["error"])
    if one == "":
        return None
    return float(one) if isinstance(one, int) and not isinstance(one, bool) else one


# --- in node ---


def in_node(site: Path, work: Work, folder: Path, *late: str) -> dict[str, Any]:
    """What the bundle's own script answers in node, with a stand-in for Office.js, which may be `late`."""
    asked = folder / "work.json"
    asked.write_text(json.dumps(work), encoding="utf-8")
    command = ["node", str(HERE / "node.cjs"), str(asked), str(site), f"{pyodide()}{os.sep}", *late]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=WAIT_SECONDS)
    assert done.returncode == 0, done.stderr[-2000:]
    return dict(json.loads((folder / "work.json.answers").read_text(encoding="utf-8")))


# --- in a browser ---


def headers_said() -> dict[str, str]:
    """The headers that the page on hosting tells IT to send."""
    text = (ROOT / "docs" / "web.md").read_text(encoding="utf-8")
    block = text.partition("```http\n")[2].partition("\n```")[0]
    return dict(line.split(": ", 1) for line in block.splitlines())


@contextmanager
def served(site: Path, work: Work) -> Iterator[tuple[str, Event, dict[str, Any]]]:
    """The bundle as a bank's server gives it; its page takes the stand-in for office.js, a run stands last."""
    told, found = Event(), dict[str, Any]()
    own = {name: (HERE / name).read_bytes() for name in ("office_stand_in.js", "harness.js", "run.js")}

    def content(name: str) -> bytes | None:
        if name == "work.json":
            return json.dumps(work).encode()
        if name == "done.png":  # the page counts as loaded when all is answered
            told.wait(WAIT_SECONDS)
            return (site / "icon-16.png").read_bytes()
        if name in own:
            return own[name]
        path = site / name
        if not path.is_file():
            return None
        data = path.read_bytes()
        return _with_run(data.decode()).encode() if path.suffix == ".html" else data

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.lstrip("/").partition("?")[0]
            data = content(name)
            self.send_response(200 if data is not None else 404)
            for header, value in headers_said().items():
                self.send_header(header, value)
            self.send_header("Content-Type", KINDS.get(Path(name).suffix, "application/octet-stream"))
            self.end_headers()
            self.wfile.write(data or b"")

        def do_POST(self) -> None:
            found.update(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()
            told.set()

        def log_message(self, format: str, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/functions.html", told, found
    finally:
        server.shutdown()


def _with_run(page: str) -> str:
    assert OFFICE in page
    page = page.replace(OFFICE, "office_stand_in.js")
    behind = '<script src="harness.js"></script><script src="run.js"></script><img src="done.png" alt="" hidden>'
    return re.sub("</body>", f"{behind}</body>", page)


def in_chromium(site: Path, work: Work, folder: Path) -> dict[str, Any]:
    """What the page answers in a headless Chromium; a picture of it lies in the folder as page.png."""
    program = chromium()
    with served(site, work) as (address, told, found):
        options = [f"--{one}" for one in QUIET.split()]
        options += [
            f"--user-data-dir={folder / 'profile'}",
            "--window-size=900,760",
            f"--screenshot={folder / 'page.png'}",
        ]
        done = subprocess.run(
            [program, *options, address], capture_output=True, text=True, check=False, timeout=WAIT_SECONDS
        )
        assert told.is_set(), done.stderr[-2000:]
    assert "fault" not in found, found["fault"]
    return found
