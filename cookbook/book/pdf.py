"""The book on paper: all chapters on one page that Chromium prints, in the style of the site."""

from html import escape
from pathlib import Path

from lxml import etree
from playwright.sync_api import Browser

from cookbook.book.chapters import TITLE, Chapter, chapters
from cookbook.report.server import serving

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
{style}
<style>
  body {{ position: static; }} /* else each title stands twice in the outline */
  .chapter {{ break-before: page; }}
  .contents {{ margin-top: 30vh; }}
  .md-typeset .highlight {{ break-inside: avoid; }}
  .md-typeset img {{ max-height: 60vh; }}
  .md-typeset abbr {{ border: 0; text-decoration: none; }}
</style>
<body dir="ltr" data-md-color-scheme="default" data-md-color-primary="custom">
<section class="contents md-typeset"><h1>{title}</h1><p>{about}</p><ul>{contents}</ul></section>
{text}
</body>
</html>
"""
_FOOT = (
    '<p style="width: 100%; font: 8px sans-serif; text-align: center">'
    '<span class="pageNumber"></span></p>'
)


def _place(name: str, id: str) -> str:
    return f"#{name}--{id}" if id else f"#{name}"


def _page(parts: list[Chapter], style: str, about: str) -> str:
    """Return the one page. Each id of a chapter gets the chapter's name before it."""
    for part in parts:
        for element in part.body.xpath(".//*[@id]"):
            element.set("id", f"{part.name}--{element.get('id')}")
        for picture in part.body.iter("img"):
            picture.set("src", f"/{picture.get('src')}")
        part.body.set("id", part.name)
    contents = (f'<li><a href="#{part.name}">{escape(part.title)}</a></li>' for part in parts)
    text = (etree.tostring(part.body, encoding="unicode", method="html") for part in parts)
    return _PAGE.format(
        title=escape(TITLE),
        style=style,
        about=escape(about),
        contents="".join(contents),
        text="".join(text),
    )


def write(browser: Browser, site: Path, target: Path, site_url: str, about: str) -> None:
    """Print the book of a built site."""
    parts = chapters(site, site_url, _place)
    sheets = etree.HTML((site / "tutorial/index.html").read_text()).xpath(
        "//link[@rel='stylesheet']/@href"
    )
    style = "".join(f'<link rel="stylesheet" href="{sheet[2:]}">' for sheet in sheets)
    page = _page(parts, style, about)
    with serving(site) as address:
        tab = browser.new_page(color_scheme="light")
        tab.route(f"{address}/book.html", lambda route: route.fulfill(body=page))
        tab.goto(f"{address}/book.html")
        tab.pdf(
            path=target,
            format="A4",
            scale=0.75,
            margin={"top": "18mm", "bottom": "18mm", "left": "18mm", "right": "18mm"},
            print_background=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=_FOOT,
            outline=True,
            tagged=True,
        )
