"""What the last whole run of the tests ran on and found: kept, joined, and shown on a page."""

import json
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cookbook.engine import images
from cookbook.engine.shell import output
from cookbook.repo import ROOT, commit
from cookbook.report.census import Kinds
from cookbook.site.versions import day

RESULT = ROOT / "build/last-run.json"
ENGINES = ROOT / "build/engines"  # a file of facts for each engine of the run
FACTS = ("engine", "compose", "buildx", "buildkit", "store")
Run = dict[str, Any]


def forget_engines() -> None:
    """Remove what an earlier run noted of its engines."""
    for file in ENGINES.glob("*.json"):
        file.unlink()


def note_engine(name: str, env: dict[str, str]) -> None:
    """Keep what the engine is that `env` leads to, and what its base images are."""
    ENGINES.mkdir(parents=True, exist_ok=True)
    (ENGINES / f"{name}.json").write_text(json.dumps(facts(env)))


def facts(env: dict[str, str]) -> dict[str, Any]:
    """Return the versions of an engine and its clients, its image store and its base images."""
    store = output("docker", "info", "--format", "{{.Driver}} {{json .DriverStatus}}", env=env)
    inspected = output("docker", "buildx", "inspect", env=env)
    bases = {}
    tags = [stand_in.tag for stand_in in images.STAND_INS if stand_in.parent]
    for tag, label in images.labels_of(tags, env).items():
        if label:
            digest = "{{if .RepoDigests}}{{index .RepoDigests 0}}{{else}}{{.Id}}{{end}}"
            shown = output("docker", "image", "inspect", "--format", digest, tag, env=env)
            kind = "official" if label == "official" else "stand-in"
            bases[tag] = (kind, shown.rpartition("@")[2])
    return {
        "engine": output("docker", "version", "--format", "{{.Server.Version}}", env=env),
        "compose": output("docker", "compose", "version", "--short", env=env),
        "buildx": output("docker", "buildx", "version", env=env).split()[1].lstrip("v"),
        "buildkit": next(
            iter(re.findall(r"BuildKit version: +v?([1-9.]\S*|0\.[1-9]\S*)", inspected)), "unknown"
        ),
        "store": "containerd"
        if "containerd.snapshotter" in store
        else f"{store.split()[0]}, classic",
        "bases": bases,
    }


def record(pages: int, kinds: Kinds, groups: set[str], seconds: float) -> None:
    """Keep a run: how many pages have blocks, the blocks by kind, and the groups that passed."""
    run = {
        "commit": commit(),
        "date": datetime.now(UTC).date().isoformat(),
        "seconds": round(seconds),
        "pages": pages,
        "kinds": {kind: (total, sorted(tried)) for kind, (total, tried) in kinds.items()},
        "groups": sorted(groups),
        "engines": [json.loads(file.read_text()) for file in sorted(ENGINES.glob("*.json"))],
    }
    RESULT.write_text(json.dumps(run, indent=1))


def join(runs: list[Run]) -> Run:
    """Return as one what several jobs recorded, each of which ran a part of the tests."""
    kinds = {
        kind: (total, sorted({key for run in runs for key in run["kinds"][kind][1]}))
        for kind, (total, _) in runs[0]["kinds"].items()
    }
    return runs[0] | {
        "seconds": max(run["seconds"] for run in runs),
        "kinds": kinds,
        "groups": sorted({group for run in runs for group in run["groups"]}),
        "engines": [engine for run in runs for engine in run["engines"]],
    }


def summary() -> dict[str, Any]:
    """Return the figures of the last run for the first page and the foot; nothing without one."""
    if not RESULT.exists():
        return {}
    run = json.loads(RESULT.read_text())
    return {
        "blocks": sum(total for total, _ in run["kinds"].values()),
        "tried": sum(len(tried) for _, tried in run["kinds"].values()),
        "pages": run["pages"],
        "day": day(date.fromisoformat(run["date"])),
        "minutes": max(1, round(run["seconds"] / 60)),
        "engines": sorted({engine["engine"] for engine in run["engines"]}),
        "commit": run["commit"],
    }


def promise() -> list[str]:
    """Return two sentences for the first page: what is different here, and how much of it ran."""
    what = "What is different here: **every block that you can copy has been run**."
    if not (run := summary()):
        return [f"{what} [How this is tested](reference/how-tested.md) says how.", ""]
    engines = " and ".join(run["engines"])
    return [
        f"{what} On {run['day']} a program followed the pages from an empty directory, as you do, "
        f"in Docker Engine {engines}: of {run['blocks']} blocks on {run['pages']} pages, "
        f"{run['tried']} did what [their page shows](reference/how-tested.md).",
        "",
    ]


def table() -> list[str]:
    """Return the last run as Markdown, or where it will be."""
    if not RESULT.exists():
        return [
            "This copy of the site was built without a test run; the published one has figures."
        ]
    run = json.loads(RESULT.read_text())
    engines = dict.fromkeys(tuple(engine[fact] for fact in FACTS) for engine in run["engines"])
    bases: dict[tuple[str, str], str] = {}  # the id of a stand-in depends on the image store
    for tag, (kind, digest) in (
        base for engine in run["engines"] for base in engine["bases"].items()
    ):
        bases.setdefault((tag, kind), digest)
    rows = [(kind, total, len(tried)) for kind, (total, tried) in run["kinds"].items()]
    total, tried = sum(row[1] for row in rows), sum(row[2] for row in rows)
    return [
        f"At commit `{run['commit'][:12]}`, on {day(date.fromisoformat(run['date']))}, in "
        f"{max(1, round(run['seconds'] / 60))} minutes, on {run['pages']} pages with blocks:",
        "",
        "| kind | blocks | executed, built or compared |",
        "|---|---|---|",
        *(f"| {kind} | {blocks} | {done} |" for kind, blocks, done in rows),
        f"| **all** | **{total}** | **{tried}** ({tried / total:.1%}) |",
        "",
        "| Docker Engine | Compose | Buildx | BuildKit | image store |",
        "|---|---|---|---|---|",
        *(f"| {' | '.join(engine)} |" for engine in engines),
        "",
        "| base image | from | digest |",
        "|---|---|---|",
        *(f"| `{tag}` | {kind} | `{digest[:19]}…` |" for (tag, kind), digest in bases.items()),
        "",
    ]


def main() -> int:
    """Join the files that are named; fail if a group of tests ran in none of the jobs."""
    run = join([json.loads(Path(name).read_text()) for name in sys.argv[1:]])
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(run, indent=1))
    missing = {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")} - {*run["groups"]}
    for group in sorted(missing):
        print(f"tests/{group}: no test of it ran", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
