"""A package with VBA read by the letter of its specifications ([MS-OVBA], OPC), not by what built it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import olefile
from lxml import etree
from oletools.olevba import decompress_stream

VBA_PART = "xl/vbaProject.bin"
_NAME, _STREAM, _PROCEDURAL, _OTHER, _OFFSET, _REGISTERED, _END = 0x19, 0x1A, 0x21, 0x22, 0x31, 0x0D, 0x10
_PROJECT = 0x04
_VERSION = 0x09  # the one record whose size does not tell its length
_STRICT = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass
class Module:
    """A module as the `dir` stream declares it."""

    name: str
    stream: str = ""
    is_standard: bool = False
    offset: int = -1


@dataclass
class Declared:
    """What the `dir` stream declares."""

    name: str = ""
    modules: list[Module] = field(default_factory=list)
    references: list[str] = field(default_factory=list)


class Package:
    """The parts of an .xlam or .xlsm."""

    def __init__(self, parts: Mapping[str, bytes], names: list[str] | None = None) -> None:
        self.parts = dict(parts)
        self.names = names or list(parts)

    @classmethod
    def read(cls, path: Path) -> Package:
        """A file's parts; a name that stands in it twice is kept in `names`."""
        with zipfile.ZipFile(path) as file:
            return cls({name: file.read(name) for name in file.namelist()}, file.namelist())

    def xml(self, name: str) -> etree._Element:
        """A part as a tree."""
        return etree.fromstring(self.parts[name], _STRICT)

    @cached_property
    def streams(self) -> dict[str, bytes]:
        """Streams of the VBA project by their paths."""
        with olefile.OleFileIO(io.BytesIO(self.parts[VBA_PART])) as file:
            return {"/".join(path): file.openstream(path).read() for path in file.listdir()}

    @cached_property
    def declared(self) -> Declared:
        """Modules and references of the `dir` stream."""
        found = Declared()
        for kind, data in _records(bytes(decompress_stream(bytearray(self.streams["VBA/dir"])))):
            if kind == _PROJECT:
                found.name = data.decode("cp1252")
            elif kind == _NAME:
                found.modules.append(Module(data.decode("cp1252")))
            elif kind == _REGISTERED:
                size = struct.unpack_from("<I", data)[0]
                found.references.append(data[4 : 4 + size].decode("cp1252"))
            elif kind == _STREAM:
                found.modules[-1].stream = data.decode("cp1252")
            elif kind in {_PROCEDURAL, _OTHER}:
                found.modules[-1].is_standard = kind == _PROCEDURAL
            elif kind == _OFFSET:
                found.modules[-1].offset = struct.unpack("<I", data)[0]
        return found

    @cached_property
    def sources(self) -> dict[str, bytes]:
        """Source of each module that has a stream, decoded from it."""
        found = {}
        for module in self.declared.modules:
            stream = self.streams.get(f"VBA/{module.stream}")
            if stream is not None:
                found[module.name] = bytes(decompress_stream(bytearray(stream[module.offset :])))
        return found

    @property
    def project(self) -> str:
        """The PROJECT stream, which is plain text."""
        return self.streams["PROJECT"].decode("cp1252", "replace")

    def project_value(self, name: str) -> str:
        """A quoted value of the PROJECT stream."""
        found = re.search(rf'^{name}="([^"]*)"', self.project, re.MULTILINE)
        return found[1] if found else ""

    def project_modules(self) -> list[str]:
        """Modules that the PROJECT stream lists."""
        return re.findall(r"^(?:Document|Module|Class)=(\w+)", self.project, re.MULTILINE)

    def named_modules(self) -> list[str]:
        """Modules of the PROJECTwm stream: each name in the code page, then in UTF-16."""
        data, found = self.streams["PROJECTwm"], []
        while data[:1] not in {b"", b"\0"}:
            name, _, rest = data.partition(b"\0")
            wide = name.decode("cp1252").encode("utf-16-le")
            found.append(name.decode("cp1252") if rest.startswith(wide + b"\0\0") else f"? {name!r}")
            data = rest[len(wide) + 2 :]
        return found

    def protection(self) -> tuple[bytes, bytes, bytes]:
        """Protection, password and visibility of the project, decoded ([MS-OVBA] 2.4.3.3)."""
        return tuple(_decoded(self.project_value(name), self.project_value("ID")) for name in ("CMG", "DPB", "GC"))  # type: ignore[return-value]


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 6 <= len(data):
        kind, size = struct.unpack_from("<HI", data, at)
        size = 6 if kind == _VERSION else size
        yield kind, data[at + 6 : at + 6 + size]
        at += 6 + size
        if kind == _END:
            return


def _decoded(text: str, project_id: str) -> bytes:
    data, key = bytes.fromhex(text), sum(project_id.encode()) & 0xFF
    seed, plain, before = data[0], bytearray(), key
    if data[1] ^ seed != 2 or data[2] ^ seed != key:
        return b"not for this project"
    for at in range(3, len(data)):
        plain.append(data[at] ^ ((data[at - 2] + before) & 0xFF))
        before = plain[-1]
    skipped = (seed & 6) // 2
    return bytes(plain[skipped + 4 :])
