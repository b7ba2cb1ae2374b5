"""Who reaches whom: published ports, service names, localhost."""

from collections.abc import Iterator

import pytest

from tests.docker import PREFIX, PYTHON, Docker, container, get, image, wait_for

pytestmark = pytest.mark.engine

SERVE = ("python", "-u", "-m", "http.server", "8000", "--directory", "/usr/local/bin", "--bind")
ANYWHERE = (*SERVE, "0.0.0.0")
ITSELF = (*SERVE, "127.0.0.1")
NETWORK = f"{PREFIX}-network"


@pytest.fixture(scope="module")
def network(docker: Docker) -> Iterator[str]:
    docker("network", "create", NETWORK)
    yield NETWORK
    docker("network", "rm", NETWORK)


def reach(docker: Docker, host: str, *options: str) -> str:
    """Ask for port 8000 of a host from a new container; return the answer or the error."""
    script = (
        f"import urllib.request as r; print(r.urlopen('http://{host}:8000/', timeout=5).status)"
    )
    result = docker.attempt("run", "--rm", *options, PYTHON, "python", "-c", script)
    return result.stdout.strip() or result.stderr.strip().splitlines()[-1]


def test_expose_publishes_nothing(docker: Docker) -> None:
    command = '", "'.join(ANYWHERE)
    docker.build("exposed", dockerfile=f'FROM {PYTHON}\nEXPOSE 8000\nCMD ["{command}"]\n')

    with container(docker, "exposed", image("exposed")) as name:
        assert docker("port", name) == ""
        assert "8000/tcp" in docker.inspect(name)["Config"]["ExposedPorts"]


def test_run_with_a_large_p_publishes_what_is_exposed(docker: Docker) -> None:
    docker.build("exposes", dockerfile=f"FROM {PYTHON}\nEXPOSE 8000\n")

    with container(docker, "exposes", "--init", "-P", image("exposes"), "sleep", "60") as name:
        assert docker("port", name, "8000").startswith("0.0.0.0:")
    with container(docker, "exposes", "--init", "-P", PYTHON, "sleep", "60") as name:
        assert docker("port", name) == ""


def test_a_port_is_published_without_expose(docker: Docker) -> None:
    with container(docker, "published", "-p", "127.0.0.1::8000", PYTHON, *ANYWHERE) as name:
        address = docker("port", name, "8000")

        assert address.startswith("127.0.0.1:")
        assert wait_for(lambda: get(f"http://{address}/").status == 200)


def test_a_port_without_an_address_is_published_on_all(docker: Docker) -> None:
    with container(docker, "bare", "-p", "8000", PYTHON, *ANYWHERE) as name:
        assert docker("port", name, "8000").startswith("0.0.0.0:")
    with container(docker, "bare", "-p", "127.0.0.1::8000", PYTHON, *ANYWHERE) as name:
        assert "0.0.0.0" not in docker("port", name, "8000")


def test_a_server_on_127_0_0_1_hears_nobody_outside_its_container(docker: Docker) -> None:
    with container(docker, "itself", "-p", "127.0.0.1::8000", PYTHON, *ITSELF) as name:
        assert wait_for(lambda: "Serving" in docker.logs(name))

        assert get(f"http://{docker('port', name, '8000')}/").status == 0
        assert reach(docker, "127.0.0.1", f"--network=container:{name}") == "200"


def test_a_container_is_reached_by_its_name(docker: Docker, network: str) -> None:
    options = (f"--network={network}", "--network-alias=db")
    with container(docker, "named", *options, PYTHON, *ANYWHERE) as name:
        assert wait_for(lambda: "Serving" in docker.logs(name))

        assert reach(docker, "db", f"--network={network}") == "200"
        assert reach(docker, name, f"--network={network}") == "200"


def test_localhost_is_the_container_itself(docker: Docker, network: str) -> None:
    with container(docker, "other", f"--network={network}", PYTHON, *ANYWHERE) as name:
        assert wait_for(lambda: "Serving" in docker.logs(name))

        assert "Connection refused" in reach(docker, "localhost", f"--network={network}")


def test_the_default_network_knows_no_names(docker: Docker) -> None:
    with container(docker, "nameless", PYTHON, *ANYWHERE) as name:
        assert wait_for(lambda: "Serving" in docker.logs(name))

        assert "200" not in reach(docker, name)


def test_containers_of_two_networks_do_not_meet(docker: Docker, network: str) -> None:
    with container(docker, "apart", PYTHON, *ANYWHERE) as name:
        assert wait_for(lambda: "Serving" in docker.logs(name))

        assert "200" not in reach(docker, name, f"--network={network}")


def test_a_port_is_taken_only_once(docker: Docker) -> None:
    with container(docker, "first", "-p", "127.0.0.1::8000", PYTHON, *ANYWHERE) as name:
        port = docker("port", name, "8000").rpartition(":")[2]

        result = docker.attempt("run", "--rm", "-p", f"127.0.0.1:{port}:8000", PYTHON, "true")
        assert "port is already allocated" in result.stderr
