"""`make faults`: SEED, COUNT and FAMILY choose the faults, ENGINE=name asks an engine, too."""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import yaml

from cookbook.faults.families import CODE, FAMILIES, draw
from cookbook.faults.fault import Fault
from cookbook.faults.trial import Copy
from cookbook.repo import ROOT

RECORD = ROOT / "build/faults.json"
EQUIVALENT = Path(__file__).with_name("equivalent.yaml")
AT_MOST_EQUIVALENT = 0.03


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m cookbook.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--family", default="", help=f"one or more of: {', '.join(FAMILIES)}")
    parser.add_argument("--engine", default="", help="its name, for what fast tests do not notice")
    given = parser.parse_args()
    families = tuple(name for name in FAMILIES if given.family in name)
    faults = draw(given.seed, given.count, families)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        copy = Copy(Path(folder) / "cookbook", given.engine)
        copy.make()
        for fault in faults:
            for group in Copy(copy.root).groups(fault.path, []):
                if not copy.is_green(group):
                    print(f"{group[0]} fails without a fault:\n{copy.wrong(group)}")
                    return 2
        print(f"green without a fault: {', '.join(copy.green)}", flush=True)
        results = try_all(copy, faults)
    return report(results)


def try_all(copy: Copy, faults: list[Fault]) -> list[dict[str, str]]:
    """Try each fault; print and record what became of it."""
    results: list[dict[str, str]] = []
    reasons = {judged["diff"].strip(): judged["reason"] for judged in equivalent()}
    start = time.monotonic()
    for number, fault in enumerate(faults, 1):
        diff = fault.diff(ROOT)
        reason = reasons.get(diff.strip(), "")
        by, said = ("", reason) if reason else copy.notice(fault)
        verdict = "equivalent" if reason else f"caught by {by}" if by else "survived"
        results.append(
            {"family": fault.family, "kind": fault.kind, "verdict": verdict, "said": said}
            | {"diff": diff}
        )
        RECORD.parent.mkdir(exist_ok=True)
        RECORD.write_text(json.dumps(results, indent=1))
        left = (time.monotonic() - start) / number * (len(faults) - number) / 60
        print(f"\n{number} of {len(faults)}, {left:.0f} min left: {verdict}")
        print(f"{fault.family}, {fault.kind}\n{diff}", flush=True)
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
