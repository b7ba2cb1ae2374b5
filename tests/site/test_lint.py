"""Dockerfiles, Compose files and workflows against the field's own linters and schemas."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from cookbook.page.pages import pages
from cookbook.repo import ROOT

WORKFLOWS = [
    path
    for folder in (".github", "example_project/.github")
    for path in (ROOT / folder / "workflows").glob("*.yml")
]


def check(program: str, *words: str) -> str:
    """Run a linter; return what it says, which is nothing if all is well."""
    result = subprocess.run(
        [Path(sys.executable).parent / program, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout + result.stderr if result.returncode else ""


def offered(site: Path, name: str) -> list[str]:
    """Return the sources of the files with this name that a page tells its reader to write."""
    files = [block for page in pages(site) for block in page.blocks if block.kind == "file"]
    return sorted({b.source.path for b in files if Path(b.path).name.startswith(name)})


def test_dockerfiles(site: Path) -> None:
    files = {*offered(site, "Dockerfile"), "example_project/Dockerfile"}
    assert len(files) > 5
    assert "".join(check("hadolint", path) for path in sorted(files)) == ""


def test_compose_files(site: Path) -> None:
    files = {
        *offered(site, "compose"),
        "example_project/compose.yaml",
        "example_project/compose.prod.yaml",
    }
    # YAML tags of Compose's own, which the schema does not know; the engine reads these files.
    files = {path for path in files if not re.search("!reset|!override", (ROOT / path).read_text())}
    assert len(files) > 3
    schema = ("check-jsonschema", "--builtin-schema", "vendor.compose-spec")
    assert check(*schema, *sorted(files)) == ""


def test_workflows_match_their_schema() -> None:
    files = [str(path) for path in WORKFLOWS]
    assert len(files) > 2
    assert check("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *files) == ""


def test_the_file_for_gitlab_matches_its_schema() -> None:
    file = "snippets/recipes/ci/.gitlab-ci.yml"
    assert check("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", file) == ""


def test_manifests_match_the_schemas_of_kubernetes() -> None:
    folder = ROOT / "snippets/recipes/kubernetes"
    overlays = {path.parent: yaml.safe_load(path.read_text()) for path in folder.glob("*/k*.yaml")}
    named = {(at / name).resolve() for at, text in overlays.items() for name in text["resources"]}
    files = sorted(path for path in folder.glob("*/*.yaml") if path.name != "kustomization.yaml")
    assert named == {*files, folder / "base"}
    kind = ROOT / ".github/kind"
    for path in [*files, kind / "asker.yaml", kind / "db.yaml"]:
        assert check("kubernetes-validate", "--strict", str(path)) == ""


def test_dependabot_matches_its_schema() -> None:
    files = [".github/dependabot.yml", "example_project/.github/dependabot.yml"]
    assert check("check-jsonschema", "--builtin-schema", "vendor.dependabot", *files) == ""


def test_scripts_of_workflows_are_bash() -> None:
    workflows = [yaml.safe_load(path.read_text()) for path in WORKFLOWS]
    jobs = [job for workflow in workflows for job in workflow["jobs"].values()]
    scripts = [step["run"] for job in jobs for step in job.get("steps", []) if "run" in step]
    assert len(scripts) > 10
    scripts.append((ROOT / ".github/kind/run.sh").read_text())
    for script in scripts:
        bare = re.sub(r"\$\{\{.*?\}\}", "x", script)
        subprocess.run(["bash", "-n"], input=bare, text=True, check=True)


def test_every_job_ends_and_has_few_rights() -> None:
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text())
        assert workflow["permissions"] == {}, path
        for name, job in workflow["jobs"].items():
            assert "permissions" in job, f"{path}: {name}"
            assert "uses" in job or job.get("timeout-minutes", 361) <= 60, f"{path}: {name}"


@pytest.mark.parametrize("folder", [".github", "example_project/.github"])
def test_workflows_are_safe(folder: str) -> None:
    assert check("zizmor", "--offline", "--quiet", folder) == ""


def test_actions_are_pinned_to_one_commit_each() -> None:
    used = [
        use
        for path in WORKFLOWS
        for use in re.findall(r"uses: (\S+)@(\w+) # (v[\d.]+)$", path.read_text(), re.MULTILINE)
    ]
    assert len(used) == sum(
        len(re.findall(r"uses: (?!\$/)", path.read_text())) for path in WORKFLOWS
    )
    assert all(re.fullmatch("[0-9a-f]{40}", commit) for _, commit, _ in used)
    assert len(set(used)) == len({action for action, _, _ in used})
