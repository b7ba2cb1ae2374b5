"""What prose says and no block shows: words in backticks, commands and numbers exist.

A word exists where a block of the site, the example project, a proof or Compose's schema has it, or
where `cookbook/data/words.yaml` lists it with a reason. It may be of another page: this finds what
is misspelt, renamed or made up, not a word that is taken for another one.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import check_jsonschema
import pytest
import yaml

from cookbook.engine.shell import output
from cookbook.page.pages import pages
from cookbook.repo import ROOT, files
from cookbook.site import versions

DATA = ROOT / "cookbook/data/words.yaml"
SCHEMA = Path(check_jsonschema.__file__).parent / "builtin_schemas/vendor/compose-spec.json"
LISTED = yaml.safe_load(DATA.read_text())
WHAT_TO_DO = f"correct it, show it in a block, or list it with a reason in {DATA.name}"

SPAN = re.compile(r"(`+)(.+?)\1")
CHAPTER = re.compile(
    r"\bchapters? \[?\d+(?: (?:and|to) \[?\d+)?|\[(?:Tutorial )?\d+"  # chapter 6 to 8, [6. Add …
    r"|^ *\d+\. |^#+ \d+|^ +heading_level: \d",  # lists, headings, options of mkdocstrings
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?<![\w.#-])\d+(?:[.,]\d+)*(?![\w-])")
GROUPS = {"buildx", "compose", "container", "image", "imagetools", "network", "system", "volume"}


def prose(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines of a page outside its blocks and front matter."""
    fence, inside = "", False
    for number, line in enumerate(file.read_text().splitlines(), 1):
        if line == "---" and (number == 1 or inside):
            inside = not inside
        mark = re.match(r"\s*(`{3,}|~{3,})", line)
        if mark and not fence:
            fence = mark[1]
        elif mark and line.strip().startswith(fence):
            fence = ""
        elif not fence and not inside:
            yield number, line


def sources() -> list[Path]:
    return sorted(file for file in (ROOT / "docs").rglob("*.md") if "/." not in str(file))


def spans(file: Path) -> Iterator[tuple[int, str]]:
    """Yield what stands in backticks, with its line."""
    for number, line in prose(file):
        for match in SPAN.finditer(line):
            yield number, match[2].strip()


@cache
def shown(site: Path) -> str:
    """Return all that a word may be found in, as one line."""
    texts = [text for page in pages(site) for b in page.blocks for text in (b.title, b.text)]
    for folder in ("example_project", "tests/proofs"):
        for file in files(folder):
            if file.suffix != ".lock":
                texts += [str(file.relative_to(ROOT / folder)), file.read_text()]
    texts += [f"{key}:" for key in keys(json.loads(SCHEMA.read_text()))]
    return re.sub(r"\s+", " ", "\n".join(texts))


def keys(schema: object) -> Iterator[str]:
    """Yield the names of all properties in a JSON schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
    for value in schema.values() if isinstance(schema, dict) else schema:  # type: ignore[attr-defined]
        if isinstance(value, dict | list):
            yield from keys(value)


def listed(key: str, page: str = "") -> dict[str, str]:
    """Return what the data file lists for all pages and for this one, with the reasons."""
    groups = [group for group in LISTED[key] if group.get("page", page) == page]
    return {str(word): group["reason"] for group in groups for word in group[key]}


@cache
def there(word: str, text: str) -> bool:
    """Tell whether a word stands in the text, as a whole."""
    edge = re.compile(r"[\w-]")
    first, last = edge.match(word), edge.match(word[-1:])
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (first and at and edge.match(text[at - 1])) and not (last and edge.match(text, end)):
            return True
        at = text.find(word, at + 1)
    return False


def missing(span: str, text: str) -> list[str]:
    """Return the words of a span that do not exist. `…` stands for what is left out."""
    words = listed("words")
    found = []
    for part in (" ".join(part.split()) for part in span.split("…")):
        if not part or part in words or there(part, text):
            continue
        for word in part.split():
            if word in words or there(word, text) or there(word.strip("\"'[](),;:"), text):
                continue
            found += [
                piece
                for piece in re.split(r"[=,;:(){}\[\]\"'|@<>]+", word)
                if piece and piece not in words and not there(piece, text)
                if word.startswith("/") or not (ROOT / word).exists()
            ]
    return found


def command(line: str) -> tuple[str, set[str]]:
    """Return the subcommand and the options of one `docker` command, without Compose's own."""
    own = r"^docker compose( (-f|--file|--progress|--env-file)[ =]\S+)+"
    words = re.sub(own, "docker compose", line).split()[1:]
    subcommand: list[str] = []
    options = set()
    before = ""
    for word in words:
        if re.fullmatch(r"-[a-z]{2,}", word):
            options |= {f"-{letter}" for letter in word[1:]}
        elif word.startswith("-"):
            options.add(word.partition("=")[0])
        elif not subcommand or subcommand[-1] in GROUPS:
            subcommand.append(word)
        elif subcommand[-1] in ("run", "exec") and not before.startswith("-"):
            break  # what follows runs inside the container
        before = word
    return " ".join(subcommand), options


