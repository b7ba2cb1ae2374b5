"""The tables of what `make measure` found, made from its files in `cookbook/data/`."""

import json
from math import ceil
from typing import Any

from cookbook.repo import ROOT
from cookbook.site import curve

DATA = ROOT / "cookbook/data"
NAMES = {
    "alpine note": "Alpine, before",
    "full note": "full Debian, before",
    "slim note": "slim, before",
    "production": "**the project's, production**",
    "slim note with tests": "slim, before, with the packages for tests",
    "development": "**the project's, development**, with the packages for tests",
}
DIES = {
    "web": "the container of `web`",
    "worker process": "one of gunicorn's processes",
    "proxy": "the proxy",
    "database": "the database",
    "database silent": "the database goes silent",
    "network cut": "the network between `web` and the database",
    "disk full": "the database's disk is full",
}
SEEN = {
    "500": "500",
    "502": "502",
    "ConnectionRefusedError": "connection refused",
    "ConnectionResetError": "connection lost",
    "RemoteDisconnected": "connection lost",
    "SSLEOFError": "connection lost",
    "TimeoutError": "no answer in 5 s",
}
SERVERS = {
    "gunicorn, threads": "**the finished project**",
    "1 process": "one process",
    "4 processes": "four processes",
    "2 processors": "`cpus: 2`",
    "gunicorn, one request per process": "gunicorn's sync worker: no threads",
    "gunicorn, ASGI": "gunicorn's ASGI worker",
    "runserver": "`runserver`",
    "Caddy in front": "Caddy in front, with HTTPS",
    "Caddy, 2 replicas": "Caddy and two replicas",
    "Caddy, 4 replicas": "Caddy and four replicas",
    "a connection for each request": "`CONN_MAX_AGE` is 0",
    "PgBouncer": "PgBouncer",
    "PgBouncer, a connection to it for each request": "PgBouncer, and `CONN_MAX_AGE` is 0",
    "pages from the cache": "whole pages from a cache in memory",
}


def recorded(name: str) -> Any:
    """Return what was measured last of builds, load or accidents."""
    return json.loads((DATA / f"{name}.json").read_text())


def builds() -> list[str]:
    """Return the table as Markdown: times as shares of one build, sizes in megabytes."""
    record = recorded("builds")
    rows = [
        f"| {name} | {cost['cold']:.2f} | {cost['edit']:.2f} | {cost['dependency']:.2f} "
        f"| {cost['added_mb']:.0f} MB |"
        for key, name in NAMES.items()
        for cost in [record["builds"][key]]
    ]
    return [
        "| | nothing cached | one line of code edited | one package added | over its base |",
        "|---|--:|--:|--:|--:|",
        *rows,
        "",
        f"Measured on {record['bases']}; each time is the {record['times'].partition(';')[0]}.",
        "",
    ]


def accidents() -> list[str]:
    """Return the table of what dies, who noticed, and what was lost."""
    record = recorded("accidents")
    rows = []
    for name, title in DIES.items():
        found = record["accidents"][name]
        seen = sorted({SEEN[kind] for kind in found["failed"]})
        rows.append(
            f"| {title} | {sum(found['failed'].values())} of {found['requests']} "
            f"| {', '.join(seen) or 'nothing'} | {found['seconds']} s "
            f"| {found['lost']} of {found['acknowledged']} |"
        )
    return [
        "| dies | failed requests | visitors see | healed after | acknowledged rows lost |",
        "|---|--:|---|--:|--:|",
        *rows,
        "",
    ]


def servers() -> list[str]:
    """Return the table of how many requests servers answer, as shares of the project's."""
    record = recorded("load")
    rows = []
    for name, title in SERVERS.items():
        found = record["servers"][name]["list"]
        busy = {service: used for service, used in record["busy"][name].items() if used}
        used = ", ".join(f"{service} {share}" for service, share in busy.items())
        figures = " | ".join(f"{found[figure]:.2f}" for figure in ("rate", "p50", "p99"))
        rows.append(f"| {title} | {figures} | {used} |")
    return [
        "| | requests per second | half answered within | 99 of 100 within | processors used |",
        "|---|--:|--:|--:|---|",
        *rows,
        "",
    ]


def pages() -> list[str]:
    """Return the table of how quickly each kind of page is answered by each kind of server."""
    record = recorded("load")
    kinds = record["pages"]
    names = [name for name in SERVERS if len(record["servers"][name]) == len(kinds)]
    rows = [
        f"| {SERVERS[name]} | "
        + " | ".join(
            f"{record['servers'][name][kind]['rate'] * kinds[kind]['rate']:.2f}" for kind in kinds
        )
        + " |"
        for name in names
    ]
    return [
        "| requests per second | list of books | one book | the API's list |",
        "|---|--:|--:|--:|",
        *rows,
        "",
    ]


HAPPENS = {
    "update": "an update to another version",
    "sick version": "a version that does not start",
    "drain and return": "a machine drained, and taken back",
    "join": "a machine joins",
    "machine": "a machine loses its power",
    "leader": "the leader of the managers loses its power",
    "network slow": "a machine's network is slow and loses packets, for 10 seconds",
    "network cut": "a machine is cut off from the network, for 10 seconds",
    "database": "the database's machine loses its power, and a replica takes over",
}


def cluster() -> list[str]:
    """Return the table of what happens to three machines, and what it costs."""
    events = recorded("cluster")["events"]
    rows = []
    for name, found in events.items():
        title = HAPPENS[name]
        failed = sum(found["failed"].values())
        healed = f"{ceil(found['seconds'])} s" if failed else "no outage"
        lost = f"{found['lost']} of {found['acknowledged']}"
        rows.append(f"| {title} | {found['requests']} | {failed} | {healed} | {lost} |")
    return [
        "| | requests | failed | well again after | acknowledged rows lost |",
        "|---|--:|--:|--:|--:|",
        *rows,
        "",
    ]


def machines() -> list[str]:
    """Return the table of what machines with a fixed share answer, measured and simulated."""
    rows = [
        f"| {point['machines']} | {point['shares']['db']:g} | **{point['measured']:.2f}** "
        f"| {point['simulated']:.2f} | {point['p99']:.1f} |"
        for point in recorded("capacity")["points"]
    ]
    return [
        "| machines | processors for the database | measured | simulated | 99 of 100 within |",
        "|--:|--:|--:|--:|--:|",
        *rows,
        "",
    ]


def growth() -> list[str]:
    """Return the drawing of what more machines would answer."""
    points = recorded("capacity")["curve"]
    lines = {
        f"database: {processors} processor{'s' * (processors > 1)}": [
            (point["machines"], point["rate"]) for point in points if point["db"] == processors
        ]
        for processors in (4, 1)
    }
    ends = {name: max(rate for _, rate in line) for name, line in lines.items()}
    about = "Throughput grows with the machines, and ends where the database does: " + ", ".join(
        f"{name}, at {end:.0f}" for name, end in ends.items()
    )
    return [curve.draw(lines, "machines", "throughput", about), ""]
