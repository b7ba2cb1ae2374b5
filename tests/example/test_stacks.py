"""What each stage and each service must have, with the reason; no engine needed.

The files of `snippets/` agree with those of the finished project, but where they say that they
mean to differ.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cookbook.repo import ROOT, files
from tests.proofs.snippets import COMPOSE_FILES, DOCKERFILES, is_before

EXAMPLE = ROOT / "example_project"
PORT = "8000"  # of the server in the container
# And the images that listen.
OTHER_PORTS = {
    "80": "nginx caddy",
    "443": "caddy",
    "5173": "python node",
    "5432": "postgres",
    "6379": "valkey",
}
APP = "10001:10001"  # a number outside of those that systems give out


class Loader(yaml.SafeLoader):
    """Reads Compose's own tags, such as `!reset`, as nothing."""


Loader.add_multi_constructor("!", lambda loader, tag, node: None)


def compose(path: str) -> dict[str, Any]:
    """Return a Compose file with its merge keys resolved."""
    found: dict[str, Any] = yaml.load((ROOT / path).read_text(), Loader)
    return found


DEVELOPMENT = compose("example_project/compose.yaml")
PRODUCTION = compose("example_project/compose.prod.yaml")
PROXY = compose("example_project/compose.proxy.yaml")
HEALTHCHECK = {
    # Over TCP: while the first start still sets up, only the Unix socket answers.
    "test": ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", "library", "-d", "library"],
    "interval": "10s",  # with the next two: an outage is noticed after half a minute
    "timeout": "5s",
    "retries": 3,
    "start_period": "60s",  # an import may be part of the first start
    "start_interval": "1s",  # so that a start is noticed at once
}
HARDENED = {
    "cap_drop": ["ALL"],  # no special right of root is needed
    "security_opt": ["no-new-privileges:true"],  # and none can be had by a program's set-uid bit
    "read_only": True,  # who breaks in leaves nothing behind
    "cpus": 1,  # one service cannot starve the others
    "pids_limit": 200,  # nor fill the table of processes
    "logging": {"driver": "local"},  # rotates
}
LOCAL = ["127.0.0.1:8000:8000"]  # this machine alone; a proxy or a browser


def test_services_of_development() -> None:
    web, db = (DEVELOPMENT["services"][name] for name in ("web", "db"))
    assert DEVELOPMENT["services"].keys() == {"web", "db"}
    assert DEVELOPMENT["name"] == "library"
    assert web["build"] == {"context": ".", "target": "development"}
    assert web["user"] == "${APP_UID:-1000}:${APP_GID:-1000}"  # the first user of most systems
    assert web["volumes"] == [".:/app"]  # an edit is seen at once
    assert web["ports"] == LOCAL
    assert web["depends_on"] == {"db": {"condition": "service_healthy"}}
    # What is installed does not lie in the bind mount.
    assert web["develop"] == {"watch": [{"action": "rebuild", "path": "uv.lock"}]}
    assert web["environment"]["DJANGO_DEBUG"] == "1"
    assert web["environment"]["POSTGRES_PASSWORD"] == db["environment"]["POSTGRES_PASSWORD"]
    # The tests make a database of their own, which the role `library` may only if it is said.
    assert db["environment"]["OWNER_MAY"] == "CREATEDB"
    assert db["environment"]["OWNER_PASSWORD"] == web["environment"]["POSTGRES_PASSWORD"]
    assert "ports" not in db  # `docker compose exec db psql` needs none


def test_services_of_production() -> None:
    services = PRODUCTION["services"]
    web, migrate, db = (services[name] for name in ("web", "migrate", "db"))
    assert services.keys() == {"web", "migrate", "db"}
    assert PRODUCTION["name"] == "library-prod"  # shares no volume with development
    for name, service in services.items():
        assert {key: service[key] for key in HARDENED} == HARDENED, name
        assert service["tmpfs"][0] == "/tmp", name  # the one place to write to
    assert (web["mem_limit"], migrate["mem_limit"], db["mem_limit"]) == ("512m", "512m", "1g")
    assert db["shm_size"] == "256m"  # parallel queries share memory there
    assert db["stop_grace_period"] == "1m"  # for a last checkpoint
    assert db["user"] == "postgres"  # the entry point then needs no capability to change to it
    assert db["tmpfs"] == ["/tmp", "/run/postgresql:mode=1777"]  # the socket, for any user
    assert web["ports"] == LOCAL
    assert "ports" not in db
    assert "ports" not in migrate
    assert {name: service.get("restart") for name, service in services.items()} == {
        "web": "unless-stopped",
        "migrate": None,  # runs once
        "db": "unless-stopped",
    }
    assert web["depends_on"] == {
        "db": {"condition": "service_healthy"},
        "migrate": {"condition": "service_completed_successfully"},
    }
    assert migrate["depends_on"] == {"db": {"condition": "service_healthy"}}
    assert migrate["healthcheck"] == {"disable": True}  # it listens to nothing
    assert migrate["command"] == ["python", "manage.py", "migrate", "--noinput"]
    assert migrate["build"] == {
        "context": ".",
        "target": "production",
        "args": {"REVISION": "${TAG:-}"},
    }
    assert "build" not in web  # two builds of one name would replace each other
    assert web["image"] == migrate["image"]


