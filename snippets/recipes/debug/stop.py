"""Do what an editor does: attach, set a breakpoint, look at a variable, go on."""

import json
import socket
import subprocess
import sys
from pathlib import Path

file, code, expression, url = sys.argv[1:]
here = Path.cwd()
launch = Path(".vscode/launch.json").read_text().replace("${workspaceFolder}", str(here))
attach = json.loads(launch)["configurations"][0]
line = 1 + next(n for n, text in enumerate(Path(file).read_text().splitlines()) if code in text)

editor = socket.create_connection(tuple(attach["connect"].values()), timeout=10)
stream = editor.makefile("rwb")


def send(command, **arguments):
    body = json.dumps({"seq": 1, "type": "request", "command": command, "arguments": arguments})
    stream.write(f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
    stream.flush()


def receive(name):
    """Return the body of the next event, or of the next answer to a command, of this name."""
    while True:
        length = int(stream.readline().split(b":")[1])
        message = json.loads(stream.read(len("\r\n") + length))
        if name in (message.get("event"), message.get("command")):
            return message.get("body", {})


send("initialize", adapterID="debugpy")
send("attach", **attach)
receive("initialized")
send("setBreakpoints", source={"path": str(here / file)}, breakpoints=[{"line": line}])
print("Breakpoint accepted:", receive("setBreakpoints")["breakpoints"][0]["verified"])
send("configurationDone")
receive("attach")
browser = subprocess.Popen(["curl", "--silent", "--output", "/dev/null", url])
try:
    thread = receive("stopped")["threadId"]
except TimeoutError:
    sys.exit("The page came, and nothing stopped")
send("stackTrace", threadId=thread, levels=1)
frame = receive("stackTrace")["stackFrames"][0]
print("Stopped in", frame["name"], "of", Path(frame["source"]["path"]).relative_to(here))
send("evaluate", expression=expression, frameId=frame["id"])
print(expression, "=", receive("evaluate")["result"])
send("continue", threadId=thread)
browser.wait()
send("disconnect")
receive("disconnect")
