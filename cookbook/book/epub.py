"""The book for readers of EPUB 3: a zip of one XHTML file for each chapter, and their list."""

import mimetypes
import zipfile
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from cookbook.book.chapters import TITLE, Chapter, chapters

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{uuid}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>en</dc:language>
<dc:description>{about}</dc:description>
<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
{manifest}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" \
xml:lang="en">
<head><title>{title}</title><link rel="stylesheet" href="book.css"/></head>
<body>
{body}
</body>
</html>
"""
_STYLE = """
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .8em; margin: 0; }
code { font-family: monospace; }
.highlight { border: 1px solid #8aa; margin: 1em 0; padding: .5em; }
.block-bar { font-size: .8em; font-style: italic; }
.filename { font-weight: bold; }
.gp { opacity: .6; }
.go { font-style: italic; }
.c1, .cm { opacity: .7; }
.hll { font-weight: bold; }
.admonition { border-left: 3px solid #2a8; padding-left: 1em; }
table { border-collapse: collapse; font-size: .9em; }
th, td { border-bottom: 1px solid #8aa; padding: .2em .5em; text-align: left; vertical-align: top; }
img { max-width: 100%; }
"""


def _place(name: str, id: str) -> str:
    return f"{name}.xhtml#{id}" if id else f"{name}.xhtml"


def _contents(parts: list[Chapter]) -> str:
    """Return the list of chapters and their sections."""
    rows = []
    for part in parts:
        below = "".join(
            f'<li><a href="{_place(part.name, id)}">{escape(text)}</a></li>'
            for id, text in part.sections
        )
        link = f'<a href="{_place(part.name, "")}">{escape(part.title)}</a>'
        rows.append(f"<li>{link}<ol>{below}</ol></li>")
    list_ = "\n".join(rows)
    return f'<nav epub:type="toc" id="toc"><h1>{escape(TITLE)}</h1><ol>{list_}</ol></nav>'


def _items(parts: list[Chapter], pictures: list[str]) -> list[str]:
    """Return the rows of the list of files."""
    page = 'media-type="application/xhtml+xml"'
    rows = [
        f'<item id="contents" href="contents.xhtml" {page} properties="nav"/>',
        '<item id="style" href="book.css" media-type="text/css"/>',
    ]
    rows += [f'<item id="c-{part.name}" href="{part.name}.xhtml" {page}/>' for part in parts]
    for number, path in enumerate(pictures):
        kind = mimetypes.guess_type(path)[0] or "image/webp"
        rows.append(f'<item id="picture-{number}" href="{path}" media-type="{kind}"/>')
    return rows


def write(site: Path, target: Path, site_url: str, about: str) -> None:
    """Write the book of a built site."""
    parts = chapters(site, site_url, _place)
    pictures = sorted({img.get("src") for part in parts for img in part.body.iter("img")})
    spine = ['<itemref idref="contents"/>', *(f'<itemref idref="c-{p.name}"/>' for p in parts)]
    package = _PACKAGE.format(
        uuid=uuid5(NAMESPACE_URL, f"{site_url}tutorial/"),
        title=escape(TITLE),
        about=escape(about),
        modified=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        manifest="\n".join(_items(parts, pictures)),
        spine="\n".join(spine),
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        # A reader knows the format by the first bytes: this name first, and not packed.
        out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        out.writestr("META-INF/container.xml", _CONTAINER)
        out.writestr("book/package.opf", package)
        out.writestr("book/book.css", _STYLE)
        out.writestr("book/contents.xhtml", _PAGE.format(title=TITLE, body=_contents(parts)))
        for part in parts:
            body = etree.tostring(part.body, encoding="unicode", method="xml")
            page = _PAGE.format(title=escape(part.title), body=body)
            out.writestr(f"book/{part.name}.xhtml", page)
        for path in pictures:
            out.write(site / path, f"book/{path}")