def test_services_of_the_proxy() -> None:
    """It alone is reached from outside, may as little as the others, and keeps certificates."""
    assert PROXY["name"] == PRODUCTION["name"]
    assert PROXY["services"].keys() == {"web", "proxy"}
    proxy = PROXY["services"]["proxy"]
    assert {key: proxy[key] for key in HARDENED} == HARDENED
    assert proxy["cap_add"] == ["NET_BIND_SERVICE"]  # the program is marked as needing it
    assert proxy["user"] == APP
    assert proxy["tmpfs"] == ["/tmp"]
    assert proxy["mem_limit"] == "256m"
    assert proxy["restart"] == "unless-stopped"
    address = "${PROXY_ADDRESS:-127.0.0.1}"  # this machine alone, until somebody says otherwise
    assert proxy["ports"] == [f"{address}:{port}" for port in ("80:80", "443:443", "443:443/udp")]
    assert proxy["networks"] == ["front"]  # no way to the database
    assert proxy["volumes"] == ["./Caddyfile:/etc/caddy/Caddyfile:ro", "proxy-data:/data"]
    assert proxy["depends_on"] == {"web": {"condition": "service_healthy"}}
    assert proxy["environment"].keys() == {"SITE_HOST"}
    text = (EXAMPLE / "compose.proxy.yaml").read_text()
    assert "  web:\n    ports: !reset []" in text  # nobody gets past it
    caddyfile = (EXAMPLE / "Caddyfile").read_text()
    assert "{$SITE_HOST} {" in caddyfile
    assert f"reverse_proxy web:{PORT} {{" in caddyfile
    assert "admin off" in caddyfile
    assert "request>headers delete" in caddyfile  # cookies and tokens
    [check] = re.findall(r"http://[\d.]+:\d+", proxy["healthcheck"]["test"][-1])
    assert f"{check} {{" in caddyfile


def test_networks_of_production() -> None:
    """Only `web` has a way out, and to `db` there is only the way that leads nowhere else."""
    networks = {name: service["networks"] for name, service in PRODUCTION["services"].items()}
    assert networks == {"web": ["front", "data"], "migrate": ["data"], "db": ["data"]}
    assert PRODUCTION["networks"] == {"front": None, "data": {"internal": True}}


def test_secrets_of_production() -> None:
    """Each service has those that it reads, and each is a file of its own."""
    for name, service in PRODUCTION["services"].items():
        named = {
            value.removeprefix("/run/secrets/")
            for variable, value in service["environment"].items()
            if variable.endswith("_FILE")
        }
        # roles.sh reads the passwords of the roles that it makes.
        extra = {"owner_password", "app_password"} if name == "db" else set()
        assert {*service["secrets"]} == named | extra, name
    assert PRODUCTION["secrets"] == {
        name: {"file": f"secrets/{name}.txt"}
        for name in ("django_secret_key", "postgres_password", "owner_password", "app_password")
    }


def test_roles_of_production() -> None:
    """`web` cannot change tables: it has the lesser role, and `migrate` the owner's."""
    web, migrate = (PRODUCTION["services"][name]["environment"] for name in ("web", "migrate"))
    differ = {"POSTGRES_USER", "POSTGRES_PASSWORD_FILE"}
    assert {k: v for k, v in web.items() if k not in differ} == {
        k: v for k, v in migrate.items() if k not in differ
    }
    assert (web["POSTGRES_USER"], migrate["POSTGRES_USER"]) == ("library_app", "library")
    assert web["POSTGRES_HOST"] == "db"
    assert PRODUCTION["services"]["db"]["environment"]["POSTGRES_DB"] == "library"


@pytest.mark.parametrize("stack", [DEVELOPMENT, PRODUCTION], ids=lambda stack: stack["name"])
def test_the_database(stack: dict[str, Any]) -> None:
    db = stack["services"]["db"]
    assert db["healthcheck"] == HEALTHCHECK
    # PostgreSQL 18 keeps its data one level below; the scripts run on the first start.
    assert db["volumes"] == [
        "db-data:/var/lib/postgresql",
        "./postgres:/docker-entrypoint-initdb.d:ro",
    ]
    assert stack["volumes"] == {"db-data": None}


def test_env_example_shows_the_defaults_of_compose() -> None:
    """A value behind `=` is the default, or an example where there is none."""
    names = ("compose.yaml", "compose.prod.yaml", "compose.proxy.yaml")
    text = "".join((EXAMPLE / name).read_text() for name in names)
    defaults = dict(re.findall(r"\$\{(\w+):-([^}]+)\}", text))
    lines = (EXAMPLE / ".env.example").read_text().splitlines()
    shown = dict(re.findall(r"^#?(\w+)=(.*)$", "\n".join(lines), re.M))
    assert {name: shown[name] for name in defaults} == defaults
    assert (EXAMPLE / shown["COMPOSE_FILE"]).is_file()
    hosts, origins = shown["DJANGO_ALLOWED_HOSTS"], shown["DJANGO_CSRF_TRUSTED_ORIGINS"]
    assert origins == f"https://{hosts}"
    assert shown["DJANGO_NUM_PROXIES"] == "1"  # the usual one


