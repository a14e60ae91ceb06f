"""A page about a service we do not have, as a record ready to finish: nothing is invented."""

from datetime import date

from catalog.new_record import Answers, record_text, slug_of
from catalog.topics import Topics
from crawler.page import Page

_UNSURE = "guide.where_to_start"


def draft_record(owner: str, page: Page, fetched: date, topics: Topics) -> str:
    """Return the YAML of a draft; the summary is left for a person, in our own words.

    Sector and needs are what the page's words are about, as far as they tell.
    """
    lang = page.lang or "fi"
    names = {lang: page.title} if lang == "fi" else {"fi": page.title, lang: page.title}
    return record_text(
        Answers(
            record_id=slug_of(page.title),
            name=names,
            kind="service",
            sector=tuple(key for key, _ in topics.sectors[:1]) or ("social",),
            branch="guidance",
            organiser=owner,
            is_role=False,
            summary="KIRJOITA OMIN SANOIN",
            needs=tuple(key for key, _ in topics.needs[:3]) or (_UNSURE,),
            url=page.url,
            title=page.title,
            fetched=fetched.isoformat(),
            dated=None,
            verified_on=fetched,
        )
    )
