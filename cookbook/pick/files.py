"""The files for a project of the reader's own, one set for each choice on the page `files/pick`.

Each set is put together by `files` from what the site tests elsewhere: sections of the example
project and files of recipes. A change that no longer fits its part raises ValueError.
"""

import io
import re
import textwrap
import zipfile

from cookbook.pick.choices import Choice, needed
from cookbook.pick.parts import (
    PROJECT,
    RECIPES,
    between,
    change,
    part,
    raw,
    run,
    service,
    stage,
    whole,
)
from cookbook.pick.readme import readme

SLIM, FULL, ALPINE = "python:3.14-slim-trixie", "python:3.14-trixie", "python:3.14-alpine"
PRODUCTION = f"{PROJECT}/compose.prod.yaml"
LINES = "add-to-settings.py"
MOMENT = (2026, 1, 1, 0, 0, 0)  # of every file in a zip: the same bytes each time


def files(choice: Choice) -> dict[str, str]:
    """Return the files of a choice: path in the reader's project → text, the first ones first."""
    made = {
        "README.txt": readme(choice),
        "Dockerfile": dockerfile(choice),
        ".dockerignore": dockerignore(),
        "compose.yaml": compose(choice),
        "compose.prod.yaml": compose_production(choice),
        ".env.example": environment(choice),
        LINES: settings(choice),
        "gunicorn.conf.py": gunicorn(choice),
        "config/env.py": whole(f"{PROJECT}/config/env.py"),
        "config/health.py": whole(f"{PROJECT}/config/health.py"),
        "config/probe.py": whole(f"{PROJECT}/config/probe.py"),
    }
    if choice.database == "postgresql":
        made["postgres/roles.sh"] = whole(f"{PROJECT}/postgres/roles.sh")
    if choice.proxy == "caddy":
        made["compose.proxy.yaml"] = whole(f"{PROJECT}/compose.proxy.yaml")
        made["Caddyfile"] = whole(f"{PROJECT}/Caddyfile")
    if choice.proxy == "nginx":
        made |= nginx()
    if choice.worker == "celery":
        made["config/celery.py"] = whole(f"{RECIPES}/background-work/config/celery.py")
        made["config/__init__.py"] = whole(f"{RECIPES}/background-work/config/__init__.py")
    if choice.tool == "pip":
        made["requirements.in"] = "".join(f"{package}\n" for package in needed(choice))
        tools = "watchfiles\n" if choice.worker == "celery" else "# pytest and the like\n"
        made["requirements-dev.in"] = f"-c requirements.txt\n{tools}"
    return {
        path: re.sub(r"\n{4,}", "\n\n\n", text).strip("\n") + "\n" for path, text in made.items()
    }


def dockerfile(choice: Choice) -> str:
    """Return the project's Dockerfile, on another base, with another tool, without its tests."""
    source, pip = f"{PROJECT}/Dockerfile", f"{RECIPES}/pip-and-poetry/Dockerfile.pip"
    base, build = part(source, "base"), part(source, "build")
    development, production = part(source, "development"), part(source, "production")
    health = part(source, "healthcheck")
    code = change(
        part(source, "code"),
        ("--noinput --ignore redoc", "--noinput"),
        ("    && rm -r tests \\\n", ""),
    )
    production = change(
        production,
        ('LABEL org.opencontainers.image.title="library" \\\n    org', "LABEL org"),
    )
    if choice.server == "asgi":
        production = change(production, ("config.wsgi", "config.asgi"))
    if choice.tool == "uv":
        step = "# Only a change of these two files"
        build = change(
            build,
            ("FROM base AS build", "FROM base AS tools"),
            (step, f"FROM tools AS build\n\n{step}"),
        )
    else:
        locked = change(
            stage(pip, "locked"),
            ("COPY pyproject.toml requirements* ./", "COPY requirements* ./"),
            ("requirements.txt pyproject.toml", "requirements.txt requirements.in"),
        )
        build = "\n\n".join([locked, stage(pip, "lock"), stage(pip, "build")])
        development = change(
            stage(pip, "development"), ("\nCOPY . .", "\nENV HOME=/tmp\n\nCOPY . .")
        )
    if choice.database == "sqlite":
        owner = change(whole(f"{RECIPES}/nginx/media.dockerfile"), ("media", "/data"))
        production = change(production, ("# The code belongs", f"{owner}\n# The code belongs"))
    extra: list[str] = []
    if choice.base == "alpine":
        user = run(whole("snippets/files/dockerfile-pip/Dockerfile.alpine"), "addgroup")
        base = change(base, (SLIM, ALPINE), (run(base, "groupadd"), user))
    elif choice.base == "full":
        if choice.database == "postgresql":
            system = part("snippets/files/dockerfile-pip/Dockerfile.full", "system")
            base = change(base, (f"FROM {SLIM} AS base", f"{system.rstrip()}\n")).replace(
                f"FROM {SLIM}\n", f"FROM {SLIM} AS base\n"
            )
        variables = between(base, "ENV ", "\n\n")
        extra = [
            "# Compilers, and the headers of many libraries: packages are built here.\n"
            f"FROM {FULL} AS full\n\n{variables}\nWORKDIR /app",
            health,
        ]
        build = build.replace("FROM base AS", "FROM full AS")
    parts = [base, health, *extra, build, development, code, production]
    return re.sub(r"\n{3,}", "\n\n", "\n\n".join(text.strip("\n") for text in parts))


