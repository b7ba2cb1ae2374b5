#!/usr/local/bin/python3
"""`adduser` and `addgroup` as in Alpine's BusyBox; Debian's BusyBox is built without them."""

import argparse
import grp
import os
import pwd
import sys
from pathlib import Path


def free_id(taken: set[int], system: bool) -> int:
    """Return the lowest id that nobody has, from BusyBox's range."""
    return next(number for number in range(100 if system else 1000, 65000) if number not in taken)


def append(path: str, line: str) -> None:
    with open(path, "a") as file:
        file.write(line + "\n")


def add_group(name: str, number: int | None, system: bool) -> int:
    if any(group.gr_name == name for group in grp.getgrall()):
        sys.exit(f"addgroup: group '{name}' in use")
    if number is None:
        number = free_id({group.gr_gid for group in grp.getgrall()}, system)
    append("/etc/group", f"{name}:x:{number}:")
    return number


def join_group(user: str, group: str) -> None:
    lines = Path("/etc/group").read_text().splitlines()
    for index, line in enumerate(lines):
        if line.startswith(group + ":"):
            lines[index] += user if line.endswith(":") else "," + user
    Path("/etc/group").write_text("\n".join(lines) + "\n")


def add_user(options: argparse.Namespace) -> None:
    name = options.name
    if any(user.pw_name == name for user in pwd.getpwall()):
        sys.exit(f"adduser: user '{name}' in use")
    number = options.u
    if number is None:
        number = free_id({user.pw_uid for user in pwd.getpwall()}, options.S)
    if options.G:
        group = grp.getgrnam(options.G).gr_gid
    else:
        group = grp.getgrnam("nogroup").gr_gid if options.S else add_group(name, number, False)
    home = options.h or f"/home/{name}"
    shell = options.s or ("/sbin/nologin" if options.S else "/bin/sh")
    append("/etc/passwd", f"{name}:x:{number}:{group}:{options.g}:{home}:{shell}")
    append("/etc/shadow", f"{name}:!:0:0:99999:7:::")
    if not options.H:
        os.makedirs(home, exist_ok=True)
        os.chown(home, number, group)
    if not (options.D or options.S):
        sys.exit(f"passwd: password for {name} is unchanged")


def main() -> None:
    command = os.path.basename(sys.argv[0])
    parser = argparse.ArgumentParser(prog=command, add_help=False)
    parser.add_argument("-S", action="store_true")
    if command == "adduser":
        parser.add_argument("-D", action="store_true")
        parser.add_argument("-H", action="store_true")
        parser.add_argument("-u", type=int)
        for flag in "hsGk":
            parser.add_argument(f"-{flag}")
        parser.add_argument("-g", default="Linux User,,,")
    else:
        parser.add_argument("-g", type=int)
    parser.add_argument("name")
    parser.add_argument("group", nargs="?")
    # BusyBox takes options after names too.
    options = parser.parse_intermixed_args()
    if options.group:
        join_group(options.name, options.group)
    elif command == "adduser":
        add_user(options)
    else:
        add_group(options.name, options.g, options.S)


main()
