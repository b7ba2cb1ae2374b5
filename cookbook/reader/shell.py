"""One persistent bash, as a person has it in a terminal: a normal user, with a home."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pexpect

_READY = re.compile("\x02(\\d+)\x03")
# Before a last line that may be a prompt. Consumes nothing, as the rest of the line may be to come.
_ASKS = re.compile(r"(?<![^\r\n])(?=[^\r\n]*\S ?[:?\])>] ?\Z)")
_ENV = {
    "BUILDKIT_PROGRESS": "plain",
    "COMPOSE_ANSI": "never",
    "COMPOSE_PROGRESS": "plain",
    "DOCKER_CLI_HINTS": "false",
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "PAGER": "cat",
    "PS2": "",
    "TERM": "dumb",
}


class Stuck(Exception):
    """A command did not come back. The text is what it had printed."""


def _heed_interrupts() -> None:
    # Where the tests run in the background, Ctrl+C is ignored, and all children inherit it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def as_user(uid: int, env: dict[str, str]) -> list[str]:
    """Return the start of a command line that runs the rest as this user, in the engine's group.

    The user needs no account. Only root can be someone else: anyone but root stays who they are.
    """
    if os.getuid() or not uid:
        return []
    socket = Path(env.get("DOCKER_HOST", "unix:///var/run/docker.sock").removeprefix("unix://"))
    group = socket.stat().st_gid if socket.exists() else uid
    return ["setpriv", f"--reuid={uid}", f"--regid={uid}", f"--groups={group}", "--"]


class Shell:
    """Runs commands in one bash, as the user `uid`. `home` is theirs, and where it stands first."""

    def __init__(self, home: Path, env: dict[str, str], uid: int = 0, timeout: float = 420) -> None:
        self.env = {**os.environ, **env, **_ENV}
        self.user = as_user(uid, self.env)
        client = Path(self.env.setdefault("DOCKER_CONFIG", str(Path.home() / ".docker")))
        self.env["HOME"] = str(home)
        if self.user:
            os.chown(home, uid, uid)
            if (config := client / "config.json").exists():
                self.write(home / ".docker/config.json", config.read_bytes())
            del self.env["DOCKER_CONFIG"]  # the one at home
        # Line editing would now and then turn the terminal's echo on again.
        command = [*self.user, "bash", "--norc", "--noprofile", "--noediting"]
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            cwd=str(home),
            env={**self.env, "PS1": "\x02$?\x03"},
            encoding="utf-8",
            codec_errors="replace",
            dimensions=(50, 300),
            timeout=timeout,
            preexec_fn=_heed_interrupts,
        )
        self.child.setecho(False)
        self.child.expect(_READY)

    def run(
        self, command: str, shown: list[str] | None = None, answers: list[str] | None = None
    ) -> tuple[str, int]:
        """Type a command; return what it printed and its exit status.

        `shown` is the output on the page: prompts are answered with what stands behind them
        there, hidden ones with `answers`. A shown line `^C` interrupts the command once the lines
        above have come. Raises Stuck after the shell's timeout.
        """
        shown, answers = list(shown or []), list(answers or [])
        self.child.sendline(command)
        printed = ""
        if "^C" in shown:
            printed += self._until(shown[: shown.index("^C")])
            self.child.sendintr()
            printed += "\n^C"  # as a terminal that echoes shows it
        while True:
            try:
                which = self.child.expect([_READY, _ASKS])
            except pexpect.TIMEOUT:
                printed += str(self.child.before)
                self.child.sendintr()  # so that this shell can still say what was left
                self.child.expect([_READY, pexpect.TIMEOUT], timeout=10)
                raise Stuck(printed) from None
            printed += str(self.child.before)
            if which == 0:
                return printed.replace("\r\n", "\n"), int(self.child.match[1])  # type: ignore[index]
            asked = str(self.child.buffer)
            if self._grows(asked):
                continue
            self.child.expect_exact(asked)
            printed += asked
            if (answer := _answer(asked, shown, answers)) is not None:
                self.child.sendline(answer)

    def write(self, path: Path, content: bytes) -> None:
        """Save a file as the user of this shell. Raises OSError where they may not."""
        script = 'mkdir -p "$(dirname "$1")" && cat > "$1"'
        command = [*self.user, "sh", "-c", script, "sh", str(path)]
        saved = subprocess.run(command, input=content, capture_output=True, check=False)
        if saved.returncode:
            raise OSError(saved.stderr.decode())

    def _grows(self, unread: str, seconds: float = 1) -> bool:
        """Tell a line that is still being printed from a prompt, which waits."""
        try:
            self.child.expect(f"(?={re.escape(unread)}[\\s\\S])", timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        return True

    def _until(self, lines: list[str]) -> str:
        """Read until every line has come, whatever stands between them."""
        printed = ""
        for line in lines:
            if line != "...":
                try:
                    self.child.expect_exact(line.strip())
                except pexpect.TIMEOUT:
                    raise Stuck(printed + str(self.child.before)) from None
                printed += str(self.child.before) + str(self.child.after)
        return printed

    def close(self) -> None:
        """End the shell and what runs in it, in the background too."""
        subprocess.run(["pkill", "--session", str(self.child.pid)], check=False)
        self.child.close(force=True)


def _answer(asked: str, shown: list[str], answers: list[str]) -> str | None:
    """Return what to type at a prompt, or None if the page shows no such prompt.

    Raises Stuck if it shows the prompt and nothing to type.
    """
    for number, line in enumerate(shown):
        if line.strip() and line.startswith(asked.strip()):
            del shown[: number + 1]
            typed = line[len(asked.strip()) :].strip()
            if typed:
                return typed
            if not answers:
                raise Stuck(f"'{asked}' asks, and the page does not say what to type")
            return answers.pop(0) if len(answers) > 1 else answers[0]
    return None