def dockerignore() -> str:
    """Return the project's .dockerignore, which knows of nginx's files, too."""
    return change(
        whole(f"{PROJECT}/.dockerignore"),
        ("Caddyfile\n", "Caddyfile\nnginx\n"),
        ("README.md", "README*"),
    )


def compose(choice: Choice) -> str:
    """Return the Compose file for development."""
    source = f"{PROJECT}/compose.yaml"
    text = whole(source)
    if choice.database == "sqlite":
        variables = (
            "      POSTGRES_HOST: db\n      POSTGRES_PASSWORD: library # for development only\n"
        )
        waits = "    depends_on:\n      db:\n        condition: service_healthy\n    develop:"
        text = change(
            text,
            (raw(source, "db"), ""),
            (raw(source, "volumes"), ""),
            (variables, ""),
            (waits, "    develop:"),
        )
    if choice.tool == "pip":
        text = change(text, ("path: uv.lock", "path: requirements.txt"))
    if choice.worker == "celery":
        services = whole(f"{RECIPES}/background-work/development.yaml")
        text = change(text, ("services:\n", f"services:\n{services.rstrip()}\n\n"))
    return re.sub(r"\n{3,}", "\n\n", text)


def compose_production(choice: Choice) -> str:
    """Return the Compose file for production."""
    text = whole(PRODUCTION)
    if choice.worker == "celery":
        text = _with_worker(text)
    if choice.database == "sqlite":
        text = _with_sqlite(text, choice.worker == "celery")
    return re.sub(r"\n{3,}", "\n\n", text)


def _with_worker(text: str) -> str:
    services = whole(f"{RECIPES}/background-work/services.yaml")
    worker = change(
        service(services, "worker"),
        ("networks: [data]", "networks: [front, data] # a task may call other services"),
        (" &needed", ""),
    )
    more = textwrap.indent(f"{worker}\n\n{service(services, 'broker')}\n\n", "  ")
    return change(
        text,
        ("networks:\n  front:", f"{more}networks:\n  front:"),
        ("volumes:\n  db-data:\n", "volumes:\n  db-data:\n  broker-data:\n"),
        ("the database talks to web and migrate alone", "for the services behind web and worker"),
    )


def _with_sqlite(text: str, worker: bool) -> str:
    """Replace the database by a file in a volume: without a server, roles and their passwords."""
    migrate, database = raw(PRODUCTION, "migrate"), raw(PRODUCTION, "db")
    waits = "      db:\n        condition: service_healthy\n"
    plain = change(
        migrate,
        (between(migrate, "    environment:", "    secrets:"), ""),
        (", owner_password]", "]"),
        ("networks: [data]", "networks: [front]"),
        (f"    depends_on:\n{waits}", ""),
    )
    variables = between(text, "    POSTGRES_HOST", "    WEB_CONCURRENCY")
    text = change(
        text,
        (migrate, plain),
        (database, ""),
        (variables, "    DATABASE_URL: sqlite:////data/db.sqlite3\n"),
        ("  tmpfs: [/tmp]\n", "  tmpfs: [/tmp]\n  volumes: [data:/data]\n"),
        ("  db-data:\n", "  data:\n"),
        (between(text, "  postgres_password: #"), ""),
    )
    text = text.replace(", app_password]", "]").replace(waits, "")  # of web and worker
    if not worker:
        inside = between(text, "  data:\n    internal", "\nvolumes")
        text = change(text, ("networks: [front, data]", "networks: [front]"), (inside, ""))
    return text


