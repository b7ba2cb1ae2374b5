"""Looks into each layer of an image, also at what a later layer hides."""

import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.docker import Docker

Layer = dict[str, bytes]


def layers(docker: Docker, image: str, skip: int = 0) -> Iterator[Layer]:
    """Yield the layers of an image, lowest first: path → content of its files.

    A file that a layer deletes is there as `.wh.NAME`. `skip` leaves out so many lowest layers.
    """
    with tempfile.NamedTemporaryFile(suffix=".tar") as saved:
        docker("save", "--output", saved.name, image)
        with tarfile.open(saved.name) as archive:
            manifest = json.loads(_read(archive, "manifest.json"))[0]
            for name in manifest["Layers"][skip:]:
                yield _files(_read(archive, name))


def own_layers(docker: Docker, image: str, base: str) -> list[Layer]:
    """Return the layers that an image adds to its base image."""
    count = len(docker.inspect(base, "image")["RootFS"]["Layers"])
    return list(layers(docker, image, skip=count))


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(name)
    assert member is not None
    return member.read()


def _files(layer: bytes) -> Layer:
    with tarfile.open(fileobj=io.BytesIO(layer)) as archive:
        return {
            str(Path(member.name)): (_read(archive, member.name) if member.isfile() else b"")
            for member in archive
            if not member.isdir()
        }
