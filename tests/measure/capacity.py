"""What one, two and three machines answer, each with a fixed share of a processor.

`make measure WHAT=capacity` writes `cookbook/data/capacity.json`: what was measured, beside what
`cookbook/site/capacity.py` says from the costs of a request on one machine, and its curve beyond.
"""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from cookbook.site.capacity import Shares, rate
from tests.docker import Docker, image
from tests.measure.cluster import ADDRESSES, Cluster, cluster
from tests.measure.load import WRK, Speed, read

SECONDS = 20  # of each measurement, after two to get warm
VISITORS = 12  # in all, however many machines
ROOMY, TIGHT = Shares(web=0.3, db=1), Shares(web=0.3, db=0.1)
CURVE = (1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24)
BUSY = 16  # visitors for each machine of the curve, more than it works on at a time


def containers(found: Cluster, service: str) -> dict[str, tuple[Docker, str]]:
    """Return for each machine that has one the container of a service."""
    only = ("--filter", f"label=com.docker.swarm.service.name={service}")
    names = {name: each("ps", "--quiet", *only) for name, each in found.machines.items()}
    return {name: (found.machines[name], id) for name, id in names.items() if id}


def used(found: Cluster, service: str) -> float:
    """Return how many seconds of a processor the containers of a service have used so far.

    As the engine's API says it: https://docs.docker.com/reference/api/engine/, ContainerStats.
    """
    total = 0.0
    for machine, container in containers(found, service).values():
        address = f"http://docker/containers/{container}/stats?stream=false&one-shot=true"
        socket = machine.env["DOCKER_HOST"].removeprefix("unix://")
        said = subprocess.check_output(["curl", "--silent", "--unix-socket", socket, address])
        total += json.loads(said)["cpu_stats"]["cpu_usage"]["total_usage"] / 1e9
    return total


def scale(found: Cluster, machines: int, share: float) -> None:
    """Let so many machines have one container of `web` with this share."""
    words = ("--quiet", "--detach=false", "--update-order", "stop-first")
    size = ("--replicas", str(machines), "--replicas-max-per-node", "1")
    found.manager("service", "update", *words, *size, "--limit-cpu", str(share), "library_web")


def ask(docker: Docker, names: list[str], seconds: int) -> list[Speed]:
    """Let visitors ask the proxies of these machines, all at once; return what each was answered.

    Raises AssertionError if an answer is an error.
    """
    each = str(VISITORS // len(names))
    wrk = ("wrk", "--threads", "1", "--connections", each, "--latency", "--timeout", "10s")
    run = ("run", "--rm", "--network", "host", image("wrk"), *wrk, "--duration", f"{seconds}s")
    with ThreadPoolExecutor() as side_by_side:
        said = list(
            side_by_side.map(lambda name: docker(*run, f"http://{ADDRESSES[name]}/"), names)
        )
    assert not [text for text in said if "Non-2xx" in text], said
    return [read(text) for text in said]


def measure(docker: Docker, folder: Path) -> dict[str, object]:
    """Ask one, two and three machines, with a roomy database and a tight one."""
    docker.build("wrk", dockerfile=WRK)
    parts = {"web": "library_web", "proxy": "library_proxy", "db": "data_db"}
    found_speeds: list[tuple[Shares, int, list[Speed]]] = []
    with cluster(folder / "library") as found:
        found.python("from django.core.management import call_command as c\nc('load_samples')\n")
        costs = None
        for shares in (ROOMY, TIGHT):
            machine, database = containers(found, "data_db")["two"]
            machine("update", "--cpus", str(shares.db), database)
            for machines in (1, 2, 3):
                print(f"{machines} machines, the database's share is {shares.db}", flush=True)
                scale(found, machines, shares.web)
                names = list(containers(found, "library_web"))
                ask(docker, names, 2)
                before = {part: used(found, service) for part, service in parts.items()}
                speeds = ask(docker, names, SECONDS)
                if not costs:
                    requests = sum(speed.rate for speed in speeds) * SECONDS
                    spent = {p: used(found, service) - before[p] for p, service in parts.items()}
                    costs = Shares(**{p: round(spent[p] / requests, 6) for p in parts})
                found_speeds.append((shares, machines, speeds))
    assert costs
    return {"visitors": VISITORS, **record(costs, found_speeds)}


def record(costs: Shares, found: list[tuple[Shares, int, list[Speed]]]) -> dict[str, object]:
    """Return what was measured and what is simulated, as ratios to one machine.

    `costs` are in seconds, and `rate`, the 1 of the ratios, in requests a second: the simulation's
    own input. In the curve, 1 is what a processor of `web` can answer.
    """
    first = found[0][2][0]
    points = [
        {
            "shares": asdict(shares),
            "machines": machines,
            "measured": round(sum(speed.rate for speed in speeds) / first.rate, 2),
            "simulated": round(rate(costs, shares, machines, VISITORS) / first.rate, 2),
            "p99": round(max(speed.p99 for speed in speeds) / first.p50, 1),
        }
        for shares, machines, speeds in found
    ]
    return {"costs": asdict(costs), "rate": first.rate, "points": points, "curve": curve(costs)}


def curve(costs: Shares) -> list[dict[str, object]]:
    """Return what more machines would answer, each with a processor for `web`."""
    points: list[dict[str, object]] = []
    for processors in (1, 4):
        for machines in CURVE:
            shares = Shares(db=processors)
            answers = rate(costs, shares, machines, BUSY * machines) * costs.web
            points.append({"db": processors, "machines": machines, "rate": round(answers, 2)})
    return points
