"""`make audit`: Lighthouse on every page of `site`, and every link, those to other hosts too."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from mkdocs.config import load_config

from cookbook.page.pages import pages
from cookbook.reader.browser import executable
from cookbook.repo import ROOT
from cookbook.report.server import serving

LIGHTHOUSE = "lighthouse@12.8.2"  # 13 wants a newer Node.js than Debian has
CATEGORIES = ("accessibility", "best-practices", "seo", "performance")
# Performance depends on the machine: it is printed, and decides nothing.
REQUIRED = CATEGORIES[:3]


def lighthouse(address: str) -> tuple[dict[str, int], list[str]]:
    """Return the scores of a page, 0 to 100, and what took points away in the required ones.

    Raises RuntimeError with what Lighthouse said if it came to no result.
    """
    env = {**os.environ}
    if chromium := executable():
        env["CHROME_PATH"] = chromium
    result = subprocess.run(
        [
            *("npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json"),
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise RuntimeError(result.stderr.strip() or result.stdout.strip())
    report = json.loads(result.stdout)
    scores, lost = {}, []
    for name in CATEGORIES:
        category = report["categories"][name]
        scores[name] = round(100 * (category["score"] or 0))
        for part in category["auditRefs"] if name in REQUIRED else []:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                lost.append(f"{name}: {audit['title']}")
    return scores, lost


def links(address: str) -> int:
    """Follow every link from the home page on; return LinkChecker's exit status."""
    program = Path(sys.executable).parent / "linkchecker"
    # Blocks and proofs link to lines of the repository, which tests/site compares with the files;
    # each page names the address it is published at; the reader opens what a page says to open.
    config = load_config(str(ROOT / "mkdocs.yml"))
    elsewhere = (config.repo_url, config.site_url, "http://localhost:8000")
    options = ["--check-extern", "--no-status", *(f"--ignore-url=^{start}" for start in elsewhere)]
    return subprocess.run([program, *options, f"{address}/"], cwd=ROOT, check=False).returncode


def main() -> int:
    """Audit all pages and all links; return the exit status."""
    if not shutil.which("npx"):
        print("no Node.js: install Debian's `npm`, Lighthouse runs on it")
        return 2
    wrong = 0
    with serving(ROOT / "site") as address:
        for page in pages(ROOT / "site"):
            try:
                scores, lost = lighthouse(f"{address}/{page.name}/")
            except RuntimeError as error:
                scores, lost = {}, [str(error)]
            shown = "  ".join(f"{name} {score}" for name, score in scores.items())
            print(f"{page.name}: {shown}", *lost, sep="\n  ", flush=True)
            wrong += bool(lost)
        print(f"{wrong} pages lost points or had no result")
        broken = links(address)
    return 1 if wrong or broken else 0


if __name__ == "__main__":
    sys.exit(main())
