"""`make faults`: SEED, COUNT and FAMILY choose the faults, ENGINE=name asks an engine, too."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import Queue

import yaml

from cookbook.faults.families import CODE, FAMILIES, draw
from cookbook.faults.fault import Fault
from cookbook.faults.trial import REBUILD, Copy
from cookbook.repo import ROOT

RECORD = ROOT / "build/faults.json"
EQUIVALENT = Path(__file__).with_name("equivalent.yaml")
AT_MOST_EQUIVALENT = 0.03


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m cookbook.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--family", default="", help=f"one or more of: {', '.join(FAMILIES)}")
    parser.add_argument(
        "--engine", default="", help="one or more, with commas, for what fast tests do not notice"
    )
    given = parser.parse_args()
    families = tuple(name for name in FAMILIES if given.family in name)
    faults = draw(given.seed, given.count, families)
    engines = given.engine.split(",") if given.engine else [""] * (os.cpu_count() or 1)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        copies = [Copy(Path(folder) / str(n) / "cookbook", name) for n, name in enumerate(engines)]
        for copy in copies:
            copy.make()
        for fault in faults:
            for group in Copy(copies[0].root).groups(fault.path, []):
                if not copies[0].is_green(group):
                    print(f"{group[0]} fails without a fault:\n{copies[0].wrong(group)}")
                    return 2
        print(f"green without a fault: {', '.join(copies[0].green)}", flush=True)
        for copy in copies[1:]:
            copy.green = dict(copies[0].green)
            copy.wrong(REBUILD)
        results = try_all(copies, faults)
    return report(results)


def try_all(copies: list[Copy], faults: list[Fault]) -> list[dict[str, str]]:
    """Try each fault, one in each copy at a time; print and record what became of it."""
    results: list[dict[str, str]] = []
    reasons = {judged["diff"].strip(): judged["reason"] for judged in equivalent()}
    start = time.monotonic()
    free: Queue[Copy] = Queue()
    for copy in copies:
        free.put(copy)

    def attempt(fault: Fault) -> dict[str, str]:
        diff = fault.diff(ROOT)
        if reason := reasons.get(diff.strip(), ""):
            verdict, said = "equivalent", reason
        else:
            copy = free.get()
            try:
                by, said = copy.notice(fault)
            finally:
                free.put(copy)
            verdict = f"caught by {by}" if by else "survived"
        found = {"family": fault.family, "kind": fault.kind, "verdict": verdict}
        return found | {"said": said, "diff": diff}

    with ThreadPoolExecutor(len(copies)) as side_by_side:
        tried = [side_by_side.submit(attempt, fault) for fault in faults]
        for number, done in enumerate(as_completed(tried), 1):
            results.append(found := done.result())
            RECORD.parent.mkdir(exist_ok=True)
            RECORD.write_text(json.dumps(results, indent=1))
            left = (time.monotonic() - start) / number * (len(faults) - number) / 60
            print(f"\n{number} of {len(faults)}, {left:.0f} min left: {found['verdict']}")
            print(f"{found['family']}, {found['kind']}\n{found['diff']}", flush=True)
    return results


def equivalent() -> list[dict[str, str]]:
    """Return the faults that change nothing that anyone could notice: diff and reason."""
    return yaml.safe_load(EQUIVALENT.read_text()) or []


def report(results: list[dict[str, str]]) -> int:
    """Print the survivors and a table by family; return 1 if too many are called equivalent."""
    for result in results:
        if result["verdict"] == "survived":
            print(f"\nSURVIVED {result['family']}, {result['kind']}\n{result['diff']}")
    equivalent = Counter(r["family"] for r in results if r["verdict"] == "equivalent")
    survived = Counter(r["family"] for r in results if r["verdict"] == "survived")
    every = Counter(r["family"] for r in results) - equivalent
    sums = {"code and configuration": list(CODE), "pages": [f for f in FAMILIES if f not in CODE]}
    print(f"\n{'family':24} faults  caught")
    for name, names in {**{name: [name] for name in every}, **sums}.items():
        count = sum(every[name] for name in names)
        caught = count - sum(survived[name] for name in names)
        if count:
            print(f"{name:24} {count:6}  {caught:6} {caught / count:5.0%}")
    print(f"\n{sum(equivalent.values())} more are equivalent, see {EQUIVALENT.relative_to(ROOT)}")
    return int(sum(equivalent.values()) > AT_MOST_EQUIVALENT * len(results))


if __name__ == "__main__":
    sys.exit(main())