# Service and key of a file in snippets/ → why it is not as in the finished project.
DIFFERENT = {
    ".devcontainer/compose.codespaces": {
        "web environment DJANGO_ALLOWED_HOSTS": "the names of codespaces",
        "web environment DJANGO_CSRF_TRUSTED_ORIGINS": "the names of codespaces",
    },
    "private-packages/compose": {
        "web build ssh": "what the page is about",
        "web build secrets": "what the page is about",
        "web build extra_hosts": "where the forge of the trial is",
    },
    "uv-workspace/compose": {
        "web build args MEMBER": "what the page is about",
        "web command": "the program of the member",
        "web volumes": "the page's files stay yours: nothing in the container writes",
    },
    "error-tracking/compose.errors": {
        "web environment SENTRY_DSN": "what the page is about",
        "web environment SENTRY_RELEASE": "the image's tag, in each report",
    },
    "metrics/compose.metrics": {
        "web environment PROMETHEUS_MULTIPROC_DIR": "what the page is about",
    },
    "front-end-app/compose.front": {"proxy volumes": "the files of the front end"},
    "maintenance-page/compose.maintenance": {"proxy volumes": "the page"},
    "private-admin/compose.admin": {"proxy environment ADMIN_FROM": "what the page is about"},
    "private-admin/compose.password": {
        "proxy environment SITE_PASSWORD_HASH": "what the page is about",
    },
    "websockets/compose.channels": {
        "web command": "a server that knows WebSockets",
        "web environment DJANGO_CHANNELS_URL": "what the page is about",
        "web depends_on channels condition": "what the page is about",
    },
    "backup-off-the-machine/compose.backup": {"db secrets": "the password of one more role"},
    "collation-version-mismatch/compose.builtin": {
        "db environment POSTGRES_INITDB_ARGS": "what the page is about",
    },
    "debug/compose.debug": {
        "web command": "under the debugger",
        "web init": "runserver without its reloader ignores SIGTERM",
        "web ports": "the debugger's as well",
    },
    "debug/compose.reload": {
        "web environment DEBUGPY": "asks for the debugger",
        "web ports": "the debugger's as well",
    },
    "add-a-package/compose.stale": {"web volumes": "an anonymous volume over the packages"},
    "no-password-supplied/compose.blank": {"web environment POSTGRES_PASSWORD": "the fault"},
    "point-in-time-recovery/compose.archive": {
        "db command": "archives its log",
        "db volumes": "a place for the log",
    },
    "point-in-time-recovery/compose.restore": {
        "db command": "repeats the log",
        "db volumes": "a new volume",
    },
    "shared-memory-segment/compose.tight": {"db shm_size": "the fault that is shown"},
    "too-many-clients/compose.small": {"db command": "the fault that is shown"},
    "update-without-downtime/compose.colours": {
        "web": "two services in its place",
        "migrate image": "of the version that starts",
        "migrate build": "built elsewhere",
        "proxy depends_on": "neither of the two must run",
        "proxy volumes": "which of them serves",
    },
    "upgrade-postgresql/compose.17": {
        "db image": "the version before",
        "db volumes": "the path of the version before",
    },
    "cannot-open-manage-py/compose.mount": {
        "web command": "it asks Django and ends",
        "web volumes": "the fault that is shown",
    },
    "compose-two-services/compose.two": {
        "db environment POSTGRES_PASSWORD": "interpolation is what the page shows",
        "web environment POSTGRES_PASSWORD": "interpolation is what the page shows",
        "web environment POSTGRES_HOST": "the service has the name of the note",
        "web depends_on postgres condition": "the service has the name of the note",
        "db volumes": "the volume has the name of the note, and there is one role",
    },
    "compose-first/compose.before": {
        "web ports": "the fault that is shown",
        "web environment": "a list",
        "web command": "the fault that is shown",
    },
    "compose-two-services/compose.before": {
        "web working_dir": "the fault that is shown",
        "web command": "the fault that is shown",
        "web ports": "the fault that is shown",
        "web volumes": "the fault that is shown",
        "web depends_on": "the fault that is shown",
        "web links": "the fault that is shown",
        "web extra_hosts": "the fault that is shown",
        "db volumes": "the volume has the name of the note",
    },
    "compose-first/compose.first": {"web command": "the page shows where a command stands"},
    "cache-and-sessions/compose.cache": {
        "web depends_on cache condition": "what the page is about",
        "web environment DJANGO_CACHE_URL": "what the page is about",
    },
    "cors-policy/compose.cors": {"web environment DJANGO_CORS_ALLOWED_ORIGINS": "the setting"},
    "mail/compose.mail": {
        "web environment DJANGO_EMAIL_HOST": "what the page is about",
        "web environment DJANGO_EMAIL_PORT": "what the page is about",
    },
    "mail/compose.smtp": {
        "web environment DJANGO_DEFAULT_FROM_EMAIL": "what the page is about",
        "web environment DJANGO_EMAIL_HOST": "what the page is about",
        "web environment DJANGO_EMAIL_HOST_USER": "what the page is about",
        "web environment DJANGO_EMAIL_HOST_PASSWORD_FILE": "what the page is about",
        "web environment DJANGO_EMAIL_USE_TLS": "what the page is about",
        "web secrets": "one more",
    },
    "connection-pool/compose.pool": {
        "web depends_on pgbouncer condition": "what the page is about",
        "web environment POSTGRES_HOST": "what the page is about",
        "web environment POSTGRES_PORT": "what the page is about",
    },
    "deploy/compose.deploy": {
        "web image": "from a registry, by digest",
        "migrate image": "from a registry, by digest",
        "migrate build": "there is no code on the server",
    },
    "live-reload/compose.watch": {
        "web user": "Compose deletes as this user",
        "web volumes": "copies in place of a mount",
        "web develop watch": "copies in place of a mount",
    },
    "uploads/compose.media": {"web volumes": "uploads", "proxy volumes": "uploads"},
    "missing-staticfiles-manifest-entry/compose.volume": {"web volumes": "the fault"},
    "object-storage/compose.s3": {
        "web depends_on s3 condition": "what the page is about",
        "web environment DJANGO_S3_ENDPOINT": "what the page is about",
        "web environment DJANGO_S3_BUCKET": "what the page is about",
        "web environment DJANGO_S3_ACCESS_KEY": "what the page is about",
        "web environment DJANGO_S3_SECRET_KEY": "what the page is about",
    },
    "object-storage/compose.bucket": {
        "web environment DJANGO_S3_ENDPOINT": "what the page is about",
        "web environment DJANGO_S3_REGION": "what the page is about",
        "web environment DJANGO_S3_BUCKET": "what the page is about",
        "web environment DJANGO_S3_ACCESS_KEY_FILE": "what the page is about",
        "web environment DJANGO_S3_SECRET_KEY_FILE": "what the page is about",
        "web secrets": "two more",
    },
    "certificates/compose.authority": {
        "proxy networks front aliases": "a name of the trial",
        "proxy volumes": "the authority's own certificate",
    },
    "certificates/compose.certbot": {
        "proxy image": "nginx",
        "proxy user": "nginx",
        "proxy tmpfs": "where nginx writes to",
        "proxy ports": "no HTTP/3",
        "proxy volumes": "certificates, and a template",
        "proxy healthcheck test": "the redirect is enough of an answer",
    },
    "nginx/compose.echo": {
        "web command": "ASGI, with a WebSocket",
        "web volumes": "a file for the trial",
    },
    "nginx/compose.nginx": {
        "web volumes": "uploads",
        "proxy image": "nginx",
        "proxy user": "nginx",
        "proxy tmpfs": "where nginx writes to",
        "proxy ports": "no HTTP/3",
        "proxy volumes": "uploads, and a template",
        "proxy secrets": "Caddy makes its own",
    },
    "traefik/compose.authority": {
        "proxy networks front aliases": "a name of the trial",
        "proxy volumes": "the authority's own certificate",
        "proxy environment LEGO_CA_CERTIFICATES": "the authority's own certificate",
    },
    "traefik/compose.traefik": {
        "proxy image": "Traefik",
        "proxy volumes": "a directory with two files",
        "proxy healthcheck test": "Traefik asks itself",
    },
    "traefik/compose.labels": {
        "proxy networks": "one more",
        "proxy depends_on": "one more",
    },
    "migrate-once/compose.every-start": {
        "web image": "no message of its own",
        "web command": "the fault that is shown",
        "web environment DJANGO_ALLOWED_HOSTS": "a trial on this machine",
        "web environment DJANGO_NUM_PROXIES": "a trial on this machine",
        "web environment POSTGRES_PASSWORD": "a trial on this machine",
        "db environment POSTGRES_PASSWORD": "a trial on this machine",
        "db healthcheck test": "the database has the user's name",
        "db healthcheck interval": "the trial is not to wait",
    },
    "postgresql-18-volume/compose.old": {
        "db volumes": "the fault that is shown",
        "db healthcheck test": "the database has the user's name",
    },
    "secrets/compose.env": {"web image": "no message of its own"},
    "secrets/compose.rotate": {"web secrets": "one more"},
    "version-is-obsolete/compose.version": {"web image": "any image does"},
    "wait-for-the-database/compose.socket": {
        "web command": "it asks the database and ends",
        "db volumes": "an import takes its time",
        "db healthcheck test": "the fault that is shown",
        "db healthcheck interval": "the trial is not to wait",
        "db healthcheck retries": "so that the fault is not hidden by another",
    },
    "wait-for-the-database/compose.started": {
        "web command": "it asks the database and ends",
        "web depends_on": "the fault that is shown",
        "db volumes": "an import takes its time",
    },
}
NAMES = {"app": "web", "postgres": "db"}  # what the notes call the two services


