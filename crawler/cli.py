"""`kuntoutuspolku crawl …`: read the providers' sites, and see what differs from the catalogue.

Exit codes: 0 done, 1 something could not be done, 2 wrong usage.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from subprocess import CalledProcessError
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from catalog.cli import DATA, DataOption, JsonOption, load_or_exit
from catalog.finding_store import SqliteFindingStore
from catalog.findings import FindingFilter
from catalog.provider_pages import load_provider_pages
from catalog.snapshots import SnapshotStore, failures_of
from catalog.terminal import answer_console
from crawler.run import fetch, read_stored
from crawler.settings import CrawlSettings
from crawler.sources import sources_of

VAR = DATA.parent / "var"
FolderOption = Annotated[Path, typer.Option("--folder", help="Where crawled pages are kept.")]
FindingsOption = Annotated[Path, typer.Option("--findings", help="The findings' SQLite file.")]
PagesOption = Annotated[Path, typer.Option("--pages", help="Where pages for the index are kept.")]
CRAWL, FINDINGS, PAGES = VAR / "crawl", VAR / "findings.sqlite", VAR / "provider_pages"


def register(app: typer.Typer, rebuild: Callable[[Path], None]) -> None:
    """Add the commands; `rebuild(data)` renews the search index after a run that changed pages."""
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
        chosen = tuple(s for s in sources_of(catalogue) if not source or s.id in source)
        if not chosen:
            print("No such source. See `kuntoutuspolku crawl sources`.", file=sys.stderr)
            raise typer.Exit(2)
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
        if _replay(data, folder, findings, pages):
            rebuild(data)

    @crawl.command("replay")
    def replay(
        data: DataOption = DATA, folder: FolderOption = CRAWL,
        findings: FindingsOption = FINDINGS, pages: PagesOption = PAGES,
    ) -> None:  # fmt: skip
        """Read the stored pages again, without network."""
        if _replay(data, folder, findings, pages):
            rebuild(data)

    crawl.command("status")(status)
    crawl.command("findings")(list_findings)
    crawl.command("sources")(list_sources)
    crawl.command("pages")(list_pages)
    app.add_typer(crawl, name="crawl")


def _replay(data: Path, folder: Path, findings: Path, pages: Path) -> bool:
    read = read_stored(load_or_exit(data), folder, findings, pages)
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


def list_sources(data: DataOption = DATA) -> None:
    """List the sites that are read, from the records' own addresses."""
    for source in sources_of(load_or_exit(data)):
        records = {r for ids in source.records.values() for r in ids}
        print(f"{source.id}\t{len(source.start_urls)} pages\t{len(records)} records\t"
              f"{source.owner or ''}")  # fmt: skip


def list_pages(pages: PagesOption = PAGES) -> None:
    """List the pages kept for the index."""
    for page in load_provider_pages(pages):
        print(f"{page.fetched_on}\t{page.url}\t{page.title}\t{', '.join(page.service_ids)}")
