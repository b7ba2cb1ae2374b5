"""What a page leaves behind: the reader's own things, and nobody else's."""

import os
import socket

import pytest

from cookbook.reader.sandbox import EPHEMERAL, ports


def test_only_the_ports_of_the_reader_count() -> None:
    with socket.socket() as server:
        for number in range(EPHEMERAL - 200, EPHEMERAL):
            try:
                server.bind(("127.0.0.1", number))
            except OSError:
                continue
            break
        else:
            pytest.fail("no port is free")
        server.listen()
        assert f"port {number}" in ports(os.getuid())
        assert f"port {number}" not in ports(os.getuid() + 1)
    assert f"port {number}" not in ports(os.getuid())
