"""`make measure`: WHAT=builds, load, accidents, cluster or capacity; all takes half an hour."""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from cookbook.engine import images
from cookbook.engine.engine import ensure, stop_if_ours
from cookbook.site.measurements import DATA
from tests.docker import PYTHON, Docker, sweep
from tests.measure import accidents, builds, capacity, cluster, load

Measure = Callable[[Docker, Path], dict[str, object]]
ALL: dict[str, Measure] = {
    "builds": builds.measure,
    "load": load.measure,
    "accidents": accidents.measure,
    "cluster": cluster.measure,
    "capacity": capacity.measure,
}


def main(names: list[str]) -> int:
    """Measure what is named, or all; record each at once. Return 2 for a name that is none."""
    if unknown := set(names) - set(ALL):
        print(f"cannot measure {', '.join(unknown)}; there are {', '.join(ALL)}", file=sys.stderr)
        return 2
    docker = Docker({**os.environ, **ensure(), "APP_UID": "1000", "APP_GID": "1000"})
    official = images.labels_of([PYTHON], dict(docker.env))[PYTHON] == "official"
    bases = "the official base images" if official else "local stand-ins of the base images"
    for name in names or ALL:
        sweep(docker)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)  # users of containers read what is mounted
            found = ALL[name](docker, Path(folder))
        record = {"command": f"make measure WHAT={name}", "bases": bases, **found}
        (DATA / f"{name}.json").write_text(json.dumps(record, indent=2) + "\n")
    sweep(docker)
    stop_if_ours()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
