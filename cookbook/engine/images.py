"""Local stand-ins for the base images, for a machine that reaches no image registry.

README.md says what each one honours and what it cannot show.
"""

import hashlib
import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cookbook.engine.packages import FORKY, mirror
from cookbook.engine.shell import STATE, output, run, say

DIRECTORY = Path(__file__).parent / "stand_ins"
LABEL = "cookbook.stand-in"
BASE = "cookbook-stand-in/debian:latest"
UV_VERSION = "0.13.8"


@dataclass(frozen=True)
class StandIn:
    """An image that is built from `files` of `stand_ins/` (the Dockerfile first) on `parent`."""

    tag: str
    files: tuple[str, ...]
    parent: str | None = BASE


STAND_INS = (
    StandIn(BASE, ("debian.sh", "docker-clean"), parent=None),
    StandIn("python:3.14-slim-trixie", ("python-slim.Dockerfile",)),
    StandIn("postgres:18-trixie", ("postgres.Dockerfile", "postgres-entrypoint.sh")),
    StandIn("postgres:17-trixie", ("postgres-17.Dockerfile", "postgres-entrypoint.sh")),
    StandIn(
        "mariadb:11.8",
        ("mariadb.Dockerfile", "mariadb-entrypoint.sh", "mariadb-healthcheck.sh"),
    ),
    StandIn("debian:trixie-slim", ("debian-slim.Dockerfile",)),
    StandIn("valkey/valkey:9", ("valkey.Dockerfile", "valkey-entrypoint.sh")),
    StandIn(
        f"ghcr.io/astral-sh/uv:{UV_VERSION}", ("uv.Dockerfile",), parent="python:3.14-slim-trixie"
    ),
    StandIn("python:3.14-trixie", ("python-full.Dockerfile",), parent="python:3.14-slim-trixie"),
    StandIn(
        "python:3.14-alpine",
        ("python-alpine.Dockerfile", "alpine-accounts.py", "alpine-apk.sh"),
        parent="python:3.14-slim-trixie",
    ),
    StandIn("registry:3", ("registry.Dockerfile", "registry.yml", "registry-entrypoint.sh")),
    StandIn("caddy:2", ("caddy.Dockerfile",)),
    StandIn(
        "nginx:1.30-trixie",
        ("nginx.Dockerfile", "nginx.conf", "nginx-default.conf", "nginx-entrypoint.sh"),
    ),
    StandIn(
        "traefik:v3.7",
        ("traefik.Dockerfile", "traefik-entrypoint.sh"),
        parent="python:3.14-slim-trixie",
    ),
    StandIn("node:24-trixie-slim", ("node.Dockerfile",), parent="python:3.14-slim-trixie"),
)

ALL = [stand_in.tag for stand_in in STAND_INS]
OF_MACHINES = (
    "python:3.14-slim-trixie",
    f"ghcr.io/astral-sh/uv:{UV_VERSION}",
    "postgres:18-trixie",
    "registry:3",
    "caddy:2",
)


def ensure(env: dict[str, str]) -> None:
    """Build the stand-ins that are missing or outdated, if no registry can be reached.

    `env` leads the Docker client to an engine of our own. Images that are no stand-ins stay as
    they are. Raises `NoEngine` if a build fails.
    """
    with tempfile.TemporaryDirectory() as name:
        host = Path(name)
        write_host_settings(host)
        recipes = recipe_hashes(host)
        labels = labels_of(ALL, env)
        wanted = [
            stand_in
            for stand_in in STAND_INS
            if labels[stand_in.tag] not in (recipes[stand_in.tag], "official")
        ]
        if not wanted:
            return
        if registry_answers(env):
            say("the image registry answers: base images come from there")
            for stand_in in STAND_INS:
                if labels[stand_in.tag] not in ("", "official"):
                    run("docker", "image", "rm", "--force", stand_in.tag, env=env)
            return
        say(f"no image registry answers: building {len(wanted)} stand-ins, see README.md")
        for wave in waves(wanted):
            # Two at a time: one mostly unpacks while the other waits for the network.
            with ThreadPoolExecutor(2) as side_by_side:
                make = partial(build, recipes=recipes, host=host, env=env)
                list(side_by_side.map(make, wave))


def waves(stand_ins: Sequence[StandIn]) -> Iterator[list[StandIn]]:
    """Yield stand-ins in groups, each of which needs images of earlier groups alone."""
    left = list(stand_ins)
    while left:
        tags = [stand_in.tag for stand_in in left]
        wave = [stand_in for stand_in in left if stand_in.parent not in tags]
        yield wave
        left = [stand_in for stand_in in left if stand_in not in wave]


def copy(source: dict[str, str], targets: Sequence[dict[str, str]], tags: Sequence[str]) -> None:
    """Bring stand-ins of one engine of our own to others, where they are not the same."""
    found = labels_of(tags, source).items()
    labels = {tag: label for tag, label in found if label not in ("", "official")}
    missing = [labels.items() - labels_of(tags, target).items() for target in targets]
    wanted = sorted({tag for each in missing for tag, _ in each})
    if not wanted:
        return
    say(f"copying {len(wanted)} stand-ins from the default engine")
    with tempfile.TemporaryDirectory(dir=STATE) as directory, ThreadPoolExecutor() as side_by_side:
        archive = Path(directory) / "images.tar"
        run("docker", "image", "save", "--output", archive, *wanted, env=source)
        lacking = [target for target, some in zip(targets, missing, strict=True) if some]
        load = partial(run, "docker", "image", "load", "--input", archive)
        list(side_by_side.map(lambda target: load(env=target), lacking))


