"""Each page as Markdown, with its blocks and tables in it: `recipes/scale/index.md`.

`llms.txt` lists them, `llms-full.txt` is all of them, for programs that read no HTML.
"""

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import yaml
from markdown import Markdown
from markdown.preprocessors import Preprocessor

from cookbook.markdown.blocks import KINDS
from cookbook.pick import page as pick
from cookbook.repo import ROOT

DOCS = ROOT / "docs"
_FENCE = re.compile(r"^ *(?P<fence>`{3,}|~{3,}) \{ \.(?P<language>\S+) (?P<rest>.*)\}$")
_PROOF = re.compile(r" ?\[proof\]\(\S+\)\{ \.proof [^}]*\}")
_ATTRIBUTES = re.compile(r"(?<=[)`])\{ [^{}]+\}| \{ #[\w-]+ \}$|^\{ [^{}]+\}$")
_BOX = re.compile(r'^(?:!!!|\?\?\?\+?|===)(?: [a-z]+)? "(?P<title>.+)"$')
_LINK = re.compile(r"\]\((?P<path>(?!https?:|proof:|mailto:|#)[^)\s#]+)(?P<rest>[^)]*)\)")
_LEFT_OUT = re.compile(r"^\s*(?:</?(?:div|p)\b[^>]*>|<!-- .* -->|::: .*)\s*$")


def plain(page: Path, site_url: str) -> str:
    """Return a page of `docs` as plain Markdown: blocks and tables in it, links whole."""
    text = page.read_text()
    if text.startswith("---\n"):
        text = text.split("\n---\n", 1)[1]
    text = text.replace(pick.FORM, "\n".join(pick.plain())).replace(pick.BLOCKS, "")
    lines = text.strip("\n").split("\n")
    for step in _steps():
        lines = step.run(lines)
    here = str(page.parent.relative_to(DOCS))
    out = "\n".join(_lines(lines, here, site_url))
    return re.sub(r"\n{3,}", "\n\n", out).strip("\n") + "\n"


@cache
def _steps() -> list[Preprocessor]:
    """Return what the site does to the text of a page before it becomes HTML."""
    includes = {"base_path": [str(ROOT)], "check_paths": True, "dedent_subsections": True}
    md = Markdown(
        extensions=["cookbook.markdown.extension", "pymdownx.snippets"],
        extension_configs={"pymdownx.snippets": includes},
    )
    steps = list(md.preprocessors)
    return steps[: steps.index(md.preprocessors["normalize_whitespace"])]


def _lines(lines: list[str], here: str, site_url: str) -> Iterator[str]:
    fence, outer = "", ""  # the end of the open block; the indentation of the box we are in
    for line in lines:
        if line.strip() and not line.startswith(outer):
            outer = ""
        line = line.removeprefix(outer)
        if fence:
            yield line
            fence = "" if line.strip() == fence else fence
        elif mark := _FENCE.match(line):
            fence = mark["fence"]
            yield from [_caption(mark["rest"]), "", f"{fence}{mark['language']}"]
        elif box := _BOX.match(line):
            outer = "    "
            yield f"**{box['title']}**"
        elif not _LEFT_OUT.match(line):
            line = _ATTRIBUTES.sub("", _PROOF.sub("", line))
            yield _LINK.sub(lambda link: f"]({_whole(link, here, site_url)})", line)


def _caption(rest: str) -> str:
    title = re.search(r"title=([\"'])(.*?)\1", rest)
    kind = re.search(r'data-kind="(\w+)"', rest)
    if title is None or kind is None:
        raise ValueError(f"a block without title or kind: {rest}")
    return f"{KINDS[kind[1]]}:" if kind[1] == "session" else f"{KINDS[kind[1]]}, `{title[2]}`:"


def _whole(link: re.Match[str], here: str, site_url: str) -> str:
    path = posixpath.normpath(posixpath.join(here, link["path"]))
    if path.endswith(".md"):
        path = address(path)
    return f"{site_url}{path}{link['rest']}"


def address(source: str) -> str:
    """Return where on the site the Markdown of a page is; `source` is its path below `docs`."""
    if PurePosixPath(source).name == "index.md":
        return source
    return f"{source.removesuffix('.md')}/index.md"


def pages(nav: list[object], section: str = "") -> Iterator[tuple[str, str]]:
    """Yield each page of `nav` in mkdocs.yml with its top section."""
    for entry in nav:
        title, content = ("", entry) if isinstance(entry, str) else next(iter(dict(entry).items()))  # type: ignore[call-overload]
        if isinstance(content, str):
            yield section or title, content
        else:
            yield from pages(content, section or title)


def title(site: Path, source: str) -> str:
    """Return the title of a page whose Markdown has been written."""
    return (site / address(source)).read_text().partition("\n")[0].removeprefix("# ")


def write(site: Path, nav: list[object], name: str, summary: str, site_url: str) -> None:
    """Write the Markdown of each page that has been built anew, and the lists."""
    lists, whole, last = [f"# {name}", "", f"> {summary}"], [], ""
    for section, source in pages(nav):
        page, target = DOCS / source, site / address(source)
        built = target.with_name("index.html").stat().st_mtime
        if not target.exists() or target.stat().st_mtime < built:
            target.write_text(plain(page, site_url))
        text = target.read_text()
        whole.append(text)
        if section != last:
            lists += ["", f"## {section}", ""]
            last = section
        about = yaml.safe_load(page.read_text().split("---\n")[1])["description"]
        lists.append(f"- [{title(site, source)}]({site_url}{address(source)}): {about}")
    lists += ["", "## Optional", "", f"- [Everything in one file]({site_url}llms-full.txt)"]
    (site / "llms.txt").write_text("\n".join(lists) + "\n")
    (site / "llms-full.txt").write_text("\n\n".join(whole))
