"""How politely sites are read: every limit in one place."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_CRAWL_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """Limits of one run.

    Attributes:
        contact: Address or e-mail a site's owner can write to; stands in the user agent.
        delay: Least seconds between two requests to a host; robots.txt can only lengthen it.
        max_pages: Pages of one site in a run.
        max_depth: Links followed from a start page.
        max_bytes: Largest answer that is read, unpacked.
        allow_loopback: Tests only: hosts of this machine may be read.
    """

    contact: str
    delay: float = 5.0
    max_pages: int = 200
    max_depth: int = 3
    max_bytes: int = 10_000_000
    timeout: float = 30.0
    allow_loopback: bool = False

    @property
    def user_agent(self) -> str:
        """Return the name this crawler gives of itself."""
        return f"kuntoutuspolku/0.1 (+{self.contact})"


def scrapy_settings(limits: CrawlSettings, folder: Path) -> dict[str, Any]:
    """Return Scrapy's settings; `folder` keeps its HTTP cache for conditional requests."""
    return {
        "USER_AGENT": limits.user_agent,
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": limits.delay,
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "AUTOTHROTTLE_ENABLED": limits.delay > 0,
        "AUTOTHROTTLE_START_DELAY": limits.delay,
        "AUTOTHROTTLE_MAX_DELAY": MAX_CRAWL_DELAY,
        "DOWNLOAD_MAXSIZE": limits.max_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": limits.timeout,
        "DEPTH_LIMIT": limits.max_depth,
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_TIMES": 1,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_DIR": str(folder / "httpcache"),
        "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.RFC2616Policy",
        "HTTPCACHE_GZIP": True,
        # Scrapy asks no-cache pages whole; without the word it asks with ETag, as is meant.
        "HTTPCACHE_IGNORE_RESPONSE_CACHE_CONTROLS": ["no-cache", "must-revalidate"],
        "DNS_RESOLVER": "crawler.guard.LoopbackResolver"
        if limits.allow_loopback
        else "crawler.guard.PublicResolver",
        "DOWNLOADER_MIDDLEWARES": {
            "crawler.guard.PublicHostsOnly": 50,
            "crawler.guard.WholeAfterRedirect": 60,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "crawler.robots.RobotsWithDelay": 100,
        },
        "KUNTOUTUSPOLKU_ALLOW_LOOPBACK": limits.allow_loopback,
        "MEMUSAGE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
    }
