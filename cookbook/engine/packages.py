"""Debian packages: installed on this machine where they fit, else unpacked beside the system."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from cookbook.engine.shell import STATE, NoEngine, output, run, say

# Debian's packages, and the command by which one knows that a package is there.
INSTALLED = {
    "containerd": "containerd",
    "runc": "runc",
    "iptables": "iptables",
    "iproute2": "ip",
    "mmdebstrap": "mmdebstrap",
}


@dataclass(frozen=True)
class Release:
    """Docker as one suite of Debian has it, unpacked into `directory`."""

    suite: str
    directory: Path
    tini: str = "tini-static"

    @property
    def unpacked(self) -> tuple[str, ...]:
        return ("docker.io", "docker-cli", "docker-compose", "docker-buildx", self.tini)

    @property
    def bin(self) -> Path:
        return self.directory / "usr/bin"

    @property
    def sbin(self) -> Path:
        return self.directory / "usr/sbin"

    @property
    def plugins(self) -> Path:
        return self.directory / "usr/libexec/docker/cli-plugins"


# Both need no newer C library than that of Debian 12.
FORKY = Release("forky", STATE / "packages")
TRIXIE = Release("trixie", STATE / "packages-trixie", tini="tini")  # Docker 26.1, Compose 2.26


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
    """Install what is missing of `INSTALLED`."""
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    missing = [name for name, command in INSTALLED.items() if not shutil.which(command, path=path)]
    if not missing:
        return
    say(f"installing {', '.join(missing)}")
    run("apt-get", "update")
    run(
        "apt-get", "install", "--yes", "--no-install-recommends",
        "--option", "DPkg::Lock::Timeout=300", *missing,
        env={"DEBIAN_FRONTEND": "noninteractive"},
    )  # fmt: skip


def unpack(release: Release) -> None:
    """Fetch and unpack a release's packages, unless an earlier run did."""
    complete = release.directory / "complete"
    if complete.exists() and complete.read_text().split() == list(release.unpacked):
        return
    say(f"fetching {', '.join(release.unpacked)} from {release.suite}")
    downloads = STATE / f"downloads-{release.suite}"
    shutil.rmtree(downloads, ignore_errors=True)
    options = private_apt(release.suite, downloads)
    run("apt-get", *options, "update")
    run("apt-get", *options, "download", *release.unpacked, cwd=downloads)

    shutil.rmtree(release.directory, ignore_errors=True)
    for package in sorted(downloads.glob("*.deb")):
        run("dpkg-deb", "--extract", package, release.directory)
    complete.write_text("\n".join(release.unpacked))
    shutil.rmtree(downloads)


def private_apt(suite: str, directory: Path) -> list[str]:
    """Return apt options that read `suite` and leave this machine's own apt as it is."""
    (directory / "lists/partial").mkdir(parents=True)
    (directory / "archives/partial").mkdir(parents=True)
    sources = directory / "sources.list"
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    sources.write_text(f"deb [signed-by={keyring}] {mirror()} {suite} main\n")
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
