"""Municipality to responsible areas: wellbeing services county, employment and collaborative area.

Data: data/areas/*.csv, situation of 1 January 2026, from Statistics Finland (classifications 2026)
and the National Land Survey of Finland (place names), CC BY 4.0; see data/areas/README.md.
"""

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from catalog.problems import UnknownValue, nearest_of
from catalog.text import LocalizedText

# 1.1.2025 Pertunmaa joined Mäntyharju; old codes are still met in other registers.
_MERGED = {"588": "507", "099": "214", "838": "423"}
_EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of the 308 municipalities.

    Attributes:
        code: Three digits, Statistics Finland.
        languages: Official languages, majority first.
        lat, lon: WGS84 degrees of the main settlement, not of the area's centre.
    """

    code: str
    name: LocalizedText
    wellbeing_county: str
    employment_area: str
    region_name: str
    collaborative_area: str
    languages: tuple[str, ...]
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class WellbeingCounty:
    """Who arranges health and social services: one of 21 counties, Helsinki (90) or Åland (91)."""

    code: str
    name: LocalizedText
    short_name: str
    languages: tuple[str, ...]
    website: str
    specialised_care_by: str
    collaborative_area: str


@dataclass(frozen=True, slots=True)
class EmploymentArea:
    """One of the 45 employment areas, or Åland (46); `responsible` is empty when not known."""

    code: str
    slug: str
    name: LocalizedText
    responsible: str
    member_codes: tuple[str, ...]


@dataclass(frozen=True)
class Areas:
    """All areas of Finland, by code."""

    municipalities: Mapping[str, Municipality]
    wellbeing_counties: Mapping[str, WellbeingCounty]
    employment_areas: Mapping[str, EmploymentArea]

    @cached_property
    def _code_by_name(self) -> dict[str, str]:
        names = {}
        for code, municipality in self.municipalities.items():
            for _, name in municipality.name.items():  # noqa: PERF102  (not a dict)
                names[name.casefold()] = code
        return names

    def municipality(self, code_or_name: str) -> Municipality:
        """Return the municipality with this code or Finnish or Swedish name (any letter case).

        Raises:
            UnknownValue: There is none; `nearest` holds the name closest in spelling.
        """
        wanted = code_or_name.strip()
        code = _MERGED.get(wanted, wanted)
        code = self._code_by_name.get(wanted.casefold(), code)
        found = self.municipalities.get(code)
        if found is None:
            nearest = nearest_of(wanted.casefold(), self._code_by_name)
            name = self.municipalities[self._code_by_name[nearest]].name.fi if nearest else None
            raise UnknownValue("unknown_municipality", "municipality", code_or_name, name)
        return found

    def search(self, text: str, limit: int = 10) -> list[Municipality]:
        """Return municipalities whose Finnish or Swedish name starts with `text`, by name."""
        start = text.strip().casefold()
        codes = dict.fromkeys(c for n, c in self._code_by_name.items() if n.startswith(start))
        found = [self.municipalities[code] for code in codes]
        return sorted(found, key=lambda m: m.name.fi or "")[:limit]

    def in_county(self, county_code: str) -> list[Municipality]:
        """Return the municipalities of a wellbeing services county, by Finnish name."""
        found = [m for m in self.municipalities.values() if m.wellbeing_county == county_code]
        return sorted(found, key=lambda m: m.name.fi or "")


def distance_km(a: Municipality, b: Municipality) -> float:
    """Return the great-circle distance between two main settlements, in kilometres."""
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    half_lat, half_lon = (lat2 - lat1) / 2, math.radians(b.lon - a.lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lon) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(h))


def load_areas(folder: Path) -> Areas:
    """Read the CSV files of data/areas.

    Raises:
        FileNotFoundError, KeyError: A file or a column is missing; both ship with the product.
    """
    return Areas(
        municipalities={
            row["code"]: Municipality(
                code=row["code"],
                name=LocalizedText(fi=row["name_fi"], sv=row["name_sv"]),
                wellbeing_county=row["wellbeing_county_code"],
                employment_area=row["employment_area_code"],
                region_name=row["region_name_fi"],
                collaborative_area=row["collaborative_area_code"],
                languages=tuple(row["languages"].split("|")),
                lat=float(row["lat"]),
                lon=float(row["lon"]),
            )
            for row in _rows(folder / "municipalities.csv")
        },
        wellbeing_counties={
            row["code"]: WellbeingCounty(
                code=row["code"],
                name=LocalizedText(fi=row["name_fi"], sv=row["name_sv"], en=row["name_en"]),
                short_name=row["short_name"],
                languages=tuple(row["languages"].split("|")),
                website=row["website"],
                specialised_care_by=row["specialised_care_by"],
                collaborative_area=row["collaborative_area_code"],
            )
            for row in _rows(folder / "wellbeing_counties.csv")
            if row["code"] != "HUS"  # a hospital group, nobody's county; see data/areas/README.md
        },
        employment_areas={
            row["code"]: EmploymentArea(
                code=row["code"],
                slug=row["slug"],
                name=LocalizedText(
                    fi=row["name_fi"],
                    sv=row["name_sv_in_use"] or row["name_sv"],
                    en=row["name_en"],
                ),
                responsible=row["responsible_municipality_fi"] or row["responsible_body"],
                member_codes=tuple(row["member_codes"].split("|")),
            )
            for row in _rows(folder / "employment_areas.csv")
        },
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
