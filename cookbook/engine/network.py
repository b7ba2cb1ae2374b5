"""A network of its own for an engine: a namespace that reaches the outside through this machine."""

from pathlib import Path

from cookbook.engine.shell import NoEngine, output, run

PATH = {"PATH": "/usr/sbin:/sbin:/usr/bin:/bin"}
FIRST_MACHINE = 11  # networks from here on are machines, which see each other's real address
MACHINES = "198.51.100.0/28"  # set aside for documentation: the pages name these addresses


def prefix(number: int) -> list[str]:
    """Return the start of a command line that runs the rest in network `number`; 0 is the host's.

    `ip netns exec` would mount a new /sys as well, in which an engine finds no cgroups.
    """
    return ["nsenter", f"--net=/run/netns/{name(number)}", "--"] if number else []


def create(number: int) -> None:
    """Make network `number` anew: nothing of one that a killed run left is kept."""
    if not number:
        return
    remove(number)
    resolvers = [
        line.split()[1]
        for line in Path("/etc/resolv.conf").read_text().splitlines()
        if line.startswith("nameserver ")
    ]
    if resolvers and all(address.startswith(("127.", "::1")) for address in resolvers):
        raise NoEngine(
            f"/etc/resolv.conf names {resolvers[0]} alone, which no other network of this machine"
            " reaches; name the resolver behind it"
        )
    outside, inside = name(number), f"{name(number)}-in"
    # The range that RFC 2544 sets aside for tests of networks; Docker's own pools are elsewhere.
    host, guest = f"198.18.{number}.1", address(number)
    within = prefix(number)
    for command in (
        ["ip", "netns", "add", name(number)],
        ["ip", "link", "add", outside, "type", "veth", "peer", "name", inside],
        ["ip", "link", "set", inside, "netns", name(number)],
        ["ip", "address", "add", host, "peer", guest, "dev", outside],
        ["ip", "link", "set", outside, "up"],
        [*within, "ip", "address", "add", guest, "peer", host, "dev", inside],
        [*within, "ip", "link", "set", inside, "up"],
        [*within, "ip", "link", "set", "lo", "up"],
        [*within, "ip", "route", "add", "default", "via", host],
        *(["iptables", "--wait", *rule] for rule in rules("--insert", number)),
    ):
        run(*command, env=PATH)
    Path("/proc/sys/net/ipv4/ip_forward").write_text("1")


def remove(number: int) -> None:
    """Remove network `number` and all that leads to it."""
    if not number:
        return
    for rule in rules("--delete", number):
        output("iptables", "--wait", *rule, env=PATH)
    output("ip", "link", "delete", name(number), env=PATH)
    output("ip", "netns", "delete", name(number), env=PATH)


def rules(change: str, number: int) -> list[list[str]]:
    """Return the arguments of iptables that add or delete the rules for network `number`.

    The engine in the machine's own network drops what it does not know, hence the last two.
    """
    outside = name(number)
    masquerade = ["--source", address(number), "!", "--destination", MACHINES]
    return [
        ["--table", "nat", change, "POSTROUTING", *masquerade, "--jump", "MASQUERADE"],
        [change, "FORWARD", "--in-interface", outside, "--jump", "ACCEPT"],
        [change, "FORWARD", "--out-interface", outside, "--jump", "ACCEPT"],
    ]


def address(number: int) -> str:
    """Return the address of network `number`."""
    return f"198.51.100.{number}" if number >= FIRST_MACHINE else f"198.18.{number}.2"


def name(number: int) -> str:
    """Return the name of both the namespace and the machine's end of the cable to it."""
    return f"cookbook{number}"
