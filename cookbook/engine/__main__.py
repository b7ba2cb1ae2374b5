"""A Docker engine for the tests, and others beside it."""

import argparse
import os
import sys

from cookbook.engine import engine
from cookbook.engine.shell import say


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m cookbook.engine", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for choice, help_text in (
        ("up", "make sure that it answers"),
        ("down", "stop it with its containers"),
        ("env", "print what leads a shell to it"),
        ("run", "make sure that it answers, and run a command in its network, which leads to it"),
    ):
        subparser = commands.add_parser(choice, help=help_text)
        name = subparser.add_argument("name", choices=tuple(engine.ENGINES), metavar="NAME")
        name.help = f"one of {', '.join(engine.ENGINES)}"
        if choice == "run":
            subparser.add_argument("program", nargs="+", metavar="COMMAND")
        else:
            name.nargs, name.default = "?", "default"
    given = parser.parse_args()
    if given.command == "down":
        say("stopped" if engine.stop(given.name) else "nothing of ours is running")
        return 0
    if given.command == "env":
        print(engine.exports(given.name))
        return 0
    try:
        env = engine.ensure(given.name)
    except engine.NoEngine as error:
        print(error, file=sys.stderr)
        return 2
    if given.command == "run":
        program = [*engine.prefix(given.name), *given.program]
        os.execvpe(program[0], program, os.environ | env)
    say(f"Docker {engine.answers(env)} is ready")
    if env:
        command = f"env {given.name}" if given.name != "default" else "env"
        say(f'use it: eval "$(python -m cookbook.engine {command})"')
    return 0


if __name__ == "__main__":
    sys.exit(main())
