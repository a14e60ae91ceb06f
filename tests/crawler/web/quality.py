"""Precision and recall of extraction by field: `python -m tests.crawler.web.quality`."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from catalog.load import load_catalogue
from catalog.topics import ReadTopics
from crawler.extract import kind_of, statements_of
from crawler.page import read_page
from search.resources import load_resources
from search.topics import TopicReader
from tests.conftest import DATA
from tests.crawler.web.pages import ALL, WebPage

SURE = 0.5  # statements less sure than this lead to nothing
JUDGED = (
    "name", "price", "age", "phone", "email", "address", "hours", "duration", "form", "step",
    "language", "date", "ended",
)  # fmt: skip
TOPICS = ("needs", "sectors", "condition_groups", "municipalities")


def read_values(page: WebPage) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for said in statements_of(
        read_page(f"https://x.example{page.path}", page.body, page.content_type)
    ):
        if said.confidence >= SURE:
            found.setdefault(said.field, set()).add(said.value)
    return found


def mistakes(read_topics: ReadTopics | None = None) -> Iterator[tuple[str, str, str, str]]:
    """Give field, "missed" or "wrong" or "right", the page and the value."""
    for page in ALL:
        read = read_values(page)
        for field in JUDGED:
            wanted, got = page.says.get(field, set()), read.get(field, set())
            for value in wanted | got:
                kind = (
                    "right" if value in wanted & got else "missed" if value in wanted else "wrong"
                )
                yield field, kind, page.path, value
        seen = read_page(f"https://x.example{page.path}", page.body, page.content_type)
        kind = kind_of(seen)
        yield "kind", "right" if kind == page.kind else "wrong", page.path, kind
        if kind != page.kind:
            yield "kind", "missed", page.path, page.kind
        if read_topics and page.topics:
            topics = read_topics(seen.title, seen.text)
            for field in TOPICS:
                if field not in page.topics:
                    continue
                wanted = page.topics[field]
                # More needs than a reader names first may fit as well; the first must be one.
                best = [key for key, _ in getattr(topics, field)[: max(len(wanted), 1)]]
                for value in wanted | set(best):
                    kind = "right" if value in wanted and value in best else (
                        "missed" if value in wanted else "wrong")  # fmt: skip
                    yield field, kind, page.path, value


def table(read_topics: ReadTopics | None = None) -> dict[str, tuple[int, float, float]]:
    """Return for each field the number of expected values, precision and recall."""
    counts: dict[str, Counter[str]] = {}
    for field, kind, _, _ in mistakes(read_topics):
        counts.setdefault(field, Counter())[kind] += 1
    return {
        field: (
            n["right"] + n["missed"],
            n["right"] / max(n["right"] + n["wrong"], 1),
            n["right"] / max(n["right"] + n["missed"], 1),
        )
        for field, n in counts.items()
    }


def reader() -> ReadTopics:
    catalogue = load_catalogue(DATA, date(2026, 11, 26))
    return TopicReader(catalogue, load_resources(catalogue, DATA))


if __name__ == "__main__":
    topics = reader()
    print(f"{len(ALL)} pages")  # noqa: T201  (a command)
    for field, (number, precision, recall) in table(topics).items():
        print(f"{field:18} {number:3}  precision {precision:.2f}  recall {recall:.2f}")  # noqa: T201  (a command)
    for field, kind, path, value in mistakes(topics):
        if kind != "right":
            print(f"  {kind:6} {field}: {path}: {value}")  # noqa: T201  (a command)
