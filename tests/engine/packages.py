"""Debian packages: installed on this machine where they fit, else unpacked beside the system."""

import os
import shutil
from pathlib import Path

from tests.engine.shell import STATE, NoEngine, output, run, say

# The suite that has Compose 2; its Docker runs with the C library of Debian 12, too.
SUITE = "forky"
UNPACKED = ("docker.io", "docker-cli", "docker-compose", "docker-buildx", "tini-static")
INSTALLED = ("containerd", "runc", "iptables", "mmdebstrap")

DIRECTORY = STATE / "packages"
BIN = DIRECTORY / "usr/bin"
SBIN = DIRECTORY / "usr/sbin"
PLUGINS = DIRECTORY / "usr/libexec/docker/cli-plugins"


def mirror() -> str:
    """Return the address of the Debian mirror that this machine's apt uses."""
    query = ("apt-get", "indextargets", "--format=$(REPO_URI)", "Origin: Debian", "Label: Debian")
    if not output(*query):
        run("apt-get", "update")
    addresses = output(*query).splitlines()
    if not addresses:
        raise NoEngine("apt on this machine has no Debian mirror among its sources")
    return addresses[0]


def install() -> None:
    """Install what is missing of `INSTALLED`; each package is named after its command."""
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    missing = [name for name in INSTALLED if not shutil.which(name, path=path)]
    if not missing:
        return
    say(f"installing {', '.join(missing)}")
    run("apt-get", "update")
    run(
        "apt-get", "install", "--yes", "--no-install-recommends",
        "--option", "DPkg::Lock::Timeout=300", *missing,
        env={"DEBIAN_FRONTEND": "noninteractive"},
    )  # fmt: skip


def unpack() -> None:
    """Fetch and unpack `UNPACKED` into `DIRECTORY`, unless an earlier run did."""
    complete = DIRECTORY / "complete"
    if complete.exists() and complete.read_text().split() == list(UNPACKED):
        return
    say(f"fetching {', '.join(UNPACKED)}")
    downloads = STATE / "downloads"
    shutil.rmtree(downloads, ignore_errors=True)
    options = private_apt(downloads)
    run("apt-get", *options, "update")
    run("apt-get", *options, "download", *UNPACKED, cwd=downloads)

    shutil.rmtree(DIRECTORY, ignore_errors=True)
    for package in sorted(downloads.glob("*.deb")):
        run("dpkg-deb", "--extract", package, DIRECTORY)
    complete.write_text("\n".join(UNPACKED))
    shutil.rmtree(downloads)


def private_apt(directory: Path) -> list[str]:
    """Return apt options that read `SUITE` and leave this machine's own apt as it is."""
    (directory / "lists/partial").mkdir(parents=True)
    (directory / "archives/partial").mkdir(parents=True)
    sources = directory / "sources.list"
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    sources.write_text(f"deb [signed-by={keyring}] {mirror()} {SUITE} main\n")
    settings = {
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Dir::State::lists": directory / "lists",
        "Dir::State::status": "/dev/null",
        "Dir::Cache": directory,
        "Acquire::Check-Valid-Until": "false",
        "APT::Sandbox::User": "root",
    }
    return [f"--option={name}={value}" for name, value in settings.items()]
