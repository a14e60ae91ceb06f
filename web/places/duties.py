"""Where it is said who is responsible for what: a source for each `area.does.*` line of words.

The lines say no more than these pages do. A role without a source here fails a test.
"""

from collections.abc import Mapping

from catalog.model import Source

_REFORM = Source(
    url="https://eduskunta.fi/FI/vaski/HallituksenEsitys/Sivut/HE_241+2020.aspx",
    title="Eduskunta: HE 241/2020, hyvinvointialueet, Helsinki ja HUS-yhtymä",
    fetched="2026-11",
    dated="2020",
)
DUTY_SOURCES: Mapping[str, Source] = {
    "wellbeing_county": _REFORM,
    "hospital_group": _REFORM,
    "employment_area": Source(
        url="https://www.finlex.fi/fi/laki/ajantasa/2023/20230383",
        title="Finlex: laki 383/2023, työvoimapalvelut kunnille 1.1.2025",
        fetched="2026-11",
        dated="2023",
    ),
    "municipality": Source(
        url="https://finlex.fi/fi/laki/ajantasa/2016/20161285",
        title="Finlex: nuorisolaki 1285/2016; koulu: perusopetuslaki (HE 114/2024)",
        fetched="2026-11",
        dated="2023",
    ),
    "kela": Source(
        url="https://www.kela.fi/rehabilitation",
        title="Kela: Rehabilitation",
        fetched="2026-11",
        dated="2025",
    ),
}
