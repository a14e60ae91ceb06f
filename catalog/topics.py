"""What a text from outside is about, in the catalogue's own vocabularies, with how sure that is."""

from collections.abc import Callable
from dataclasses import dataclass

Sure = tuple[tuple[str, float], ...]  # id of a term with a confidence 0–1, the surest first


@dataclass(frozen=True, slots=True)
class Topics:
    """The subjects of a text; every member is empty when nothing was recognised.

    Attributes:
        sectors: Ids of data/taxonomy/sectors.yaml.
        needs: Ids of data/taxonomy/needs.yaml.
        condition_groups: Ids of data/taxonomy/condition_groups.yaml.
        municipalities: Codes of municipalities named.
        counties: Codes of wellbeing services counties named.
    """

    sectors: Sure = ()
    needs: Sure = ()
    condition_groups: Sure = ()
    municipalities: Sure = ()
    counties: Sure = ()


# Title and text of a page to its topics; made where the Finnish analyser is (search.topics).
ReadTopics = Callable[[str, str], Topics]
