"""The process that fetches: `python -m crawler.process job.json`.

A process of its own, because Scrapy's event loop can be run once only in a process, and because a
site that exhausts memory must not take the rest along.
"""

import json
import logging
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from scrapy.crawler import CrawlerProcess

from crawler.settings import CrawlSettings, scrapy_settings
from crawler.sources import Source
from crawler.spider import ProviderSpider, Run


def job_text(
    sources: tuple[Source, ...], folder: Path, limits: CrawlSettings, started_at: datetime
) -> str:
    """Return the job as the process reads it."""
    return json.dumps(
        {
            "sources": [asdict(source) for source in sources],
            "folder": str(folder),
            "limits": asdict(limits),
            "started_at": started_at.isoformat(),
        }
    )


def main(job: Path) -> None:
    """Run one job to its end."""
    data = json.loads(job.read_text(encoding="utf-8"))
    limits = CrawlSettings(**data["limits"])
    folder = Path(data["folder"])
    sources = tuple(
        Source(
            row["id"],
            tuple(row["start_urls"]),
            {url: tuple(ids) for url, ids in row["records"].items()},
            row["owner"],
            tuple(row["allowed"]),
            tuple(row["skip"]),
            tuple(row["sitemaps"]),
        )
        for row in data["sources"]
    )
    process = CrawlerProcess(scrapy_settings(limits, folder))
    # What could not be fetched is told in words by the spider; Scrapy would add its traces.
    logging.getLogger("scrapy.downloadermiddlewares").setLevel(logging.CRITICAL)
    run = Run(datetime.fromisoformat(data["started_at"]), limits.max_pages, limits.max_depth)
    process.crawl(ProviderSpider, sources=sources, folder=folder, run=run)
    process.start()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