def values(services: dict[str, Any]) -> dict[str, Any]:
    """Return what the services say: `db healthcheck interval` → `10s`."""
    known = {*DEVELOPMENT["services"], *PRODUCTION["services"], *PROXY["services"]}
    found: dict[str, Any] = {}
    for name, service in services.items():
        if (ours := NAMES.get(name, name)) in known:  # of another there is nothing to compare
            found |= dict(flat(ours, service))
    return found


def flat(name: str, value: Any) -> list[tuple[str, Any]]:
    """Return the leaves of nested mappings with their paths."""
    if not isinstance(value, dict):
        return [(name, value)]
    return [leaf for key, inner in value.items() for leaf in flat(f"{name} {key}", inner)]


STAND_INS = ("several-sites", "two-projects")  # recipes with small servers in place of the project


def of_the_project(path: str) -> bool:
    """Tell whether a snippet is part of the project: some pages need a few files alone."""
    if not path.startswith("snippets/troubleshooting/"):
        return path.startswith("snippets/") and Path(path).parts[2] not in STAND_INS
    text = (ROOT / "docs/troubleshooting" / f"{Path(path).parts[2]}.md").read_text()
    return not re.search(r"start-empty\.md|Starts anywhere", text)


@pytest.mark.parametrize("path", [path for path in COMPOSE_FILES if of_the_project(path)])
def test_a_snippet_says_what_the_finished_project_says(path: str) -> None:
    ours = [values(stack["services"]) for stack in (DEVELOPMENT, PRODUCTION, PROXY)]
    short = "/".join(Path(path).parts[-2:]).removesuffix(".yaml")
    different = DIFFERENT.get(short, {})
    theirs = values(compose(path)["services"])
    new = {
        key
        for key, value in theirs.items()
        if not any(key in stack and stack[key] == value for stack in ours)
    }
    assert new - NEW == {*different}