def environment(choice: Choice) -> str:
    """Return the variables that the Compose files know, with what each is for."""
    text = whole(f"{PROJECT}/.env.example")
    if choice.proxy == "none":
        text = change(
            text,
            (" With the proxy:\n# COMPOSE_FILE=compose.prod.yaml:compose.proxy.yaml\n", "\n"),
            ("; with compose.proxy.yaml, one", ""),
            (between(text, "# Where the proxy of"), ""),
        )
    if choice.server == "asgi":
        text = change(text, ("of gunicorn, each with four threads", "of gunicorn"))
    return text


def settings(choice: Choice) -> str:
    """Return what the reader adds to the end of their settings."""
    source = f"{PROJECT}/config/settings.py"
    connection = part(source, "connection")
    ours = between(connection, "# All that a request changes", "DATABASES")
    connection = change(connection, (ours, ""))
    if choice.server == "asgi":
        kept = between(connection, "    # A connection serves", "\nDATABASES")
        connection = change(connection, (kept, ASGI))
    if choice.database == "sqlite":
        connection = change(connection, ("DATABASES =", SQLITE + "DATABASES ="))
    names = ("environment", "secret_key", "hosts", "proxies", "databases")
    static, security = part(source, "static"), part(source, "security")
    security = security[: security.index("# Subdomains and the preload list")]
    texts = [IMPORTS, *(part(source, name) for name in names), connection, MIDDLEWARE]
    texts += [static, security]
    if choice.worker == "celery":
        tasks = whole(f"{RECIPES}/background-work/settings.py")
        texts.append(tasks[: tasks.index("CELERY_BEAT_SCHEDULE")])
    return "\n\n".join(text.strip("\n") for text in texts)


IMPORTS = """
# For containers. Each value comes from a variable, see .env.example, and wins over a line of the
# same name above: delete those.
import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config import env
"""
MIDDLEWARE = """
# The health check comes before all others, and static files right after the redirect to HTTPS.
MIDDLEWARE.insert(0, "config.health.HealthMiddleware")
MIDDLEWARE.insert(
    MIDDLEWARE.index("django.middleware.security.SecurityMiddleware") + 1,
    "whitenoise.middleware.WhiteNoiseMiddleware",
)
"""
ASGI = """\
    # Under ASGI no later request finds a connection that was kept.
    database["CONN_MAX_AGE"] = 0
"""
SQLITE = """\
if not DEBUG:
    # Readers do not wait for a writer, and a second writer waits until the first one is done. Not
    # in development: Docker Desktop's bind mounts lack what this needs.
    database["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL",
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds
    }

"""


def gunicorn(choice: Choice) -> str:
    """Return gunicorn's configuration; with ASGI, without what ends a worker that hangs."""
    source = f"{PROJECT}/gunicorn.conf.py"
    text = whole(source)
    if choice.server == "asgi":
        modules = "import faulthandler\nimport os\nimport signal\nimport threading\nimport time\n"
        text = change(
            text,
            (modules, "import os\n"),
            (raw(source, "hung"), ""),
            ('worker_class = "gthread"\nthreads = 4\n', 'worker_class = "asgi"\n'),
        )
    return text


def nginx() -> dict[str, str]:
    """Return nginx's files, without the uploads of the recipe."""
    source = f"{RECIPES}/nginx/templates/library.conf.template"
    service = change(
        whole(f"{RECIPES}/nginx/compose.nginx.yaml"),
        ("    volumes:\n      - media:/app/media\n", ""),
        ("      - media:/srv/media:ro\n", ""),
        ("  media:\n", ""),
        ("./templates:", "./nginx:"),
    )
    template = change(whole(source), (raw(source, "media"), ""))
    return {
        "compose.proxy.yaml": service,
        "nginx/library.conf.template": re.sub(r"\n{3,}", "\n\n", template),
    }


def archive(choice: Choice) -> bytes:
    """Return the files of a choice as a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for path, text in files(choice).items():
            entry = zipfile.ZipInfo(path, MOMENT)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, text)
    return packed.getvalue()
