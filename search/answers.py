"""The API's JSON shapes of a search and a match (design.md §6), made once for API and command line.

Plain dicts, lists, strings and numbers; texts are in the asked language, with the language they
really are in where it can differ.
"""

from typing import Any

from catalog.catalogue import Catalogue
from catalog.model import Contact, Organization, Service
from catalog.organisers import ResolvedOrganiser, resolve_organiser
from catalog.text import Language, LocalizedText
from search.match.results import MatchedService, MatchResult, NeedGroup, Reason
from search.results import Hit, SearchResponse

# Path of a service page in each language; the web's address table must agree (a test compares).
SERVICE_PATH: dict[Language, str] = {
    "fi": "/fi/palvelu/",
    "sv": "/sv/tjanst/",
    "en": "/en/service/",
}


def service_url(service_id: str, lang: Language) -> str:
    """Return the address of a service's page in a language."""
    return SERVICE_PATH[lang] + service_id


def names(text: LocalizedText) -> dict[str, str]:
    """Return the languages a text has, with the text."""
    return dict(text.items())


def organiser_answer(organiser: ResolvedOrganiser, lang: Language) -> dict[str, Any]:
    """Return an organiser as the API shows it; `id` is null while a role is not resolved."""
    return {
        "id": organiser.id,
        "name": organiser.name.choose(lang).text,
        "kind": organiser.kind,
        "role": organiser.role,
    }


def urgent_answer(
    ids: tuple[str, ...], catalogue: Catalogue, lang: Language
) -> list[dict[str, Any]]:
    """Return urgent-help records by id, in the order given."""
    lines = {line.id: line for line in catalogue.urgent_help}
    return [
        {
            "id": key,
            "name": lines[key].name.choose(lang).text,
            "phone": lines[key].phone,
            "hours": (lines[key].hours or LocalizedText()).choose(lang).text or None,
            "say": lines[key].say.choose(lang).text,
        }
        for key in ids
    ]


def search_answer(response: SearchResponse, catalogue: Catalogue) -> dict[str, Any]:
    """Return a search response in the API's shape."""
    request = response.request
    nothing = response.no_results_help
    return {
        "query": {
            "q": request.q,
            "lang": request.lang,
            "municipality": request.municipality,
            "understood": [
                {"kind": u.kind, "value": u.value, "label": u.label, "text": u.text}
                for u in response.understood
            ],
            "also_searched": list(response.also_searched),
            "did_you_mean": response.did_you_mean,
            "corrected_to": response.corrected_to,
        },
        "urgent_help": urgent_answer(response.urgent_help, catalogue, request.lang),
        "total": response.total,
        "page": request.page,
        "per_page": request.per_page,
        "facets": {
            name: [{"value": v.value, "label": v.label, "count": v.count} for v in values]
            for name, values in response.facets.items()
        },
        "results": [
            _hit(hit, catalogue, request.lang, request.municipality) for hit in response.hits
        ],
        "no_results_help": nothing
        and {
            "drop_filter": nothing.drop_filter
            and {
                "filter": nothing.drop_filter[0],
                "value": nothing.drop_filter[1],
                "results": nothing.drop_filter[2],
            },
            "near_words": list(nothing.near_words),
        },
        "data_version": response.data_version,
    }


def _hit(
    hit: Hit, catalogue: Catalogue, lang: Language, municipality: str | None
) -> dict[str, Any]:
    service = catalogue.services[hit.service_id]
    name = service.name.choose(lang)
    marked = "".join(
        f"<mark>{escape(t)}</mark>" if on else escape(t) for t, on in hit.summary_parts
    )
    organiser = resolve_organiser(service.organiser, catalogue, municipality=municipality)
    return {
        "id": service.id,
        "name": name.text,
        "names": names(service.name),
        "lang": name.lang,
        "summary": service.summary.choose(lang).text,
        "summary_lang": hit.summary_lang,
        "kind": service.kind,
        "sector": list(service.sector),
        "organiser": organiser_answer(organiser, lang),
        "area_ring": hit.area_ring,
        "score": round(hit.score, 4),
        "why": list(hit.why),
        "provider": hit.provider._asdict() if hit.provider else None,
        "highlights": {"summary": marked},
        "price": service.price.state,
        "verified_on": service.verified_on.isoformat(),
        "evidence": service.evidence,
        "url": service_url(service.id, lang),
    }