# Keys that the finished project has no use for, and that pages show.
NEW = {
    "db environment POSTGRES_USER",  # one role for everything
    "db env_file",
    "web env_file",
    "web environment DJANGO_SECRET_KEY",
    "web environment DJANGO_SECRET_KEY_FALLBACKS_FILE",
    *(
        f"web labels traefik.{name}"
        for name in (
            "enable",
            "docker.network",
            "http.routers.library.rule",
            "http.routers.library.entrypoints",
            "http.routers.library.middlewares",
            "http.services.library.loadbalancer.server.port",
        )
    ),
}


def instructions(path: str) -> list[str]:
    """Return the instructions of a Dockerfile, each on one line, comments left out."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / path).read_text(), flags=re.M)
    joined = re.sub(r"\s*\\\n\s*", " ", text)
    return [line.strip() for line in joined.splitlines() if line.strip()]


PROJECT = instructions("example_project/Dockerfile")
SNIPPETS = {
    "/".join(Path(path).parts[-2:]): instructions(path)
    for path in DOCKERFILES
    if of_the_project(path) and not is_before(path)
}

# Start of an instruction of a snippet → why no other Dockerfile has it.
ALONE = {
    "pip-and-poetry/Dockerfile.pip": {
        "RUN pip install": "pip-tools",
        "COPY pyproject": "pip-tools",
        "RUN pip-compile": "pip-tools",
        "COPY --from=locked": "pip-tools",
        "RUN python -m venv": "pip installs into it",
        "RUN --mount": "pip",
    },
    "pip-and-poetry/Dockerfile.pipenv": {
        "ENV REQUESTS_CA_BUNDLE": "Pipenv",
        "RUN pip install": "Pipenv",
        "COPY Pipfile": "Pipenv",
        "RUN pipenv": "Pipenv",
        "COPY --from=locked": "Pipenv",
    },
    "pip-and-poetry/Dockerfile.poetry": {
        "FROM poetry": "Poetry",
        "RUN python": "Poetry",
        "ENV PATH": "Poetry",
        "COPY pyproject": "Poetry",
        "RUN --mount": "Poetry",
        "COPY --from=locked": "Poetry",
    },
    "kubernetes/Dockerfile.check": {
        "RUN apt-get": "kubectl",
        "RUN pip": "the schemas of Kubernetes",
        "WORKDIR": "no program, only files",
    },
    "certificates/Dockerfile.certbot": {
        "RUN pip": "certbot, and where it keeps certificates",
        "USER 101": "nginx's user",
        "ENTRYPOINT": "another program",
    },
    "private-packages/Dockerfile": {
        "RUN apt-get": "Git and SSH",
        "ENV UV": "no more than the page needs",
        "COPY known_hosts": "the forge's key",
        "RUN --mount=type=ssh": "what the page is about",
        "COPY pyproject": "the key and the token are mounted, not the files",
        "CMD": "another program",
    },
    "uv-workspace/Dockerfile": {
        "ENV PATH": "one environment for all stages",
        "RUN uv lock": "locks without uv on the machine",
        "ARG MEMBER": "what the page is about",
        "RUN --mount=type=cache": "one member of several",
        "WORKDIR /app/$MEMBER": "the program of the member",
        "COPY $MEMBER": "the same",
    },
    "metrics/Dockerfile.prometheus": {
        "RUN apt-get": "Prometheus, a package of Debian",
        "COPY prometheus.yml": "its configuration",
        "RUN promtool": "what would be found too late otherwise",
    },
    "backup-off-the-machine/Dockerfile.away": {"RUN apt-get": "restic's server, of Debian"},
    "backup-off-the-machine/Dockerfile.backup": {
        "RUN apt-get": "restic, a package of Debian",
        "COPY --chmod": "its scripts",
    },
    "extension-is-not-available/Dockerfile.postgres": {"RUN apt-get": "pgvector, of Debian"},
    "pgbouncer/Dockerfile": {
        "RUN apt-get": "the program is a package of Debian",
        "COPY pgbouncer.ini": "its configuration",
        "EXPOSE 6432": "its port",
        "HEALTHCHECK": "has no Python",
        "CMD": "another program",
    },
    "dockerfile-pip/Dockerfile.alpine": {
        "FROM python:3.14-alpine": "what the page is about",
        "LABEL": "in place of MAINTAINER",
        "ENV": "the environment of the note lies in /py",
        "RUN python -m venv": "the environment of the note lies in /py",
        "RUN --mount": "the environment of the note lies in /py",
        "COPY --from": "the environment of the note lies in /py",
        "RUN addgroup": "BusyBox has other commands for it",
    },
    "dockerfile-pip/Dockerfile.full": {
        "FROM python:3.14-trixie": "with a compiler",
        "RUN --mount": "compiles a package",
        "RUN apt-get": "the library that it calls",
    },
    "dockerfile-pip/Dockerfile.slim": {
        "ENV": "no environment of its own",
        "RUN --mount": "no environment of its own",
    },
    "file-ownership/Dockerfile.media": {"RUN install": "a directory alone"},
    "non-root-user/Dockerfile.root": {"RUN groupadd": "on two lines", "CMD": "says who it is"},
    "pin-dependencies/Dockerfile.pip": {
        "ENV PIP_": "pip in place of uv",
        "RUN --mount": "pip in place of uv",
        "ENV PATH": "alone",
    },
    "secrets/Dockerfile.arg": {"ARG": "the fault that is shown", "RUN": "the fault that is shown"},
    "secrets/Dockerfile.secret": {"RUN": "one secret for one command"},
    "start-a-project/Dockerfile": {"FROM": "a stage for tools", "ENV": "all in one stage"},
    "01-first-image/Dockerfile": {
        "ENV": "all in one stage",
        "COPY pyproject": "before mounts are explained",
        "RUN uv": "before mounts are explained",
    },
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_an_instruction_stands_in_another_dockerfile_too(name: str) -> None:
    others = {*PROJECT}.union(*(lines for other, lines in SNIPPETS.items() if other != name))
    bases = {re.sub(" AS .*", "", line) for line in others}
    alone = [line for line in SNIPPETS[name] if re.sub(" AS .*", "", line) not in others | bases]
    listed = [*ALONE.get(name, {})]
    assert [line for line in alone if not line.startswith(tuple(listed))] == []
    assert [start for start in listed if not any(line.startswith(start) for line in alone)] == []


def stages() -> dict[str, list[str]]:
    """Return the instructions of each stage of the project's Dockerfile."""
    found: dict[str, list[str]] = {}
    for line in PROJECT:
        if line.startswith("FROM"):
            found[line] = []
        else:
            found[[*found][-1]].append(line)
    return found


