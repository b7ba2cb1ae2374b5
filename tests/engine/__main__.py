"""`python -m tests.engine up`, `down` or `env`: a Docker engine for the tests."""

import argparse
import sys

from tests.engine import engine
from tests.engine.shell import say


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.engine", description=__doc__)
    parser.add_argument("command", choices=("up", "down", "env"))
    command = parser.parse_args().command
    if command == "up":
        try:
            env = engine.ensure()
        except engine.NoEngine as error:
            print(error, file=sys.stderr)
            return 2
        say(f"Docker {engine.answers(env)} is ready")
        if env:
            say('use it: eval "$(python -m tests.engine env)"')
    elif command == "down":
        say("stopped" if engine.stop() else "nothing of ours is running")
    else:
        print(engine.exports())
    return 0


if __name__ == "__main__":
    sys.exit(main())