def escape(text: str) -> str:
    """Make text safe inside HTML; highlights are the one place where the API gives markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def match_answer(result: MatchResult, catalogue: Catalogue, lang: Language) -> dict[str, Any]:
    """Return a match result in the API's shape; every service stands in `ranked` once."""
    question = result.next_question
    return {
        "evaluated_on": result.evaluated_on,
        "data_version": result.data_version,
        "derived": dict(result.derived),
        "contradictions": [c.choose(lang).text for c in result.contradictions],
        "urgent_help": urgent_answer(result.urgent_help, catalogue, lang),
        "ranked": [_matched(m, catalogue.services[m.service_id], lang) for m in result.ranked],
        "groups": [_group(g, lang) for g in result.groups],
        "first_step": result.first_step
        and {
            "id": result.first_step.id,
            "say": result.first_step.say.choose(lang).text,
            "service_ids": list(result.first_step.service_ids),
        },
        "next_question": question
        and {
            "id": question.id,
            "fact": question.fact,
            "text": question.text.choose(lang).text,
            "why": list(question.why),
            "options": question_options(question.fact, catalogue, lang),
        },
    }


def question_options(fact: str, catalogue: Catalogue, lang: Language) -> list[dict[str, str]]:
    """Return the answers a fact's question offers; empty for free numbers and places."""
    definition = catalogue.rules.facts[fact]
    if definition.kind in ("municipality", "date"):
        return []
    return [
        {"value": value.id, "label": value.label.choose(lang).text}
        for value in definition.bands or definition.values
    ]


def _matched(matched: MatchedService, service: Service, lang: Language) -> dict[str, Any]:
    return {
        "service": {
            "id": service.id,
            "name": service.name.choose(lang).text,
            "organiser": organiser_answer(matched.organiser, lang),
            "url": service_url(service.id, lang),
        },
        "state": matched.state,
        "points": round(matched.best_points, 2),
        "points_by_need": {
            need: {
                "total": round(p.total, 2),
                "match": round(p.match, 2),
                "other_needs": round(p.other_needs, 2),
                "certainty": round(p.certainty, 2),
                "specificity": round(p.specificity, 2),
                "nearness": round(p.nearness, 2),
                "ease": round(p.ease, 2),
            }
            for need, p in matched.points.items()
        },
        "needs": list(matched.needs),
        "reasons": [_reason(r, lang) for r in matched.reasons],
        "open": [_reason(r, lang) for r in matched.open],
        "assessed_by_organiser": [a.choose(lang).text for a in matched.assessed],
        "repairs": [
            [{"kind": s.kind, "fact": s.fact, "say": s.say.choose(lang).text} for s in steps]
            for steps in matched.repairs
        ],
        "first_check": [
            {
                "rule": f.rule,
                "organiser": f.organiser.choose(lang).text,
                "certainty": f.certainty,
                "say": f.say.choose(lang).text,
                "if_refused": f.if_refused and f.if_refused.choose(lang).text,
            }
            for f in matched.first_check
        ],
        "steps": [step.do.choose(lang).text for step in service.steps],
    }


def _reason(reason: Reason, lang: Language) -> dict[str, Any]:
    return {
        "say": reason.say.choose(lang).text,
        "fact": reason.fact,
        "truth": reason.truth,
        "kind": reason.kind,
        "source": reason.source_url,
        "source_title": reason.source_title,
        "checked": reason.checked,
        "evidence": reason.evidence,
    }


def _group(group: NeedGroup, lang: Language) -> dict[str, Any]:
    return {
        "need": group.need,
        "label": group.label.choose(lang).text,
        "service_ids": list(group.service_ids),
        "set_aside": list(group.set_aside),
        "contact_first": group.contact_first,
        "contact": contact_answer(group.contact_organization, group.contact, lang),
    }


def contact_answer(
    organization: Organization | None, contact: Contact | None, lang: Language
) -> dict[str, Any] | None:
    """Return a person to reach, or None when the municipality is not known."""
    if organization is None:
        return None
    return {
        "organization": {"id": organization.id, "name": organization.name.choose(lang).text},
        "label": contact and contact.label.choose(lang).text,
        "phone": contact and contact.phone,
        "url": (contact and contact.url) or organization.website,
        "hours": contact and contact.hours and contact.hours.choose(lang).text,
        "evidence": contact and contact.evidence,
    }