def test_stages_of_the_dockerfile() -> None:
    assert [*stages()] == [
        "FROM python:3.14-slim-trixie AS base",
        "FROM base AS build",
        "FROM build AS development",
        "FROM build AS code",
        "FROM base AS production",  # nothing of uv and the build is in it
        "FROM production AS test",  # what is tested is what is shipped
        "FROM production",  # the default
    ]


def test_every_stage_that_starts_ends_with_the_users_number() -> None:
    for name, lines in stages().items():
        users = [line.removeprefix("USER ") for line in lines if line.startswith("USER")]
        if any(line.startswith("CMD") for line in lines):
            assert users[-1] == APP, name
    [user] = [line for line in PROJECT if line.startswith("RUN groupadd")]
    number = APP.partition(":")[0]
    assert f"groupadd --gid {number} app" in user
    assert f"useradd --uid {number} --gid app" in user
    # No line in the log of the last logins, which would be as long as the number; no home, and
    # no shell to log in with.
    assert user.endswith("--no-log-init --no-create-home --shell /usr/sbin/nologin app")


def test_the_standard_library_is_compiled_for_every_stage() -> None:
    assert "RUN python -m compileall -q /usr/local/lib" in next(iter(stages().values()))


def test_one_port_and_one_directory() -> None:
    assert f"EXPOSE {PORT}" in PROJECT
    assert 'CMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]' in PROJECT
    assert f'bind = "0.0.0.0:{PORT}"' in (EXAMPLE / "gunicorn.conf.py").read_text()
    assert f"port: int = {PORT}" in (EXAMPLE / "config/probe.py").read_text()
    assert [line for line in PROJECT if line.startswith("WORKDIR")] == ["WORKDIR /app"]
    assert DEVELOPMENT["services"]["web"]["volumes"] == [".:/app"]


