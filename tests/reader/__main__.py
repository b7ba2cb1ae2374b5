"""`make record`: runs pages and writes down what came out.

Arguments: pages, none for all; `--check` compares and writes nothing.
"""

import os
import sys
import tempfile
from pathlib import Path

from cookbook.chapters import STATES
from cookbook.pages import Page
from cookbook.repo import ROOT
from tests.browser import chromium
from tests.engine.engine import ensure
from tests.reader import record
from tests.reader.desk import desk, prepare
from tests.reader.follow import Wrong
from tests.reader.names import CHAPTERS, NAMES
from tests.reader.workspace import pack


def main(names: list[str]) -> int:
    """Record the named pages of `build/site`; return the exit status."""
    site = ROOT / os.environ.get("SITE", "build/site")
    check = "--check" in names
    names = [name for name in names if name != "--check"]
    unknown = set(names) - set(NAMES)
    if unknown:
        print(f"no such page: {', '.join(sorted(unknown))}")
        return 2
    env = {**os.environ, **ensure()}
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        shots = Path(folder) / "screenshots"
        shots.mkdir()
        # Chapters go on in one workspace, with what the last one left running.
        chapters = [name for name in CHAPTERS if not names or name in names]
        others = [name for name in NAMES if name not in CHAPTERS and (not names or name in names)]
        groups = [chapters] * bool(chapters) + [[name] for name in others]
        for number, group in enumerate(groups):
            workspace = Path(folder) / str(number) / "library"
            prepare(Page(site, group[0]), workspace)
            with desk(workspace, env, browser, None if check else shots) as reader:
                for name in group:
                    print(f"{name} …", flush=True)
                    try:
                        reader.follow(Page(site, name))
                    except Wrong as error:
                        print(error)
                        wrong += 1
                        break  # the next chapter starts from what is not there
                    if group is chapters:
                        pack(workspace, STATES / f"{Path(name).name}.zip")
                for place in [] if check else record.sessions(reader.results):
                    print(f"  rewrote {place}")
        for name in record.screenshots(shots):
            print(f"  wrote docs/images/{name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
