"""Print what the WebSocket sends."""

import socket
import ssl

from websockets.sync.client import connect

with connect(
    "wss://library.localhost/ws/count/",
    sock=socket.create_connection(("proxy", 443)),  # the proxy's name in its network
    ssl=ssl.create_default_context(cafile="root.crt"),
    origin="https://library.localhost",
) as messages:
    for message in messages:
        print(message, flush=True)