def test_health_check_of_the_image() -> None:
    [check] = [line for line in PROJECT if line.startswith("HEALTHCHECK")]
    assert dict(re.findall(r"--([\w-]+)=(\w+)", check)) == {
        "interval": "10s",  # three in a row: an outage is noticed after half a minute
        "timeout": "5s",  # a second more than the probe waits
        "retries": "3",
        "start-period": "30s",  # failures do not count as long
        "start-interval": "1s",  # so that a start is noticed at once
    }
    assert check.endswith('CMD ["python", "-P", "config/probe.py"]')
    assert "timeout: float = 4" in (EXAMPLE / "config/probe.py").read_text()


def test_packages_are_those_of_the_lock_file() -> None:
    syncs = [line for line in PROJECT if "uv sync" in line]
    assert [line.partition("uv sync ")[2] for line in syncs] == [
        "--locked --no-dev --no-install-project",  # what production has
        "--locked --no-install-project",  # and with the tools, for development
        "--locked --no-install-project",  # and for the tests of the image
    ]
    for line in syncs:
        assert line.startswith("RUN --mount=type=cache,target=/root/.cache/uv ")
        assert "--mount=type=bind,source=uv.lock,target=uv.lock" in line
    assert sum("source=pyproject.toml,target=pyproject.toml" in line for line in syncs) == 2
    settings = dict(re.findall(r"(UV_\w+|PYTHON\w+|PATH|HOME)=(\S+)", " ".join(PROJECT)))
    assert settings == {
        "PYTHONUNBUFFERED": "1",  # print() reaches `docker logs` at once
        "PATH": '"/opt/venv/bin:$PATH"',
        "UV_PROJECT_ENVIRONMENT": "/opt/venv",  # a mount over /app does not hide it
        "UV_COMPILE_BYTECODE": "1",  # a start then does not
        "UV_LINK_MODE": "copy",  # the cache is on another file system
        "UV_PYTHON_DOWNLOADS": "never",  # the image's is the one
        "HOME": "/tmp",  # your own user id has none in the image
        "UV_NO_SYNC": "1",  # nor may it write to /opt/venv
    }


def test_production_holds_what_it_needs() -> None:
    lines = stages()["FROM base AS production"]
    assert [line for line in lines if line.startswith("COPY")] == [
        "COPY --from=build /opt/venv /opt/venv",  # changes least, so it comes first
        "COPY --from=code /staticfiles staticfiles",
        "COPY --from=code /app .",
    ]
    assert lines[-1] == 'CMD ["gunicorn", "config.wsgi:application"]'
    # After USER, so that no file of root comes of it.
    assert [line.split()[0] for line in lines[3:5]] == ["USER", "RUN"]
    assert "python manage.py check" in lines[4]
    code = stages()["FROM build AS code"]
    assert code[0] == "COPY . ."
    for command in (
        "python manage.py collectstatic --noinput --ignore redoc",  # Swagger UI alone is served
        "mv staticfiles /",
        "rm -r tests",
        "python -m compileall -q .",
    ):
        assert f"&& {command}" in code[1]
    for name in ("SECRET_KEY=build", "ALLOWED_HOSTS=build", "NUM_PROXIES=0"):
        assert f"DJANGO_{name}" in code[1]
        assert f"DJANGO_{name}" in lines[4]


NUMBERS = {
    "0.0.0.0": "every address of the container",
    "127.0.0.1": "this machine alone",
    "8000": "the server",
    "1025": "a mail server for trials",
    "2048": "bits of a key for trials",
    "5000": "moto, in place of S3",
    "5173": "Vite",
    "5678": "debugpy",
    "8001": "another port of the machine, where 8000 is taken",
    "8080": "a proxy, for its own health check or a trial",
    "8055": "the note's port",
    "6379": "Valkey and Redis",
    "6380": "another port of the machine, where 6379 is taken",
    "3600": "an hour, in seconds",
    "10001": "the user of the image",
    "0440": "read by the owner and the group",
    "10000": "a number of psycopg's",
    "1000": "the first user of most systems",
    "5001": "a registry that is made for a trial",
    "5432": "PostgreSQL",
    "1024": "an old limit of open files",
    "10.213.7.0": "a network that no machine is likely to have",
    "6432": "PgBouncer",
    "9000": "stands for Sentry",
    "9090": "Prometheus",
    "9100": "the numbers about requests",
    "5433": "PostgreSQL, as published on the machine",
    "3306": "MariaDB and MySQL",
    "5555": "Flower",
    "2375": "the filter in front of the engine's socket",
    "1777": "anyone may write, and remove what is theirs",
    "86400": "a day, in seconds",
    "1500": "25 hours, in minutes",
    "1560": "26 hours, in minutes",
    "2000": "a year that is over",
    "2026": "the year of a new book",
}


