"""`make record`: runs pages and writes down what they print.

Arguments: pages, none for all; `--check` compares and writes nothing.
"""

import os
import sys
import tempfile
from pathlib import Path

from cookbook.engine.engine import ensure
from cookbook.page.pages import Page
from cookbook.reader import record
from cookbook.reader.browser import chromium
from cookbook.reader.follow import Wrong
from cookbook.reader.names import CHAPTERS, NAMES
from cookbook.reader.sandbox import sandbox, started
from cookbook.reader.workspace import pack
from cookbook.repo import ROOT
from cookbook.site.chapters import STATES


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
        # Chapters go on in one workspace, with what the last one left running: a chapter needs
        # all before it.
        chapters = [c for n, c in enumerate(CHAPTERS) if not names or {*CHAPTERS[n:]} & {*names}]
        others = [name for name in NAMES if name not in CHAPTERS and (not names or name in names)]
        groups = [chapters] * bool(chapters) + [[name] for name in others]
        for group in groups:
            with sandbox(env, browser, group[0], None if check else shots) as reader:
                try:
                    with started(reader, Page(site, group[0])):
                        for name in group:
                            print(f"{name} …", flush=True)
                            asked = not names or name in names
                            reader.screenshots = shots if asked and not check else None
                            so_far = len(reader.results)
                            reader.follow(Page(site, name))
                            if not asked:  # only on the way to another chapter
                                del reader.results[so_far:]
                            if group is chapters:
                                pack(reader.workspace, STATES / f"{Path(name).name}.zip")
                except Wrong as error:
                    print(error)
                    wrong += 1  # the next chapter starts from what is not there
                for place in [] if check else record.sessions(reader.results):
                    print(f"  rewrote {place}")
        for name in record.screenshots(shots):
            print(f"  wrote docs/images/{name}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
