"""A page about a service we do not have, as a record ready to finish: nothing is invented."""

from datetime import date

from catalog.catalogue import Catalogue
from catalog.new_record import Answers, record_text, slug_of
from crawler.page import Page

_UNSURE = "guide.where_to_start"


def draft_record(catalogue: Catalogue, owner: str, page: Page, fetched: date) -> str:
    """Return the YAML of a draft; the summary is left for a person, in our own words."""
    lang = page.lang or "fi"
    names = {lang: page.title} if lang == "fi" else {"fi": page.title, lang: page.title}
    return record_text(
        Answers(
            record_id=slug_of(page.title),
            name=names,
            kind="service",
            sector=("social",),
            branch="guidance",
            organiser=owner,
            is_role=False,
            summary="KIRJOITA OMIN SANOIN",
            needs=needs_of(catalogue, page) or (_UNSURE,),
            url=page.url,
            title=page.title,
            fetched=fetched.isoformat(),
            dated=None,
            verified_on=fetched,
        )
    )


def needs_of(catalogue: Catalogue, page: Page) -> tuple[str, ...]:
    """Return at most three needs whose everyday phrases stand in the page, most phrases first."""
    text = f"{page.title}\n{page.text}".casefold()
    counts = {
        need.id: sum(
            phrase.casefold() in text for phrase in (*need.phrases.fi, *need.phrases.sv)
        )
        for need in catalogue.taxonomy.needs.values()
    }  # fmt: skip
    best = sorted((n for n in counts if counts[n]), key=lambda n: (-counts[n], n))
    return tuple(best[:3])