def test_addresses_ports_and_users_are_known_ones() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {number}"
        for path in files("snippets", "example_project")
        if ("ockerfile" in path.name or path.suffix in (".yaml", ".yml", ".sh"))
        for number in re.findall(
            r"(?<![\w.])(?:\d+\.\d+\.\d+\.\d+|\d{4,5})(?![\w.])", path.read_text()
        )
        if number not in NUMBERS
    ]
    assert wrong == []


def texts(*suffixes: str) -> list[tuple[str, str]]:
    """Return path and text of the files with such names that show how to do it."""
    return [
        (name, path.read_text())
        for path in files("snippets", "example_project")
        if path.name.lower().endswith(suffixes)
        and not is_before(name := str(path.relative_to(ROOT)))
    ]


def test_packages_of_debian_are_installed_without_more() -> None:
    """No question is asked, nothing is recommended, and no list of packages stays behind."""
    steps = [
        (path, re.sub(r"\s*\\\n\s*", " ", text))
        for path, text in texts("dockerfile", ".full", ".alpine", ".slim")
        if "apt-get" in text
    ]
    assert len(steps) >= 2
    for path, text in steps:
        for step in re.findall(r"^RUN apt-get.*", text, re.M):
            assert re.fullmatch(
                r"RUN apt-get update && apt-get install (-y|--yes) --no-install-recommends "
                r"[a-z][\w -]* && rm -rf /var/lib/apt/lists/\*",
                step,
            ), path


def test_published_ports_lead_to_the_server() -> None:
    for path, text in texts(".yaml"):
        for port in re.findall(r'"127\.0\.0\.1:\d+:(\d+)"', text):
            if port != PORT and "image:" in text:
                images = OTHER_PORTS[port].split()
                assert any(f"image: {name}" in text for name in images), path


def test_the_database_is_asked_as_its_user() -> None:
    asked = re.compile(r"pg_isready,? (.*?)[\]\n]")
    for path, text in texts(".yaml"):
        for options in asked.findall(re.sub(r"[\"']", "", text)):
            words = options.replace(",", "").split()
            assert len(words) % 2 == 0, path
            pairs = dict(zip(words[::2], words[1::2], strict=True))
            assert pairs["-U"] in ("library", "$$POSTGRES_USER"), path
            assert pairs.get("-d", "library") in ("library", "$$POSTGRES_DB"), path
            assert pairs.keys() <= {"-h", "-U", "-d"}, path


IGNORED = {
    ".env*": "secrets",
    "*.sqlite3*": "data",
    ".git": "the history, with all that was ever in it",
    ".venv": "packages for another system",
    "**/__pycache__": "made anew",
}


def test_the_first_dockerignore_names_what_no_image_may_hold() -> None:
    lines = (ROOT / "snippets/recipes/start-a-project/.dockerignore").read_text().splitlines()
    assert lines == [*IGNORED]


def test_updates_come_weekly_when_a_week_old() -> None:
    """A release that is taken back, or was slipped in, is known by then."""
    updates = yaml.safe_load((EXAMPLE / ".github/dependabot.yml").read_text())["updates"]
    found = {update["package-ecosystem"]: update for update in updates}
    assert found.keys() == {"uv", "docker", "docker-compose", "github-actions"}
    for update in updates:
        assert update["directory"] == "/"
        assert update["schedule"] == {"interval": "weekly"}
        assert update["cooldown"] == {"default-days": 7}
    major = ["version-update:semver-major"]
    ignored = {name: update.get("ignore") for name, update in found.items()}
    assert ignored == {
        "uv": [{"dependency-name": "django", "update-types": major}],  # stays on the LTS
        "docker": None,
        # Another major version cannot read the volume.
        "docker-compose": [{"dependency-name": "postgres", "update-types": major}],
        "github-actions": None,
    }


def test_jobs_of_the_workflow() -> None:
    """Each may do as little as it can, and ends; only what passed on main is pushed."""
    workflow = yaml.safe_load((EXAMPLE / ".github/workflows/ci.yml").read_text())
    jobs = workflow["jobs"]
    assert workflow["permissions"] == {}
    assert workflow[True] == {"push": {"branches": ["main"]}, "pull_request": None}
    minutes = {name: job["timeout-minutes"] for name, job in jobs.items()}
    assert minutes == {"lint": 10, "test": 20, "image": 30, "publish": 10}
    rights = {name: job["permissions"] for name, job in jobs.items()}
    read = {"contents": "read"}
    assert rights == {"lint": read, "test": read, "image": read, "publish": {"packages": "write"}}
    assert {job["runs-on"] for job in jobs.values()} == {"ubuntu-24.04"}
    assert jobs["publish"]["needs"] == ["lint", "test", "image"]
    assert jobs["publish"]["if"] == "github.event_name == 'push'"
    for job in jobs.values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"] == {"persist-credentials": False}
