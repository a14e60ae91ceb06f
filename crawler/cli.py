"""`kuntoutuspolku crawl …`: read the providers' sites, and see what differs from the catalogue.

Exit codes: 0 done, 1 something could not be done, 2 wrong usage.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CalledProcessError
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from catalog.catalogue import Catalogue
from catalog.cli import DATA, DataOption, JsonOption, load_or_exit
from catalog.finding_store import SqliteFindingStore
from catalog.findings import FindingFilter
from catalog.problems import CatalogueError
from catalog.provider_pages import load_provider_pages
from catalog.snapshots import Snapshot, SnapshotStore, failures_of
from catalog.terminal import answer_console
from catalog.topics import ReadTopics
from crawler.described import read_described
from crawler.run import fetch, read_stored
from crawler.settings import CrawlSettings
from crawler.sources import Source, due_sources, sources_of

VAR = DATA.parent / "var"
FolderOption = Annotated[Path, typer.Option("--folder", help="Where crawled pages are kept.")]
FindingsOption = Annotated[Path, typer.Option("--findings", help="The findings' SQLite file.")]
PagesOption = Annotated[Path, typer.Option("--pages", help="Where pages for the index are kept.")]
CRAWL, FINDINGS, PAGES = VAR / "crawl", VAR / "findings.sqlite", VAR / "provider_pages"


def register(
    app: typer.Typer, rebuild: Callable[[Path], None],
    topics: Callable[[Catalogue, Path], ReadTopics],
) -> None:  # fmt: skip
    """Add the commands.

    Args:
        app: The console command.
        rebuild: Renews the search index of a data folder after a run that changed pages.
        topics: Makes what tells the subject of a page, from a catalogue and its data folder.
    """
    crawl = typer.Typer(help="Read providers' sites and compare.", no_args_is_help=True)

    @crawl.command("run")
    def run(
        contact: Annotated[
            str,
            typer.Option(envvar="KUNTOUTUSPOLKU_CRAWLER_CONTACT", help="Where owners can write."),
        ] = "",
        source: Annotated[
            list[str] | None, typer.Option("--source", help="Only this site; repeatable.")
        ] = None,
        every: Annotated[
            bool, typer.Option("--all", help="Also sites whose time has not come yet.")
        ] = False,
        delay: Annotated[float, typer.Option(min=0, help="Least seconds between requests.")] = 5.0,
        max_pages: Annotated[int, typer.Option(min=1, help="Pages of one site.")] = 200,
        allow_loopback: Annotated[bool, typer.Option(hidden=True)] = False,
        data: DataOption = DATA,
        folder: FolderOption = CRAWL,
        findings: FindingsOption = FINDINGS,
        pages: PagesOption = PAGES,
    ) -> None:
        """Fetch, read and compare; an interrupted run goes on where it was."""
        if not contact:
            print("Give --contact, an address or e-mail for the sites' owners.", file=sys.stderr)
            raise typer.Exit(2)
        catalogue = load_or_exit(data)
        known = _sources(catalogue, data)
        chosen = tuple(s for s in known if not source or s.id in source)
        if not chosen:
            print("No such source. See `kuntoutuspolku crawl sources`.", file=sys.stderr)
            raise typer.Exit(2)
        if not (every or source):
            last = {s.source_id: s.fetched_at for s in _by_time(folder)}
            chosen = due_sources(chosen, last, datetime.now(tz=UTC))
            waiting = len(known) - len(chosen)
            if waiting:
                print(f"{waiting} sites were read lately and wait; --all reads them too.",
                      file=sys.stderr)  # fmt: skip
        limits = CrawlSettings(
            contact, delay=delay, max_pages=max_pages, allow_loopback=allow_loopback
        )
        print(f"Reading {len(chosen)} sites ...", file=sys.stderr)
        try:
            fetched = fetch(chosen, folder, limits)
        except (OSError, CalledProcessError) as error:
            print(f"Stopped: {error}. Run the command again to go on.", file=sys.stderr)
            raise typer.Exit(1) from None
        again = ", an interrupted run continued" if fetched.was_resumed else ""
        print(f"{fetched.pages} pages read, {len(fetched.failures)} failed{again}.")
        for site, url, why in fetched.failures:
            print(f"  {site}: {url}: {why}", file=sys.stderr)
        if _replay(topics, data, folder, findings, pages):
            rebuild(data)

    @crawl.command("replay")
    def replay(
        data: DataOption = DATA, folder: FolderOption = CRAWL,
        findings: FindingsOption = FINDINGS, pages: PagesOption = PAGES,
    ) -> None:  # fmt: skip
        """Read the stored pages again, without network."""
        if _replay(topics, data, folder, findings, pages):
            rebuild(data)

    crawl.command("status")(status)
    crawl.command("findings")(list_findings)
    crawl.command("sources")(list_sources)
    crawl.command("pages")(list_pages)
    app.add_typer(crawl, name="crawl")


def _sources(catalogue: Catalogue, data: Path) -> tuple[Source, ...]:
    """Return the sites with their descriptions, or end with the faults told."""
    try:
        return sources_of(catalogue, read_described(data.resolve(), catalogue))
    except CatalogueError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(1) from None


def _by_time(folder: Path) -> list[Snapshot]:
    return sorted(SnapshotStore(folder).latest(), key=lambda s: s.fetched_at)


def _replay(
    topics: Callable[[Catalogue, Path], ReadTopics], data: Path, folder: Path, findings: Path,
    pages: Path,
) -> bool:  # fmt: skip
    catalogue = load_or_exit(data)
    sources = _sources(catalogue, data)
    read = read_stored(
        catalogue, sources, folder, findings, pages, read_topics=topics(catalogue, data)
    )
    print(f"{read.pages} stored pages compared, {read.new_findings} new findings, "
          f"{read.provider_pages} pages for the index.")  # fmt: skip
    for url in read.unreadable:
        print(f"  no readable copy or no source any more: {url}", file=sys.stderr)
    return read.pages_changed


def status(folder: FolderOption = CRAWL, findings: FindingsOption = FINDINGS) -> None:
    """Tell what is stored, what failed and how many findings wait."""
    newest = list(SnapshotStore(folder).latest())
    last = max((s.fetched_at for s in newest), default=None)
    print(f"{len(newest)} pages stored, the last {last.isoformat() if last else 'never'}.")
    print(f"{len(failures_of(folder))} failed in the last run.")
    counts = SqliteFindingStore(findings).counts()
    print("Findings: " + (", ".join(f"{n} {state}" for state, n in counts.items()) or "none"))


def list_findings(findings: FindingsOption = FINDINGS, as_json: JsonOption = False) -> None:
    """List the open findings."""
    found = SqliteFindingStore(findings).open_findings(FindingFilter())
    if as_json:
        print(json.dumps([asdict(f) for f in found], ensure_ascii=False, default=str, indent=1))
        return
    table = Table(title=f"{len(found)} open findings")
    for heading in ("id", "kind", "record", "we say", "source says", "read at"):
        table.add_column(heading)
    for f in found:
        row = (f.id, f.kind, f.record_id or "", f.catalogue_value, f.source_value, f.source_url)
        table.add_row(*(escape(text[:120]) for text in row))
    answer_console().print(table)


def list_sources(data: DataOption = DATA, as_json: JsonOption = False) -> None:
    """List the sites that are read: from the records' own addresses and data/sources.yaml."""
    catalogue = load_or_exit(data)
    sources = _sources(catalogue, data)
    if as_json:
        print(json.dumps([asdict(s) for s in sources], ensure_ascii=False, indent=1))
        return
    table = Table(title=f"{len(sources)} sites")
    for heading in ("site", "pages", "records", "every", "languages", "owner", "licence"):
        table.add_column(heading)
    for s in sources:
        records = {r for ids in s.records.values() for r in ids}
        table.add_row(s.id, str(len(s.start_urls)), str(len(records)), f"{s.every_days} d",
                      " ".join(s.languages) or "?", s.owner or "", s.licence)  # fmt: skip
    answer_console().print(table)


def list_pages(pages: PagesOption = PAGES) -> None:
    """List the pages kept for the index."""
    for page in load_provider_pages(pages):
        print(f"{page.fetched_on}\t{page.url}\t{page.title}\t{', '.join(page.service_ids)}")