def labels_of(tags: Sequence[str], env: dict[str, str]) -> dict[str, str]:
    """Return the recipe each image was built from, "official" if it is no stand-in, "" if none."""
    named = "{{.Repository}}:{{.Tag}}"
    listed = output("docker", "image", "ls", "--format", named, env=env).split()
    there = [tag for tag in tags if tag in listed]
    # All at once: `docker` takes longer to start than the engine to answer.
    template = f'{{{{or (index .Config.Labels "{LABEL}") "official"}}}}'
    found = output("docker", "image", "inspect", "--format", template, *there, env=env).split()
    return dict.fromkeys(tags, "") | dict(zip(there, found, strict=False))


def registry_answers(env: dict[str, str]) -> bool:
    """Ask the image registry for one manifest, for at most 20 seconds."""
    return bool(output("docker", "manifest", "inspect", STAND_INS[1].tag, env=env, timeout=20))


def recipe_hashes(host: Path) -> dict[str, str]:
    """Return, for each stand-in, a hash of all that it is made from but Debian's packages."""
    settings = b"".join(path.read_bytes() for path in sorted(host.rglob("*")) if path.is_file())
    hashes: dict[str, str] = {}
    for stand_in in STAND_INS:
        digest = hashlib.sha256(settings)
        digest.update(
            f"{FORKY.suite} {UV_VERSION} {hashes.get(stand_in.parent or '', '')}".encode()
        )
        for name in stand_in.files:
            digest.update((DIRECTORY / name).read_bytes())
        hashes[stand_in.tag] = digest.hexdigest()[:16]
    return hashes


def build(stand_in: StandIn, recipes: dict[str, str], host: Path, env: dict[str, str]) -> None:
    """Build one stand-in; it gets its tag only when it is complete."""
    recipe = recipes[stand_in.tag]
    say(f"building {stand_in.tag}")
    if stand_in.tag == BASE:
        import_debian(recipe, env)
        return
    dockerfile = DIRECTORY / stand_in.files[0]
    command = (
        *("docker", "build", "--progress", "plain", "--file", str(dockerfile)),
        *("--label", f"{LABEL}={recipe}", "--build-context", f"host={host}"),
        *("--build-arg", f"UV_VERSION={UV_VERSION}"),
    )
    version = ""
    if "ARG PYTHON_VERSION" in dockerfile.read_text():
        # Which version Debian has is known after a build; the next one finds all in the cache.
        with tempfile.NamedTemporaryFile("r") as file:
            run(*command, "--iidfile", file.name, DIRECTORY, env=env)
            image = Path(file.name).read_text()
        version = output("docker", "run", "--rm", image, "python", "-V", env=env).split()[-1]
        run("docker", "image", "rm", image, env=env)
    build_arg = f"PYTHON_VERSION={version}"
    run(*command, "--build-arg", build_arg, "--tag", stand_in.tag, DIRECTORY, env=env)


def import_debian(recipe: str, env: dict[str, str]) -> None:
    """Make the image that the stand-ins share out of Debian's packages."""
    with tempfile.TemporaryDirectory() as directory:
        archive = Path(directory) / "debian.tar"
        run(
            "sh",
            DIRECTORY / "debian.sh",
            FORKY.suite,
            mirror(),
            archive,
            DIRECTORY / "docker-clean",
        )
        changes = ('--change=CMD ["bash"]', f"--change=LABEL {LABEL}={recipe}")
        run("docker", "import", *changes, archive, BASE, env=env)


def write_host_settings(root: Path) -> None:
    """Write below `root` what a container needs to fetch packages as this machine does.

    That is the certificate authorities that its administrator added, and the package index that
    its pip or uv is told to use, in the form of both.
    """
    (root / "etc/uv").mkdir(parents=True)
    certificates = Path("/usr/local/share/ca-certificates")
    if certificates.is_dir():
        shutil.copytree(certificates, root / certificates.relative_to("/"))
    settings = pip_index_settings(output("pip", "config", "list"))
    if "UV_DEFAULT_INDEX" in os.environ:
        settings["index-url"] = [os.environ["UV_DEFAULT_INDEX"]]
    lines = [f"{name} = {' '.join(urls)}" for name, urls in settings.items()]
    (root / "etc/pip.conf").write_text("\n".join(["[global]", *lines, ""]))
    uv = ""
    for name, urls in settings.items():
        for url in urls:
            uv += f'[[index]]\nurl = "{url}"\ndefault = {str(name == "index-url").lower()}\n'
    (root / "etc/uv/uv.toml").write_text(uv)


def pip_index_settings(config: str) -> dict[str, list[str]]:
    """Return the addresses that `pip config list` names and that a container reaches too."""
    settings: dict[str, list[str]] = {}
    for line in config.splitlines():
        key, _, value = line.partition("=")
        name = key.rpartition(".")[2]
        urls = [url for word in shlex.split(value) for url in word.split()]
        urls = [url for url in urls if url.startswith(("http://", "https://"))]
        if name in ("index-url", "extra-index-url") and urls:
            settings[name] = urls
    return settings
