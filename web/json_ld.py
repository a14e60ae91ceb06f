"""A service as schema.org JSON-LD, for search engines: nothing in it that its page does not say."""

from collections.abc import Iterable
from typing import Any

from catalog.model import Service
from catalog.organisers import ResolvedOrganiser
from catalog.text import Language, LocalizedText
from web.contexts import ChannelLine

# Bodies whose services are government services; others are plain services.
_GOVERNMENT = frozenset(
    {"national", "wellbeing_county", "employment_area", "municipality", "state", "hospital_group"}
)


def service_json_ld(
    service: Service,
    name: LocalizedText,
    summary: LocalizedText,
    organiser: ResolvedOrganiser,
    channels: Iterable[ChannelLine],
    lang: Language,
) -> dict[str, Any]:
    """Return the record as JSON-LD in the page's language, absent facts left out."""
    shown, text = name.choose(lang), summary.choose(lang)
    is_government = organiser.kind in _GOVERNMENT
    record: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if is_government else "Service",
        "identifier": service.id,
        "name": {"@value": shown.text, "@language": shown.lang},
        "description": {"@value": text.text, "@language": text.lang},
    }
    if organiser.is_resolved:
        body = organiser.name.choose(lang)
        record["provider"] = {
            "@type": "GovernmentOrganization" if is_government else "Organization",
            "name": {"@value": body.text, "@language": body.lang},
        }
    phones = [
        {"@type": "ContactPoint", "telephone": line.value}
        for line in channels
        if line.kind == "phone"
    ]
    if phones:
        record["availableChannel"] = [
            {"@type": "ServiceChannel", "servicePhone": phone} for phone in phones
        ]
    if service.languages:
        record["availableLanguage"] = list(service.languages)
    return record
