"""robots.txt obeyed with its Crawl-delay, which Scrapy itself does not read."""

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser

from crawler.settings import MAX_CRAWL_DELAY


class RobotsWithDelay(RobotsTxtMiddleware):
    """Scrapy's middleware, with the delay a site asks for kept between requests to it."""

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what robots.txt forbids, and wait as it asks (at most `MAX_CRAWL_DELAY`)."""
        super().process_request_2(rp, request)
        parser = getattr(rp, "rp", None)
        asked = parser.crawl_delay(self._default_useragent) if parser is not None else None
        engine = self.crawler.engine
        if not asked or engine is None:
            return
        downloader = engine.downloader
        key = downloader.get_slot_key(request)
        slot = downloader.slots.get(key)
        least = self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        delay = min(max(float(asked), least), MAX_CRAWL_DELAY)
        downloader.per_slot_settings[key] = {"delay": delay, "concurrency": 1}
        if slot is not None:
            slot.delay = delay
        request.meta["autothrottle_dont_adjust_delay"] = True
