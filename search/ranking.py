"""Every weight of the ranking, each with its reason and the query that shows it; and their joining.

docs/relevance.md tells the same to people who do not read code and is changed together with this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weight:
    """One number of the ranking.

    Attributes:
        value: The number.
        reason: Why a person is better served with it.
        shown_by: The query that gets worse without it.
    """

    value: float
    reason: str
    shown_by: str


# Fields of a record: how much a word found there says about what the service is.
NAME = Weight(4.0, "A service asked for by name is the answer.", "sopeutumisvalmennus")
ALIAS = Weight(3.5, "Other and former names are names, but the present one goes first.",
               "kela-tuettu psykoterapia")  # fmt: skip
COLLOQUIAL = Weight(3.0, "People's own words were collected for exactly this service.",
                    "en jaksa opiskella")  # fmt: skip
LABELS = Weight(1.5, "Controlled words hold for many services, so they tell less than a name.",
                "paniikkikohtauksia")  # fmt: skip
SUMMARY = Weight(2.0, "The summary says what the service is in few words.", "taideterapia")
BODY = Weight(1.0, "Details mention much beside the point.", "lausunto")
ORGANISER = Weight(2.0, "An organiser's name narrows, but does not tell which service.", "kela")
PLACE = Weight(1.5, "A place in the record is worth less than a place of residence.", "kuopio")
PROVIDER = Weight(0.3, "A provider's own words find its service, but below what we checked.",
                  "maskun kuntoutuskeskus")  # fmt: skip
CODE = Weight(4.0, "A form's number means the service it opens.", "KU 132")

# Parts of a query.
SYNONYM = Weight(0.45, "A word we put in is less sure than the visitor's own.", "saikku")
LATER_SYNONYM = Weight(0.8, "The first word of an entry is the best one; the next are further off.",
                       "pyörätuoli")  # fmt: skip
MEANING = Weight(1.0, "What the words mean tells more than which words were used.",
                 "ei ole ketään kenelle puhua")  # fmt: skip
FILLER = Weight(0.3, "Words of asking (how, apply, help) say little about what is asked.",
                "miten haen kuntoutusrahaa")  # fmt: skip
ALL_PARTS = Weight(0.5, "The parts of a compound side by side mean nearly the same.", "selkäkipu")
OTHER_LANGUAGE = Weight(0.5, "Words are read in the query's language first.", "stöd")

# The record as a whole.
EXACT_NAME = Weight(200.0, "The whole query is a name: nothing may come before it.",
                    "kuntoutuspsykoterapia")  # fmt: skip
EXACT_ALIAS = Weight(100.0, "The same for other and former names, after the present ones.",
                     "kela-tuettu psykoterapia")  # fmt: skip
NEAR_NAME = Weight(60.0, "The same name inflected or in another order.", "kuntoutuspsykoterapiaan")
EXACT_COLLOQUIAL = Weight(50.0, "These very words were collected for the service.",
                          "mihin minusta enää on")  # fmt: skip
COLLOQUIAL_INSIDE = Weight(5.0, "What is said word for word means more than the words apart.",
                           "työttömälle koulu jossa opitaan työtä tekemällä")  # fmt: skip
NAME_INSIDE = Weight(6.0, "A whole name stands inside a longer query.",
                     "kuinka haen kuntoutusrahaa")  # fmt: skip
OUR_WORD_IS_NAME = Weight(12.0, "A word we put in that is a whole name means that service.",
                          "toimintaterapeutti")  # fmt: skip
SECOND_LINE = Weight(0.7, "Rehabilitation for very hard daily life comes after the ordinary one.",
                     "toimintaterapeutille")  # fmt: skip
NEED_PRIMARY = Weight(
    4.0, "The need that was told is what the service is for.", "paniikkikohtauksia"
)
NEED_ALSO = Weight(1.5, "The service helps with the need beside its main purpose.",
                   "en jaksa töissä")  # fmt: skip
MONEY_LAST = Weight(0.85, "Who asks for help wants help; the allowance comes beside it.",
                    "apua jaksamiseen")  # fmt: skip
MONEY_MEANT = Weight(1.2, "Who asks for money gets the allowance before the service.",
                     "mistä rahaa kuntoutuksen ajaksi")  # fmt: skip
CENTRAL = Weight(0.15, "A service many records point to is the main one of its kind.",
                 "lomake ku 104")  # fmt: skip
KIN = Weight(0.15, "What the best answer's record names as related or instead is the next best.",
             "kuntoutuspsykoterapia")  # fmt: skip
NARROW = Weight(0.6, "A service for few (farmers, a road accident) is meant when they are named.",
                "ammatillinen kuntoutus")  # fmt: skip
OTHER_SPEAKERS = Weight(0.6, "A service in another language is meant when that is spoken.",
                        "silmu kurssi masennukseen")  # fmt: skip
CHILD_ONLY = Weight(0.85, "A service for children alone is meant when a child is named.",
                    "masennus kuntoutuskurssi")  # fmt: skip
AGE_UNFIT = Weight(0.35, "A service for another age cannot help now.", "17-vuotias kuntoutus")
AGE_MEANT = Weight(1.4, "A service limited to this age is made for it.", "lapsen puheterapia")
COVERAGE = Weight(1.25, "A record with all the words beats one with a repeated rare word.",
                  "nuoren ammatillinen kuntoutus")  # fmt: skip
EVENED = Weight(2.0, "One rare word must not outweigh everything else that was said.",
                "KU 101 ja B-lausunto")  # fmt: skip
FULLY_SAID = Weight(0.4, "From this share of the best score on a thing is said; below, partly.",
                    "mummo kaatuilee ja muisti pätkii")  # fmt: skip
UNKNOWN_WORD = Weight(0.5, "Beside a word of ours, one that no record has is a detail of a story.",
                      "masentaa kun lentokone myöhästyi")  # fmt: skip
LEAST_COVERAGE = Weight(0.5, "Less than this share of a query's meaning is a chance hit.",
                        "auton renkaiden vaihto")  # fmt: skip

# Where the service is arranged, seen from the person's municipality.
RINGS: dict[str, Weight] = {
    "municipality": Weight(1.15, "Nearest help first when it is as good.", "päihdeneuvonta oulu"),
    "county": Weight(1.1, "The own county arranges most services.", "sosiaalinen kuntoutus kuopio"),
    "national": Weight(1.0, "A national service is for everybody.", "kuntoutusraha oulu"),
    "remote": Weight(1.0, "A remote service reaches every place.", "etäkuntoutus oulu"),
    "neighbours": Weight(0.6, "A neighbouring county may agree to take somebody in.",
                         "kuntoutusohjaus tampere"),
    "elsewhere": Weight(0.35, "A service for other places cannot be had, but may be meant.",
                        "pirkanmaan kuntoutus oulu"),
}  # fmt: skip
RING_ORDER = ("municipality", "county", "remote", "national", "neighbours", "elsewhere")


def coverage_factor(covered: Floats) -> Floats:
    """Return how much of the text score stays when only a share (0–1) of the query is covered."""
    return np.asarray(covered**COVERAGE.value, dtype=np.float64)


def best_first(scores: Floats) -> Floats:
    """Return scores as a key of `first_of`, the best smallest.

    Scores are compared to six decimals, so that a sum in another order is still a tie.
    """
    return -np.round(scores, 6)


def first_of(keys: Sequence[NDArray[Any]], count: int) -> NDArray[np.int64]:
    """Return the first `count` places in the order of some keys; what is after them stays unsorted.

    Args:
        keys: Arrays of one length, the most telling first; small values come first, and what is
            equal in all keys stays in its order.
        count: How many are wanted, 1 or more; fewer are returned when there are fewer.
    """
    undecided = np.arange(len(keys[0]))
    sure: list[NDArray[np.int64]] = []
    left = count
    for key in keys:
        if len(undecided) <= left:
            break
        values = key[undecided]
        edge = np.partition(values, left - 1)[left - 1]
        sure.append(undecided[values < edge])
        left -= len(sure[-1])
        undecided = undecided[values == edge]
    some = np.sort(np.concatenate([*sure, undecided]))
    return some[np.lexsort([key[some] for key in reversed(keys)])[:count]]
