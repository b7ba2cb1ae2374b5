"""Do what an editor does: attach, set a breakpoint, look at a value, and go on."""

import json
import socket
import sys
import threading
from pathlib import Path
from urllib.request import urlopen

file, code, expression, root = sys.argv[1:]
source = Path(file).absolute()
lines = [line.strip() for line in source.read_text().splitlines()]
connection = socket.create_connection(("localhost", 5678), timeout=60)
stream = connection.makefile("rwb")


def send(command, **arguments):
    body = json.dumps({"seq": 1, "type": "request", "command": command, "arguments": arguments})
    stream.write(f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
    stream.flush()


def wait_for(name):
    """Return what the next answer to this command, or the next event of this name, holds."""
    while header := stream.readline():
        stream.readline()
        message = json.loads(stream.read(int(header.split()[1])))
        if name in (message.get("command"), message.get("event")):
            return message.get("body", {})
    sys.exit(f"not {name}")


def visit():
    with urlopen("http://localhost:8000/", timeout=60) as page:
        print("page:", page.status)
    connection.shutdown(socket.SHUT_RDWR)


send("initialize", adapterID="python")
send("attach", pathMappings=[{"localRoot": str(Path.cwd()), "remoteRoot": root}])
wait_for("initialized")
send("setBreakpoints", source={"path": str(source)}, breakpoints=[{"line": lines.index(code) + 1}])
breakpoint_set = wait_for("setBreakpoints")["breakpoints"][0]
if not breakpoint_set["verified"]:
    sys.exit(breakpoint_set["message"])
send("configurationDone")
wait_for("attach")

visitor = threading.Thread(target=visit)
visitor.start()
thread = wait_for("stopped")["threadId"]
send("stackTrace", threadId=thread)
frame = wait_for("stackTrace")["stackFrames"][0]
print("stopped in", Path(frame["source"]["path"]).relative_to(Path.cwd()), frame["name"])
send("evaluate", expression=expression, frameId=frame["id"])
print(expression, "=", wait_for("evaluate")["result"])
send("continue", threadId=thread)
visitor.join()
