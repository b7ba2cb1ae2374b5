"""The README.txt of a set of files: a test runs its commands as they stand."""

from cookbook.pick.choices import Choice, needed

ABOUT = """
From the site Django in containers, which has run every command below and started what they make.
They are for a terminal on Linux or macOS, or in WSL on Windows, and need Docker with Compose alone.
"""
PLACE = """
All of them belong in the directory of manage.py. Your settings are expected in config/settings.py;
the page has a field for another directory. Commit before a file replaces one of yours.
"""
INIT = "config/__init__.py replaces yours, which is empty if you have written nothing there.\n"
UV = """
Your packages are in pyproject.toml and uv.lock. uv itself is in the image:

    docker build --quiet --target tools --tag library:tools .
    docker run --rm --user "$(id -u):$(id -g)" --env HOME=/tmp --volume .:/app library:tools \\
        uv add --quiet --no-sync {packages}
{tools}"""
UV_TOOLS = """\
    docker run --rm --user "$(id -u):$(id -g)" --env HOME=/tmp --volume .:/app library:tools \\
        uv add --quiet --no-sync --dev watchfiles
"""
PIP = """
Write your own packages into requirements.in, below those that are there, and what only development
needs into requirements-dev.in. This makes the complete lists, with versions and hashes:

    docker build --quiet --target lock --output . .

Commit all four files. To update, delete the two lists and make them again.
"""
SETTINGS = """
    cat add-to-settings.py >> config/settings.py && rm add-to-settings.py
    printf '%s\\n' .env secrets/ staticfiles/ '*.sqlite3*' >> .gitignore

Then delete the lines above that they replace: DEBUG, SECRET_KEY, ALLOWED_HOSTS, DATABASES,
STATIC_URL. If a line above uses DEBUG, move the new one up.
"""
DEVELOP = """
    printf 'APP_UID=%s\\nAPP_GID=%s\\n' "$(id -u)" "$(id -g)" >> .env
    docker compose up --build --wait
    docker compose exec web python manage.py migrate

Open http://localhost:8000/. An edit of your code shows at once.{server}
"""
WSGI_ONLY = """ runserver speaks WSGI: for
WebSockets, set command: in compose.yaml to a server that speaks ASGI and reloads."""
PRODUCTION = """
    docker compose down
    mkdir -m 700 secrets
    for name in {secrets}; do
        openssl rand -hex 32 > secrets/$name.txt; done
{certificate}    printf '%s\\n' {variables} >> .env
    docker compose up --build --wait

The site is at {address}. Take the line COMPOSE_FILE out of .env to develop again.
"""
CERTIFICATE = """\
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 \\
        -subj /CN=library.localhost -addext subjectAltName=DNS:library.localhost \\
        -keyout secrets/tls.key -out secrets/tls.crt
    chmod 644 secrets/tls.key
"""
PROXY = "https://library.localhost/; your browser warns of the certificate"
SERVER = """
Make new secrets there. In .env, TAG is the commit that you deploy, and DJANGO_ALLOWED_HOSTS your
domain, such as library.example. .env.example explains all variables.
{proxy}{database}
"""
NO_PROXY = """\
Something in front has to end HTTPS and to pass on Host, X-Forwarded-For and X-Forwarded-Proto. Say
DJANGO_NUM_PROXIES=1 then, and delete DJANGO_HTTPS=0."""
CADDY = "PROXY_ADDRESS=0.0.0.0 opens the ports 80 and 443; Caddy gets a certificate by itself."
NGINX = """\
PROXY_ADDRESS=0.0.0.0 opens the ports 80 and 443. Put a certificate for your domain into
secrets/tls.crt and its key into secrets/tls.key."""
ONE_FILE = """
SQLite is one file in the volume `data`: run one machine and one container of web. For more, take
PostgreSQL."""


def readme(choice: Choice) -> str:
    """Return what to do with the files, step by step; a test runs the commands as they stand."""
    secrets = ["django_secret_key"]
    if choice.database == "postgresql":
        secrets += ["postgres_password", "owner_password", "app_password"]
    variables = ["COMPOSE_FILE=compose.prod.yaml", "TAG=trial"]
    if choice.proxy == "none":
        variables += ["DJANGO_ALLOWED_HOSTS=localhost", "DJANGO_NUM_PROXIES=0", "DJANGO_HTTPS=0"]
    else:
        variables[0] += ":compose.proxy.yaml"
        variables += ["DJANGO_ALLOWED_HOSTS=library.localhost", "DJANGO_NUM_PROXIES=1"]
    steps = {
        "Put the files in place": PLACE + (INIT if choice.worker == "celery" else ""),
        "Add the packages": (UV if choice.tool == "uv" else PIP).format(
            packages=" ".join(f"'{package}'" for package in needed(choice)),
            tools=UV_TOOLS if choice.worker == "celery" else "",
        ),
        "Add the settings": SETTINGS,
        "Develop": DEVELOP.format(server=WSGI_ONLY if choice.server == "asgi" else ""),
        "Try production on your machine": PRODUCTION.format(
            secrets=" ".join(secrets),
            variables=" ".join(variables),
            certificate=CERTIFICATE if choice.proxy == "nginx" else "",
            address="http://localhost:8000/" if choice.proxy == "none" else PROXY,
        ),
        "On a server": SERVER.format(
            proxy={"none": NO_PROXY, "caddy": CADDY, "nginx": NGINX}[choice.proxy],
            database=ONE_FILE if choice.database == "sqlite" else "",
        ),
    }
    text = f"Files for a Django project\n\n{ABOUT.strip()}\n"
    for number, (title, body) in enumerate(steps.items(), 1):
        heading = f"{number}. {title}"
        text += "\n".join(["", heading, "-" * len(heading), body.strip("\n"), ""])
    return text
