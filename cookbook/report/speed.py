"""Performance on a phone of every kind of page, beside a plain page of Material in the same run."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from cookbook.repo import ROOT
from cookbook.report.audit import lighthouse
from cookbook.report.server import serving

SITE = ROOT / "site"
TIMES = 3
# One page of each kind.
PAGES = (
    ".",
    "tutorial/03-compose",
    "concepts/data",
    "files/dockerfile",
    "files/pick",
    "recipes",
    "recipes/health-checks",
    "troubleshooting",
    "troubleshooting/disallowed-host",
    "reference/glossary",
    "reference/how-tested",
)
PLAIN = "site_name: Plain\ntheme: {name: material, font: false}\n"


def plain(folder: Path) -> Path:
    """Return a site of one page, the text of concepts/data, as Material makes it by default."""
    (folder / "docs").mkdir()
    shutil.copy(SITE / "concepts/data/index.md", folder / "docs")
    (folder / "mkdocs.yml").write_text(PLAIN)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, check=True)
    return folder / "site"


def main() -> None:
    """Print the table: the median of three for each page, and of all three the lowest."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(SITE) as ours,
        serving(plain(Path(folder))) as theirs,
    ):
        addresses = {"plain Material": f"{theirs}/"} | {name: f"{ours}/{name}/" for name in PAGES}
        for name, address in addresses.items():
            scores = [lighthouse(address)[0]["performance"] for _ in range(TIMES)]
            print(f"{median(scores):3}  lowest {min(scores):3}  {name}", flush=True)


if __name__ == "__main__":
    main()
