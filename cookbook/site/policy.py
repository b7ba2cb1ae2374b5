"""The Content-Security-Policy under which the whole site works, in `content-security-policy.txt`.

The theme has short scripts inside its pages; a server that sends this header allows them by their
hashes, and nothing else.
"""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

FILE = "content-security-policy.txt"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def policy(site: Path) -> str:
    """Return the value of the header for a built site."""
    scripts = {
        script for page in site.rglob("*.html") for script in _SCRIPT.findall(page.read_text())
    }
    hashes = sorted(
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    # Icons of the theme's style sheet are data: addresses.
    return f"default-src 'self'; script-src 'self' {' '.join(hashes)}; img-src 'self' data:"


def write(site: Path) -> None:
    """Write the policy of a built site."""
    (site / FILE).write_text(policy(site) + "\n")