@cache
def commands(site: Path) -> dict[str, set[str]]:
    """Return each subcommand of `docker` that a block has or the data file lists: → options."""
    known = {name: set(options) for name, options in LISTED["docker"].items()}
    for block in (block for page in pages(site) for block in page.blocks):
        for line in re.findall(r"docker [^|;&)\n]*", re.sub(r"\\\n(> )?", "", block.text)):
            subcommand, options = command(line)
            known.setdefault(subcommand, set()).update(options)
    return known


def page_of(file: Path) -> str:
    """Return the name of a source's page, as `Page` has it."""
    name = file.relative_to(ROOT / "docs").with_suffix("")
    return str(name.parent if name.name == "index" else name)


def test_words_in_backticks_exist(site: Path) -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{number}: '{word}' of `{span}` is nowhere: {WHAT_TO_DO}"
        for file in sources()
        for number, span in spans(file)
        for word in missing(span, shown(site))
    ]
    assert wrong == []


def test_docker_has_the_commands_and_options_that_prose_names(site: Path) -> None:
    wrong = []
    for file in sources():
        for number, span in spans(file):
            if not span.startswith("docker "):
                continue
            subcommand, options = command(re.split(r" ?[|;&>]", span)[0])
            unknown = options - commands(site).get(subcommand, set())
            if unknown or subcommand not in {"compose", *commands(site)}:
                what = " ".join(["docker", subcommand, *sorted(unknown)])
                wrong.append(f"{file.relative_to(ROOT)}:{number}: no block has '{what}'")
    assert wrong == [], WHAT_TO_DO


def test_numbers_are_shown(site: Path) -> None:
    """On the page, in one of its proofs or among the versions; years and chapters pass."""
    names = {
        str(version)
        for product in versions.products()
        for version in [*product["ends"], *(product.get(role) for role in versions.ROLES)]
    }
    built = {page.name: page for page in pages(site)}
    wrong = []
    for file in sources():
        text = "\n".join(f"{b.title}\n{b.text}" for b in built[page_of(file)].blocks)
        for proof in re.findall(r"proof:(\w+)/", file.read_text()):
            text += (ROOT / f"tests/proofs/test_{proof}.py").read_text()
        known = names | set(re.findall(r"\d+(?:[.,]\d+)*", text))
        known |= listed("numbers", page_of(file)).keys()
        for number, line in prose(file):
            bare = CHAPTER.sub("", re.sub(r"`[^`]*`|\]\([^)]*\)|<[^>]*>|\{[^}]*\}", "", line))
            wrong += [
                f"{file.relative_to(ROOT)}:{number}: no block of the page has {found}: {WHAT_TO_DO}"
                for found in NUMBER.findall(bare)
                if found not in known and not re.fullmatch(r"(19|20)\d\d", found)
            ]
    assert wrong == []


def test_the_list_holds_nothing_in_vain(site: Path) -> None:
    named = " ".join(span for file in sources() for _, span in spans(file))
    text = "\n".join(line for file in sources() for _, line in prose(file))
    vain = [word for word in listed("words") if not there(word, named) or there(word, shown(site))]
    vain += [
        f"{group.get('page', 'any page')}: {number}"
        for group in LISTED["numbers"]
        for number in group["numbers"]
        if str(number) not in text
    ]
    assert vain == []


@pytest.mark.engine
@pytest.mark.parametrize("subcommand", LISTED["docker"])
def test_docker_knows_what_is_listed(engine: dict[str, str], subcommand: str) -> None:
    text = output("docker", *subcommand.split(), "--help", env=engine)
    assert f"docker {subcommand}" in text
    for option in LISTED["docker"][subcommand]:
        assert there(option, text), option


def test_what_is_wrong_is_found() -> None:
    text = "$ docker compose exec web sh\ncondition: service_healthy\nTAG=1.0.0 config/settings.py"
    assert missing("condition: service_healthy", text) == []
    assert missing("condition: service_healty", text) == ["service_healty"]
    assert missing("TAG=1.0.1", text) == ["1.0.1"]
    assert missing("config/setting.py", text) == ["config/setting.py"]
    assert missing("docker compose exec … sh", text) == []
    assert command("docker compose -f a.yaml exec -T db psql -U x") == (
        "compose exec",
        {"-T"},
    )
    assert command("docker run --rm -it library:dev python -m x") == (
        "run",
        {"--rm", "-i", "-t"},
    )
