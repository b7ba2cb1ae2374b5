"""Puts into a page what is made out of data: tables, and the links that end a chapter."""

from markdown import Markdown
from markdown.preprocessors import Preprocessor

from cookbook.markdown.place import Place
from cookbook.pick import page as pick
from cookbook.report import last_run
from cookbook.site import chapters, measurements, notes, versions

TABLES = {
    "<!-- builds -->": measurements.builds,
    "<!-- accidents -->": measurements.accidents,
    "<!-- cluster -->": measurements.cluster,
    "<!-- machines -->": measurements.machines,
    "<!-- growth -->": measurements.growth,
    "<!-- load servers -->": measurements.servers,
    "<!-- load pages -->": measurements.pages,
    "<!-- last run -->": last_run.table,
    "<!-- promise -->": last_run.promise,
    "<!-- notes -->": notes.table,
    pick.FORM: pick.form,
    pick.BLOCKS: pick.blocks,
    "<!-- versions library -->": versions.library,
    "<!-- versions docker -->": versions.docker,
    "<!-- versions gone -->": versions.gone,
}


class Generated(Preprocessor):
    """Puts a table below the comment that asks for it, and the links below a chapter."""

    def __init__(self, md: Markdown, place: Place) -> None:
        super().__init__(md)
        self.place = place

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        for line in lines:
            if table := TABLES.get(line.strip()):
                out += table()
            out.append(line)
        return out + chapters.links(self.place.page)
